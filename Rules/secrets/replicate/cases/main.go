// ruleid: replicate-api-token
	replicateApiToken := "r8_yEdVtXndttl9llmDBsIbGoZ7ZIg3ci0sQVwlU"
