# ruleid: new-relic-admin-key
./deploy --new-relic-admin-key NRAA-43f0b87ae886816ff4bd267e7cd --yes
# ruleid: new-relic-rest-key
docker run -e NEW_RELIC_REST_KEY=NRRA-f9fa8937ff1c9391a7b44a1a59772a794fc4d2e3cf app
# ruleid: new-relic-insert-key
./deploy --new-relic-insert-key NRII-PMRSb9YpxGMKuINgGAP0eRFPzMj8nypi --yes
# ruleid: new-relic-browser-key
./deploy --new-relic-browser-key NRJS-51dc5d124eb6cd4aaa4 --yes
# ruleid: new-relic-license-key
./deploy --new-relic-license-key eu01xx560c68b8d2f44b25765294b7c1FFFFNRAL --yes
# ruleid: new-relic-user-api-id
./deploy --new-relic-user-api-id 6l1ab7psiboxs44xiirqidr2rcstyq8l9jbjazhxxdxxzbmbptdptodd50addbow --yes
# ruleid: new-relic-pixie-key
docker run -e PX_API_KEY=px-api-3f32c21a-0f5a-6a26-cf8a-56bd062b7506 app
