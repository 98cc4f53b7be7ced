// ruleid: nvidia-api-key
  nvidiaApiKey: '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',
// ok: nvidia-api-key
  nvidiaApiKey: 'nvapi-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: nvidia-api-key
  nvidiaApiKey: 'nvapi-SOzDPqHxt0215axkIJEkIbGsbmR85',
