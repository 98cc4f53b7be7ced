// ok: trello-api-token
  trelloToken: 'ATTA340033da7d775ff8cf17c5a55c165b6f764956d325d0968322a98',
// ruleid: trello-token-context
const trelloApiToken = "d69b1ce69aea994381084b2dcd23c67895006a1e11cf3d9e77d162064b51ccca";
// ok: trello-token-context
const trelloApiToken = "af98f964babcfa8093abfe2477cd0e12c7e543a6e9a99609";
// ok: trello-token-context
  trelloApiToken: 'af98f964babcfa8093abfe2477cd0e12c7e543a6e9!99609ac6800e6501f974f',
// ruleid: trello-api-key
const trelloApiKey = "08bd1d39895ff29d7602833d636fd803";
