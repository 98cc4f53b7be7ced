// ruleid: render-api-key
  renderApiKey: 'rnd_F5pqqHIR9ZbkcQNpvIoq0AIYGwPO',
// ok: render-api-key
  renderApiKey: 'rnd_ulS216Vv36tDXkNMKKmY',
// ok: render-deploy-hook
const renderDeployHook = "https://api.render.com/deploy/srv-h2wq9u1hu0b3!568n21d?key=OA0swMFAFV4";
// ok: render-deploy-hook
  renderDeployHook: 'https://api.render.com/deploy/srv-h',
