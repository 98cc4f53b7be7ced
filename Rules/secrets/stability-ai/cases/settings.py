# ruleid: stability-ai-api-key
os.environ["STABILITY_API_KEY"] = "sk-n0GOzJlaMOrMyYmHdol8LH4zLMN4wEk41iUYr1PvmmuAIgsd"
# ok: stability-ai-api-key
os.environ["STABILITY_API_KEY"] = "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
