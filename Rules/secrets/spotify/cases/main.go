// ruleid: spotify-client-id
	spotifyClientId := "baced229edab5da57ff7a83ddf16a668"
