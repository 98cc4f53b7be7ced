// ruleid: lob-api-key
	lobApiKey := "test_ba91b8618aefe3603294f507b4a4a5ab812"
// ruleid: lob-publishable-key
	lobPublishableKey := "live_pub_5186ef60e5ac21bd2cb8f1f6df09ef1"
