// ruleid: vercel-integration-token
	vercelToken := "vci_KY5IiZLQGpjGtI90xoybBaxSYeTaDloosnI7vqs29EUy7XnLZFr4nOFB"
