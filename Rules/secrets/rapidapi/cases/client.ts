// ruleid: rapidapi-key
const rapidapiKey = "512fda66e1msh2f0dc2d1791418ap18394cjsn82e7b20effa6";
// ruleid: rapidapi-access-token
  rapidapiToken: 'mcnKV3HE1ywSC7dxVuo14iwtNbsEHEwUPc302oheaMU4NR1XbJ',
