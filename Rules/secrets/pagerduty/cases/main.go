// ruleid: pagerduty-user-token
	pagerdutyUserToken := "u+5LAtyXXtHpJc6nxbxg"
