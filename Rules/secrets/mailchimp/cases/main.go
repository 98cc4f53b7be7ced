// ruleid: mandrill-api-key
	mandrillKey := "99FKsDkkrzgXXYY64MUF4L"
