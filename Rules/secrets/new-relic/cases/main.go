// ruleid: new-relic-user-key
	newRelicApiKey := "NRAK-ZVHYQM3S32KANSEEJWSQPOZ687W"
// ruleid: new-relic-query-key
	NewRelicQueryKey: "NRIQ-2OeK3IsJArjTRRtCG5Uc22QZQ9oBZBDY",
// ruleid: new-relic-license-key
	NewRelicLicenseKey: "eu01xx318d893176174fc0496befa88fFFFFNRAL",
// ruleid: new-relic-user-api-id
	NewRelicUserApiId: "wopcpb5rz2cydf9uxcuw9x4myh0l9uh8myywr062a1l4zpg56voqgpbskxg63jvj",
// ruleid: new-relic-pixie-key
	PxApiKey: "px-api-f4c91eee-19fe-e51f-70b6-6fde89366de6",
