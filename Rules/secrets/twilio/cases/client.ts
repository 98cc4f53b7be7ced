// ok: twilio-auth-token
  twilioAuthToken: '57cc16e06db6fb4bf7d61558',
// ok: twilio-auth-token
  twilioAuthToken: '57cc16e06db6fb4bf7d61!581fcbb591',
// ruleid: twilio-api-secret
const twilioApiSecret = "lRyw5PBkZigzEOcieIfLFPLnz911Jrlv";
