// ruleid: http-basic-authorization
headers: { 'Authorization': 'Basic bS5rZWxsZXI6RmpKMmlHTnJYSzlZbjB0UA==' },
// ok: http-basic-authorization
const scheme = "Basic authentication required";
// ok: url-password
fetch("https://cdn.acme.dev:443/npm/@acme/ui@2.1.0/index.js");
