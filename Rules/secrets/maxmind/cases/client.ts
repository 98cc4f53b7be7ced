// ruleid: maxmind-license-key
  maxmindLicenseKey: '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',
