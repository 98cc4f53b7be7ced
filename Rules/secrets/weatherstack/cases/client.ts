// ruleid: weatherstack-api-key
const weatherstackApiKey = "aa914c827088abcf044f7664772d15c1";
// ok: weatherstack-api-key
const weatherstackApiKey = "b95426a1f77f775b6f07deb2";
// ok: weatherstack-api-key
const weatherstackApiKey = "b95426a1f77f775b";
