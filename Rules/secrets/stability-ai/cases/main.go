// ruleid: stability-ai-api-key
	stabilityApiKey := "sk-tXTa6KIi1XUaslyTEJOf2evQbF0XuGRu2pn7WLlb9KuLSYjg"
