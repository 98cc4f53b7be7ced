# ruleid: razorpay-live-key-id
./deploy --razorpay-key-id rzp_live_uyVGk5VhShASiJ --yes
# ruleid: razorpay-test-key-id
docker run -e RAZORPAY_TEST_KEY_ID=rzp_test_y5BeP7yzVNnssE app
