# ok: sidekiq-bundle-credential
BUNDLE_GEMS__CONTRIBSYS__COM = "b47399f2:b976"
# ok: sidekiq-bundle-credential
os.environ["BUNDLE_GEMS__CONTRIBSYS__COM"] = "b47399f2:b9!6d8ae"
