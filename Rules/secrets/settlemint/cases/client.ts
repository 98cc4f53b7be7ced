// ruleid: settlemint-personal-token
const settlemintPersonalToken = "sm_pat_o1poxamlp9qf563f";
// ok: settlemint-personal-token
  settlemintPersonalToken: 'sm_pat_96ddj252!1aek4yi',
// ok: settlemint-service-token
  settlemintServiceToken: 'sm_sat_8jzj98ffuws',
