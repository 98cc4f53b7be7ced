# ruleid: wakatime-api-key
os.environ["WAKATIME_API_KEY"] = "waka_a985bd97-24ac-b528-8505-07ca1f29d975"
# ok: wakatime-api-key
WAKATIME_API_KEY = "waka_5a3d47c3-6c07-2"
# ruleid: wakatime-legacy-key
os.environ["WAKATIME_API_KEY"] = "6e1f0961-076c-40ab-b0c9-5892e2928ad4"
