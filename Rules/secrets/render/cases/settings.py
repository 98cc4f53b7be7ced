# ruleid: render-api-key
os.environ["RENDER_API_KEY"] = "rnd_qoIue3SPJI6lauA5BtN23LYp9cOw"
# ok: render-api-key
rnd_generatorSeedForShufflingAll = 4
# ok: render-api-key
os.environ["RENDER_API_KEY"] = "rnd_xxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: render-deploy-hook
RENDER_DEPLOY_HOOK = "https://api.render.com/deploy/srv-xxxxxxxxxxxxxxxxxxxx?key=xxxxxxxxxxx"
