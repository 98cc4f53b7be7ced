// ruleid: mailchimp-api-key
  mailchimpApiKey: '7b00ecc7684c7c2a46c9549c4a607bed-us91',
// ok: mailchimp-api-key
const mailchimpApiKey = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-usxx";
// ok: mailchimp-transactional-key
import "mandrill/md-autocomplete-floating-label.css";
// ok: mailchimp-transactional-key
  mandrillApiKey: 'md-cEcvk3BHfGiXe753',
// ruleid: mandrill-api-key
const mandrillKey = "QyVWcgLTcQCDcncB9P41Ah";
