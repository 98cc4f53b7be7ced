# ruleid: nvidia-api-key
os.environ["NVIDIA_API_KEY"] = "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"
# ok: nvidia-api-key
os.environ["NVIDIA_API_KEY"] = "nvapi-SOzDPqHxt0215axkIJEkIbGsbmR85UgwjLfYW9labjBNaqZ"
