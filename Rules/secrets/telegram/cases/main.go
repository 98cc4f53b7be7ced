// ruleid: telegram-bot-token
	telegramBotToken := "0441316994:AAfuaEMHANDyS-UPtiZz7h_bsdl_szLnrOU"
// ruleid: telegram-bot-token-context
	TelegramToken: "258990038:p5Voo1jj6YNVOkrGMLZLZ_BJ2RuE-sQ-iBB",
