// ok: sendgrid-api-key
const key = "SG.actuallyNotAKeyButALongPropertyPath.ofSomeObject";
