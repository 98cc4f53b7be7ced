# ok: workato-api-token
os.environ["WORKATO_API_TOKEN"] = "wrkaeu-eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtMzQ2IiwianRpIjoiNnhxNGxsaGp0aSJ9.eQwIER7wkI1w622t0-SA-jl-qMDxNhwBFHRXBxCNvvRR4_acY!4sv5cGXXJ1-dceZidy_ijEa9jTEKhPl8En7Ng4j8UJLPD1MXBqeO651GSqJ5lJmbKyMbPB"
# ok: workato-api-token
os.environ["WORKATO_API_TOKEN"] = "wrkaeu-eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtMzQ2IiwianRpIjoiNnhxNGxsaGp0aSJ9.eQwIER7wkI1w6"
