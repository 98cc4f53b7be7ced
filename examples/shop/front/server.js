const express = require("express");
const app = express();

// Found: whoever has the address can post to the channel. Silent: the manual's own.
const alerts = "https://hooks.slack.com/services/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";
const sample = "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";

// Found: a signed token that does not expire. Silent: two parts and no signature of anything.
const workerToken = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJjaGVja291dC13b3JrZXIiLCJzY29wZSI6Im9yZGVyczp3cml0ZSIsImlhdCI6MTc2NzIyNTYwMH0.TGdDO3LmlscGV2dAvG-sN2-hDo0UPWeoktD_uPOslq4";
const shape = "header.payload.signature";

// Silent: looks like an npm token, but its checksum is wrong.
const retired = "npm_sUd2Lj2OUhlX7fDIn537RyKQDz6Bj02tQ3YZ";

app.get("/hello", (request, response) => {
  response.send("<h1>Hello " + request.query.name + "</h1>");
});

app.get("/go", (request, response) => response.redirect(request.query.to));

app.listen(process.env.PORT || 3000, () => {
  fetch(alerts, { method: "POST", body: JSON.stringify({ text: "front is up" }) });
});

module.exports = { app, sample, workerToken, shape, retired };
