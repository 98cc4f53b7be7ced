// ruleid: langsmith-personal-token
const langsmithApiKey = "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";
// ok: langsmith-service-key
const langsmithServiceKey = "lsv2_sk_02d17e39f2bcb3fa0";
// ruleid: langsmith-legacy-key
  langchainApiKey: 'ls__038f91379e8f8aa26839a55d619a59b0',
