// ok: jwt
const header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
