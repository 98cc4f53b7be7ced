# ruleid: posthog-personal-key
os.environ["POSTHOG_PERSONAL_API_KEY"] = "phx_0ZwEcNGUsngCaMuOCQSEfAw1BYD0Nyj6ivD4yR6xt9N"
# ok: posthog-personal-key
POSTHOG_PERSONAL_API_KEY = "phx_a8cmxEqMFb8Zet3Y3Ok79BbN2YVaaKXL"
# ok: posthog-project-key
POSTHOG_PROJECT_API_KEY = "phc_xLBRibTq3Z8ffXGd7cNKRx4IXXL104bI"
# ok: posthog-secure-flags-key
os.environ["POSTHOG_SECURE_KEY"] = "phs_TB76iHLhBI8VYMmdox0"
