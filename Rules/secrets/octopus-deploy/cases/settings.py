# ruleid: octopus-deploy-api-key
os.environ["OCTOPUS_API_KEY"] = "API-78KD4M32EQM4HB31DO9OT4925O"
# ok: octopus-deploy-api-key
os.environ["OCTOPUS_API_KEY"] = "API-xxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: octopus-deploy-api-key
os.environ["OCTOPUS_API_KEY"] = "API-9A08OAXSTFEFSHP0NHR"
