# ruleid: rootly-api-key
ROOTLY_API_KEY = "rootly_73710fd20bc9688105c3118c3794fd76e108473ce7ff926e962a52c4cde84363"
