// ruleid: maxmind-license-key
	maxmindLicenseKey := "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"
// ruleid: maxmind-legacy-license-key
	geoipupdateLicenseKey := "acFgv1E7T2pW5Cjv"
