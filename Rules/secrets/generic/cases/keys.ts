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
