// ok: klaviyo-private-key
const klaviyoPublicKey = "Xy7Kq2";
