// ruleid: slack-bot-token
	slackBotToken := "xoxb-120523042161-6480866747228-TaKJNfV2s4Sm3fBNMXr1G2Bs"
// ruleid: slack-legacy-bot-token
	slackLegacyBotToken := "xoxb-061051707313-Mp2KOjUkLYYTFPcPWCapTnzn"
// ruleid: slack-user-token
	SlackUserToken: "xoxp-251412878281-216521752533-4465675102138-234b05689582e31e3891d206de40fb76",
// ruleid: slack-config-access-token
	slackConfigToken := "xoxe.xoxp-1-ngKvzBYz0S1KALYkpqff8fMtfRAhUnXzagDtjfgpkwuGJWWuWgJdBVFNTHiMwYJLIC3G0a4e8ZkPQprPkF4ElvWfaeITYMLiSlftkiiupbj5Z58gm5UqOAmYGKHw8UsbC620W3AqWqj0bheCnSdOvX25Ex21xmcwsdvjmi"
// ruleid: slack-config-refresh-token
	SlackRefreshToken: "xoxe-1-VPu1NPp1Al9thOdN44NUiw8cROLHmhbxZOXKXEEzwpHbe94aTM3HXr74wkigG6OClEejh96UuDU15k88H8tt2E5JwgszxGAsMSFTrlbo6w6o5Ky3RXmvpd4MVIsWnTMbZuhYrQJcRBuiFLcU6i",
// ruleid: slack-workspace-token
	slackWorkspaceToken := "xoxa-2-426051101240-291833112476-629559351663-4f99c19ca186c968b76c2adbc6838ca2"
// ruleid: slack-session-token
	slackSessionToken := "xoxc-781497492904-424440298698-3151550203735-d29d59bb7775d6f0cac8ba1a8b92a54d0c1bfa032faa55437542033502beabb8"
// ruleid: slack-webhook-url
	SlackWebhookUrl: "https://hooks.slack.com/services/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",
// ruleid: slack-signing-secret
	SlackSigningSecret: "55d1d72e79c8a4d8841efc1f53794e54",
// ruleid: slack-client-secret
	slackClientSecret := "4edc67b2257a2a8cdf646e740d8fd391"
// ruleid: slack-verification-token
	SlackVerificationToken: "z672f0BKFfsUPsEphyWfDHYd",
