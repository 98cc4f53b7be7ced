// ok: openai-api-key
  openaiApiKey: 'sk-8yMMpFmsu7g75kWXElXWT3BlbkFJdRlU7R8i',
// ok: openai-project-key
  openaiProjectKey: 'sk-proj-QSv7kjfVu-3uKAu7Y8Q900ffu3S2DI5V4FILk0XBuvrTvu1ny_7QpRpUipAW-k25r_Z1MuEnN1',
// ruleid: openai-service-account-key
const openaiServiceKey = "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";
// ok: openai-service-account-key
  openaiServiceKey: 'sk-svcacct-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxT3BlbkFJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: openai-service-account-key
const openaiServiceKey = "sk-svcacct-nzl-oGSHOYxbiGq8QLr6rYr2UAdenHc96dthr4Cp2c2TXYxD6ytNHAbtc5yUDtZkXjrKmGIMIyT3BlbkFJ5D6j8y89KFWzdDPx7z!lokb3YtyWDl9kPTcGUktdnYgzDqsnkmP2EFrzC7RT2k4c_4yL4C_LCk";
// ruleid: openai-admin-key
const openaiAdminKey = "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";
// ruleid: openai-session-token
  openaiSession: 'sess-pHcED9tDQhFfTDKSZOuehdi5Q8E3e7VRhXqRTcPg',
