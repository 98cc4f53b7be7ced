# ok: mapbox-secret-token
MAPBOX_TOKEN = "sk.eyJ1Ijoi"
# ok: mapbox-secret-token
MAPBOX_SECRET_TOKEN = "sk.eyJ1IjoibWFwYWNjdDg5IiwiYSI6ImNsMHNkdGZsZHVqMGxhMXpuNW1zeGM4aG4ifQ"
# ruleid: mapbox-public-token
MAPBOX_ACCESS_TOKEN = "pk.a66zdgnzyz6jzdcy12cojvwnismcdszjetvs3249zejbuiyrcqziejy06vie.2gj9vekporc6cym34c8ds1"
