// ok: razorpay-live-key-id
  razorpayKeyId: 'rzp_live_YLAj7SBKg',
// ok: razorpay-live-key-id
  razorpayKeyId: 'rzp_live_YL',
// ok: razorpay-test-key-id
const razorpayTestKeyId = "rzp_test_Cy2A69!BRcOcIl";
// ok: razorpay-test-key-id
  razorpayTestKeyId: 'rzp_test_Cy',
