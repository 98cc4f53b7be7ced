// ruleid: klaviyo-private-key
	klaviyoPrivateApiKey := "pk_c98f277bebfb9f7ececce946d51bff8cea"
