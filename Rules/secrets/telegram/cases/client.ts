// ok: telegram-bot-token
  telegramBotToken: 'xxxxxxxxxx:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: telegram-bot-token
const telegramBotToken = "5678122538:AAsci7HWodY1_Yhdvn1gutIx";
// ok: telegram-bot-token
const telegramBotToken = "5678122538:AAsci7HWodY1";
// ruleid: telegram-bot-token-context
  telegramToken: '048243733:B9s9SBLQnX8eqOTsJIfL8kk5TN1eDqm7xDl',
