# ruleid: netlify-personal-token
./deploy --netlify-auth-token nfp_n8E5CKVx9IlRH0qTSS5E3R854eiK9Rm0W563 --yes
# ruleid: netlify-access-token
./deploy --netlify-access-token 3A288qMAZ74DVouPakz39v20oHWyTUzwhRmQsyojDSL --yes
# ruleid: netlify-build-hook
docker run -e NETLIFY_BUILD_HOOK=https://api.netlify.com/build_hooks/3697d85a1bb409f84aa5670e app
