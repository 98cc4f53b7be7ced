# ok: netlify-personal-token
os.environ["NETLIFY_AUTH_TOKEN"] = "nfp_SpCrVn3zWnVQvCD8yyvDN68esH"
# ok: netlify-personal-token
NETLIFY_AUTH_TOKEN = "nfp_SpCrVn3zWnVQvCD8"
# ok: netlify-access-token
os.environ["NETLIFY_ACCESS_TOKEN"] = "3FlKfAVmuma3Bvfo4w2Xo7lSyaFP4eo44"
# ruleid: netlify-build-hook
NETLIFY_BUILD_HOOK = "https://api.netlify.com/build_hooks/96763ab07daa27ee641b5968"
