// ruleid: planetscale-password
  planetscalePassword: 'pscale_pw_Z45FjDEVslbyVYPo30JX4cuP3C4AjcMTG1WXykguUYa',
// ok: planetscale-password
  planetscalePassword: 'pscale_pw_7qNBrR7W6pbEqA1y',
// ruleid: planetscale-service-token
const planetscaleServiceToken = "pscale_tkn_dNEmPUaMGOdrbFGIxnO5ICKXKTg9eMGXlSXBSsqOo7f";
// ok: planetscale-service-token
  planetscaleServiceToken: 'pscale_tkn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: planetscale-service-token
const planetscaleServiceToken = "pscale_tkn_sfg4NKbKULY7MzWxmtKSVf3Ah!uVNAw7OBQmAvYn9AF";
// ruleid: planetscale-oauth-token
  planetscaleOauthToken: 'pscale_oauth_UJmaw8tRnQrQdeiJP5HGzD6txr54CrvYakGUBOXF7gW',
// ok: planetscale-oauth-token
const planetscaleOauthToken = "pscale_oauth_U8vf0UbOh6RwFzfTyOV7FGkpk7xyG";
// ok: planetscale-oauth-token
const planetscaleOauthToken = "pscale_oauth_U8vf0UbOh6RwFzfTyOV7FGkp!7xyGhnTabEacl8p6lE";
// ok: planetscale-token-id
const planetscaleTokenId = "rey74g0l5";
