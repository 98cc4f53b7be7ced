# ruleid: wakatime-api-key
./deploy --wakatime-api-key waka_e3365a1b-fac1-c4e0-e076-97fe16d9762b --yes
