# ruleid: telegram-bot-token
TELEGRAM_BOT_TOKEN = "2165681502:AAnCpVxZYC7GpZArukRu8tWCWd8JxLLQIme"
