// ruleid: postman-api-key
const postmanApiKey = "PMAK-55efaa4180481a0add714b5c-d8d3f3368f1f510b3c0e82657b3018ab04";
// ok: postman-api-key
  postmanApiKey: 'PMAK-33de63117e87b5cfc6867892-69540d833b84!7e581b609cfc2fc258b79',
// ok: postman-collection-key
const postmanCollectionKey = "PMAT-xxxxxxxxxxxxxxxxxxxxxxxxxx";
