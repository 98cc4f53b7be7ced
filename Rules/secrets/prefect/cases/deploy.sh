# ruleid: prefect-api-key
docker run -e PREFECT_API_KEY=pnu_UrkXA700IS8phshEkgRnEYNV7jtGDw4OyVzt app
# ruleid: prefect-service-account-key
docker run -e PREFECT_SERVICE_KEY=pnb_XTGGogIOOdPajQvADrjVdf45iGKOmsBrhUTF app
