// ruleid: trello-token-context
	TrelloApiToken: "3c90b84ab6b9b03efb49d2d4f63a41ea43fca7cbfdde02ed8d605a4539de9a99",
// ruleid: trello-api-key
	TrelloApiKey: "adc147b4965b60bf7b6d909de0afa9c0",
