// ruleid: linkedin-client-id
const linkedinClientId = "778oxu02ao79kl";
// ok: linkedin-client-id
const linkedin = ["linkedin", "microsoftteams"];
// ok: linkedin-client-id
  linkedinClientId: '77xxxxxxxxxxxx',
// ruleid: linkedin-client-secret
  linkedinClientSecret: 'sKeJ2mEewEJW5jkr',
// ok: linkedin-client-secret
linkedin: "companyfollowers",
