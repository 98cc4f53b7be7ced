// ok: netlify-personal-token
const netlifyAuthToken = "nfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ruleid: netlify-access-token
const netlifyAccessToken = "bjrrU9Z1J1fS7Pev6wFq08qELQbKlWWO2lOObZ92RVn";
// ruleid: netlify-build-hook
const netlifyBuildHook = "https://api.netlify.com/build_hooks/ad1e4ea8786d9db09bea7c5f";
// ok: netlify-build-hook
  netlifyBuildHook: 'https://api.netlify.com/build_hooks/a662!582ee64039be7484702',
// ok: netlify-build-hook
const netlifyBuildHook = "https://api.netlify.com/build_";
