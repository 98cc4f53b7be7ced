# ruleid: telegram-bot-token
curl "https://api.telegram.org/bot3472120733:AA0f1IzM7kHDMHnMNMIQf8NThyB9VaxLRBa/getMe"
