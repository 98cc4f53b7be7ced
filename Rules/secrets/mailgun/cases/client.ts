// ruleid: mailgun-private-key
const mailgunApiKey = "key-40d9309b7a5a2b9de345d21890efb8ca";
// ok: mailgun-private-key
<li key-index="key-d41d8cd98f00b204" />
// ruleid: mailgun-public-key
const mailgunPublicKey = "pubkey-29c4840f57ad4f839dc7fd2ddb86b0b5";
// ok: mailgun-public-key
  mailgunPublicKey: 'pubkey-d5c562119875',
