// ok: brevo-api-key
  brevoApiKey: 'xkeysib-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx',
// ruleid: brevo-smtp-key
  brevoSmtpKey: 'xsmtpsib-9c7e4483c94eed308e8c115511910a6a7a8f625ef5eae5ed27440a2aab9e2da4-GTgDNwdAfPWdh8T5',
// ok: brevo-smtp-key
  brevoSmtpKey: 'xsmtpsib-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx',
// ok: brevo-smtp-key
  brevoSmtpKey: 'xsmtpsib-8fe3ec9192f8b2583891be8c5207d97e1b03d6d23f22bbcdf0e859533fb',
// ok: brevo-smtp-key
  brevoSmtpKey: 'xsmtpsib-8fe3ec9192f8b2583891be8c5207d97e1b03d6d23f22bbcdf0e!59533fb8242e-bGKacb91e0wFjM7M',
