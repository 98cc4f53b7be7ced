// ruleid: sourcegraph-access-token
	srcAccessToken := "sgp_ddf9dff6c910ed21_44e16729f87377f3245eab24fec909a5fe7c5103"
// ruleid: sourcegraph-gateway-token
	SourcegraphLicense: "slk_b9233b3c67bcb670db244e4c382f48de151ff8edb68152108205be996841cea6",
// ruleid: sourcegraph-legacy-token
	SourcegraphToken: "ca492d620ca31249936409d7d7f3889e1a0a7820",
