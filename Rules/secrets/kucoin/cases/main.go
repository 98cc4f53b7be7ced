// ruleid: kucoin-api-key
	kucoinApiKey := "d6cfaaba5fabbac3bdaa0df5"
