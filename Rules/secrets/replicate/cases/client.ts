// ok: replicate-api-token
  replicateApiToken: 'r8_NK6XbqcA9O8Zkzmo2',
