// ok: snyk-api-token
const snykToken = "ba972403-b3cb-72f7-2ac2-e76";
// ruleid: snyk-personal-or-service-token
const snykToken = "snyk_uat.e825ec41.eyJlIjoxODAwMDAwMDAwLCJoIjoic255ay5pbyIsImoiOiJwTUxQNUw0ZnNNOHVUQmtiSzI2MkVtIn0.F8BRRDN0BC7bVuocFvZiQiKM1mV8FClR8NAYNO_DY27DtKKQtjGzqx_SMgKi81lopJAoX029avTNNImHbwRCPh";
// ok: snyk-personal-or-service-token
const snykToken = process.env.SNYK_TOKEN;
