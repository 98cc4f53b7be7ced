// ok: mongodb-atlas-service-account-secret
const mdbMcpApiClientSecret = "mdb_sa_sk_jxOEZGCUvmY5ZLaf9waZJKC38nLy";
// ok: mongodb-atlas-service-account-id
  mdbMcpApiClientId: 'mdb_sa_id_xxxxxxxxxxxxxxxxxxxxxxxx',
// ruleid: mongodb-atlas-private-key
const mongodbAtlasPrivateKey = "6aa1d415-245d-a53c-96aa-e4c61518fb38";
