// ruleid: squarespace-api-key
  squarespaceApiKey: 'ed226da9-9af8-0a4e-def4-23cf21f1d891',
