// ruleid: onesignal-legacy-key
	onesignalRestApiKey := "OTgxMWNmNjktYjg4OC03ODgyLWFhOWUtN2Q3ODRmYzFhNmVh"
