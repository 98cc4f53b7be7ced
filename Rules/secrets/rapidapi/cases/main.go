// ruleid: rapidapi-key
	RapidapiKey: "4f0ae6d80dmshffabe5e120cf0b8p1deab1jsn64d418b53918",
