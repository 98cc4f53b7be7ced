// ruleid: twitter-api-key
  twitterApiKey: '1nZDqMXZ0k3htoJGjM01Hma0U',
// ok: twitter-api-key
const twitter = "summarylargeimagecardmodel";
// ok: twitter-api-secret
const twitterApiSecret = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ruleid: twitter-access-token
  twitterAccessToken: '5610016043962162343-9oTmdgj4FzcurWTDJsK86q4rEvaN8p',
// ruleid: twitter-access-secret
const twitterAccessTokenSecret = "ehhFTivRko57KZqARd1mtgpaxHzge0ui2RvGsdBYqrxRp";
