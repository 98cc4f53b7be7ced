# ruleid: readme-api-key
./deploy --readme-api-key rdme_shn34r4aeqatnh05e4vkgfn63cijjv0e9fdql8kll4crxdzj00pjf2on4i0khhmyzgp2m5 --yes
