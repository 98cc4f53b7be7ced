// ok: onesignal-api-key
const onesignalApiKey = "os_v2_app_mpohyq4guseghyzmk5m562nop6frv7gmfqsroahzrkw4ygbqex5i2ddn4jvwy5rfh!jv2w4iayfm4g4ab4pq2rmriizbpnp6cftknsx";
