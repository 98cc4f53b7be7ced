// ruleid: kraken-api-key
	krakenApiKey := "rLdKR6UKJytUtgjOltLVM5CYOa30ETY5u3aXKJAf3S5YvnYMdTMQ9Ozn"
