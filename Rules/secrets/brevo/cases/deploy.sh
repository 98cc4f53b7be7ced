# ruleid: brevo-api-key
docker run -e BREVO_API_KEY=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 app
# ruleid: brevo-smtp-key
./deploy --brevo-smtp-key xsmtpsib-5c388ef03b490ddde6453351b92b6c9ac350ae9c7bb373cac0a1d787820a2ea4-u91hHTmeRAFMl2vs --yes
