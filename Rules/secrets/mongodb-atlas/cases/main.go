// ruleid: mongodb-atlas-service-account-secret
	mdbMcpApiClientSecret := "mdb_sa_sk_tyiamWG5NqFq6c9_M-V_PngPCprE6H_hfgWOLofk"
// ruleid: mongodb-atlas-service-account-id
	MdbMcpApiClientId: "mdb_sa_id_cc80349d5bbaf37425bee15b",
