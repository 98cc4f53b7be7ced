// ruleid: mistral-api-key
  mistralApiKey: 'lFsZbySY2JuWJhoMn7Fxhg8DkHh9hDTs',
