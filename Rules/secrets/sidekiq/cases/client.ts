// ok: sidekiq-bundle-credential
  bundleGemsContribsysCom: 'xxxxxxxx:xxxxxxxx',
// ok: sidekiq-bundle-credential
  bundleGemsContribsysCom: 'b47399f2',
