// ruleid: razorpay-test-key-id
	razorpayTestKeyId := "rzp_test_UCZzb1r41H53pA"
// ruleid: razorpay-key-secret
	RazorpayKeySecret: "aJP4gHZsdDKlXLsY7rWqCuxr",
