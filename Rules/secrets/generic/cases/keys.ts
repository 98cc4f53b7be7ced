// ruleid: generic-api-key
const apiKey = "ATntiCrayqDIwMjcWGyqLYQXDTKx1jfD";
// ruleid: generic-api-key
const clientSecret: string = 'G5imsrQykhCAOjAWI8msfp20';
// ruleid: generic-api-key
headers["X_ACCESS_TOKEN"] = `aae1f0bb3154886b44bf6ddf36f83ce3309ae348`;
// ruleid: generic-api-key
localStorage.setItem("token", "ZxFelO4N2Z1SIOiuYcHRVGr15snhMOuCjJq2RwMQ");
// ruleid: generic-api-key
const secret = process.env.SESSION_SECRET || "kRXp6fuvZxahFoWsvk4ssvKQvwli";
// ok: generic-api-key
const apiKey = "YOUR_API_KEY_HERE";
// ok: generic-api-key
const secretName = "IgZIzGBmKDLYIBoqM8Kc";
// ok: generic-api-key
const nextToken = "PIO7ppWjsuuywhktALqQFPBCCgzj93Ax448Dwvnz";
// ok: generic-api-key
const token = "refresh_token_expired";
// ok: generic-api-key
const names = ["csrf_token", "unlkhdnaes", "endblock"];
// ok: generic-api-key
const token = `${prefix}-token`;
// ok: generic-api-key
const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db";
// ruleid: generic-key
const options = { key: "ckVCJ6d4zPSPX/FtQGwX+24/kEQO8oHlxZGdGN+kRW0=" };
// ruleid: generic-key
const gossipKey = "LGuWTMQMNk8e1bEkBLtmVOlGl5j44svr";
// ok: generic-key
const options = { key: "efficiencyMetricsByGroup" };
// ok: generic-key
const primaryKey = "oPY0Xelb7ms61OAcp7TiBAmF";
// ok: generic-key
const key = "settings/notifications/email";
// The public half of a key pair is no secret.
// ok: generic-api-key
const nkey = "UCKKAZLILVSMJGALXDKFISUHEGUZUANNEGPLLHHWUFPPN4K2DWBQXY3O";
// ok: generic-api-key
const signingKey = "MCowBQYDK2VwAyEAt84J1rvABOcXXGQ8feywtYDsN7yXEt0uaq65S66NL58=";
// What stands in for a secret in a report about secrets.
// ok: generic-api-key
const secret = "vault-sha256:5d6c2a0e4b7f91c83a1de06b94f72c58e3b1a7d90f64c25e8ab3971d0c4e6f12";
// ok: generic-api-key
const entry = { "hashed_secret": "a94e1c07d3b852f60e7c41fb92d8305ae6f7b1c4" };
// An access key's id is useless without the key.
// ok: generic-api-key
const accessKeyId = "Q7RZ2X5MKB3TW6YNCA4V";
// ok: generic-api-key
const sealedKey = "IAAfAPJ2ZmN5dWRqZXlxd3BvaXV5dHJld3E";
