# ruleid: workos-staging-key
./deploy --workos-staging-key sk_test_a2V5XzAxNEtHUVlUUUE0RTZNQ0ZCUFZEWTNZNERZLFVuZlBvYVpQSml3OEp6TnNnN1VkRHFJU3Q --yes
