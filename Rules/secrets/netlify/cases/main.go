// ruleid: netlify-personal-token
	NetlifyAuthToken: "nfp_6C45gudAD2CGIHrU95Ii2f1qUcSiOgg1A67Y",
