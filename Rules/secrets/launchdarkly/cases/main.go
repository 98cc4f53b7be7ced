// ruleid: launchdarkly-api-token
	LaunchdarklyApiToken: "api-1ff1b7fd-78eb-274f-f815-2c65159013f5",
// ruleid: launchdarkly-sdk-key
	LaunchdarklySdkKey: "sdk-6e0edcda-0873-ae02-080c-26e828c1455e",
// ruleid: launchdarkly-mobile-key
	launchdarklyMobileKey := "mob-8e5dd91e-e04f-766c-23b8-789ab1cf3281"
