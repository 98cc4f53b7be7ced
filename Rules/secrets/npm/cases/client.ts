// ok: npm-access-token
const npm_lifecycleScriptEventNameForPackages = process.env.npm_lifecycle_event;
