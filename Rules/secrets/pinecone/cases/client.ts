// ok: pinecone-api-key
  pineconeApiKey: 'pcsk_2vy6q_uCdrfIGpqdkUZl5NLHiqzsUF17C5BGMkSq7Lkp!izDPdi2GajSt4Hzlqb0dgrN7',
// ok: pinecone-api-key
  pineconeApiKey: 'pcsk_2vy6q_uCdrfIGpqdkUZl5NLHiqzsUF17',
// ruleid: pinecone-legacy-key
const pineconeApiKey = "810e4abc-0cd2-6cda-76af-4e357d53c510";
// ok: pinecone-legacy-key
  pineconeApiKey: '6e27f1b5-5244-828f-dc5c-568',
// ok: pinecone-legacy-key
const pineconeApiKey = "6e27f1b5-5244-828f-dc5c-!6803dab9928";
