// ruleid: braintree-private-key
	BraintreePrivateKey: "ed5a52776b3e00bf31338c504deafba5",
