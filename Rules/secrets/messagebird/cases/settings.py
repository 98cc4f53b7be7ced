# ruleid: messagebird-access-key
MESSAGEBIRD_ACCESS_KEY = "Zru2rTnb1blyV6hNIS0XZDu5h"
# ok: messagebird-client-id
MESSAGEBIRD_CLIENT_ID = "ba33c5a4-6cce-e0f5"
