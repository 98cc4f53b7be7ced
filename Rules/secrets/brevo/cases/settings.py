# ok: brevo-api-key
os.environ["BREVO_API_KEY"] = "xkeysib-e0a350cb85f0eb0a72e8232aa18065a46029b0241cd43f67882!dbeadcde5aa9-GWe0YJlbINH3cZIQ"
# ok: brevo-smtp-key
os.environ["BREVO_SMTP_KEY"] = "xsmtpsib-8fe3ec9192f8b2583891be8c5207d97e1b03"
