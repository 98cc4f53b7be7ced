// ruleid: lob-api-key
const lobApiKey = "live_3116569f1f26debb4f0c21367ed13a8d644";
// ok: lob-api-key
  lobApiKey: 'live_ac48414f1da0777c9160d418a',
// ok: lob-publishable-key
const lobPublishableKey = "live_pub_e74d9b21aae85ce646062";
// ok: lob-publishable-key
  lobPublishableKey: 'live_pub_e74d9b21aae85ce64!062a6b2d333b7',
