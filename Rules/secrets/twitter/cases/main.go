// ruleid: twitter-access-token
	twitterAccessToken := "4351150488854411249-8IGBeAzXJy36p13wANv09LKxF1oT4C"
// ruleid: twitter-access-secret
	TwitterAccessTokenSecret: "mGCf1iVGJCYcDej2ReZVhkVOWptFf2zIDiQroQs42s2c8",
// ruleid: twitter-bearer-token
	TwitterBearerToken: "AAAAAAAAAAAAAAAAAAAAA6rxHrMxiSJbKlfe7mQlVGJvk%2BHGw97xhWQsusfTpLAx%3DSc1GhOfXNZtmcL3GgEijUBaSTCj1HsBY21qXkVmSwYzsBLKbNj",
