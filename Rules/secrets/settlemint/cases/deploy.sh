# ruleid: settlemint-service-token
docker run -e SETTLEMINT_SERVICE_TOKEN=sm_sat_44lhxy21eo02tpuh app
