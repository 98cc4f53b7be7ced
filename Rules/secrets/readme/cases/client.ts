// ok: readme-api-key
  readmeApiKey: 'rdme_2kp8pcs2m6rdwmwdjmuvsbg11g2y9or2hcplqze6vp6xc!p4x29ysbvnnf0t16alkzm7ui',
// ok: readme-api-key
  readmeApiKey: 'rdme_2kp8pcs2m6rdwmwdjmuvsbg11g2y9or2',
