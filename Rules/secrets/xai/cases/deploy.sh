# ruleid: xai-api-key
./deploy --xai-api-key xai-Ik04Kb0nl0Kn5NYtBZ0exwdYC1SoG21T984uLHW2Ax3v0jn6NKUov7TmlhRZp4KOm3tNwBUCj1ipPn8c --yes
