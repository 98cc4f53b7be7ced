// ruleid: unkey-root-key
	unkeyRootKey := "unkey_eLbjxy4SiQXgUmb2jYbOnqRg"
