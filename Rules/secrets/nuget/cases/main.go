// ruleid: nuget-api-key
	nugetApiKey := "oy26xoyfnekdnl4ld23g7bjleuul4pojrfm4pl54btoo3j"
