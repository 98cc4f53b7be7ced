// ok: square-oauth-secret
const squareApplicationSecret = "sq0csp-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ruleid: square-sandbox-token
const squareSandboxToken = "sandbox-sq0atb-uVhnWoh_fEZ4NdaFNn4NF7";
// ok: square-sandbox-token
const squareSandboxToken = "sandbox-sq0atb-VzGptIxMv!3clEOgBw5DAX";
// ruleid: square-application-id
  squareApplicationId: 'sq0idp-gWZJm1Usq0so6bHc-ZxF_6',
// ok: square-application-id
const squareApplicationId = "sq0idp-xxxxxxxxxxxxxxxxxxxxxx";
