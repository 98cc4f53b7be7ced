// ruleid: stability-ai-api-key
  stabilityApiKey: 'sk-iKtFaDbNOSCQtwmsfacnrsSc4Mw7Thow45Bx5EyaA3NVgXIa',
