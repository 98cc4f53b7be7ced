# ruleid: twilio-api-key
docker run -e TWILIO_API_KEY=SK36e7344387b4dfc97f84b09d17cef2c3 app
