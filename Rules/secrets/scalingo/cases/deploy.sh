# ruleid: scalingo-api-token
docker run -e SCALINGO_API_TOKEN=tk-us-LdPFz4GLP4sIWzOTVHogt-9q0sLaHoo0M1OWh98zR3MsTVL0 app
