# ruleid: okta-api-token
OKTA_API_TOKEN = "00fzSka4tdoQ1AIYNLOxcG62GyVSZAOGiWKbeFO11I"
# ok: okta-api-token
OKTA_API_TOKEN = "00uP4fAWAeuYXXUiZHCIFFNKjoFTdHpN"
# ruleid: okta-ssws-token
headers = {"Authorization": "SSWS 00PZTZQGwXgzyEpW7VDzrX93CCt6gQe3MuTlS6IfsK"}
# ok: okta-ssws-token
headers = {"Authorization": "SSWS 00exampletokengoeshere"}
# ok: okta-client-secret
OKTA_CLIENT_SECRET = "984bKrk3TXSjZDLqOWLWnKewIHYSKH"
