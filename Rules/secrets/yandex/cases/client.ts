// ruleid: yandex-cloud-iam-token
const yandexIamToken = "t1.waIZbRwE--NkClt2K-89POBnD0kv3mlSXZ9cIM13Y3zA7EkE_KQJ_GUr_NHKFst17YMtoiOl_80XBRCIyKrqY4xeZf.fbpn5T0FdgZnRscjXOVF7v283bqwaXFlcwy92tl1wxmUadP7ezx7sWH_fPnjdrwVXxOUJmPhL-VnfVHZJv_r_D";
// ok: yandex-cloud-iam-token
const yandexIamToken = "t1.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: yandex-cloud-iam-token
  yandexIamToken: 't1.zVd7idBA7t8BUjn5CSI0bt6buJrJW_FpGHdOsNsMMFH3umMsYHWn6MX1eXkieuKec3AaiMXhkhRdD5kZ3Dowc0A',
// ruleid: yandex-cloud-api-key
const yandexApiKey = "AQVNK_C2DhGj6s5FGeIWWC4ohEa7fTavrG_sYcCk";
// ok: yandex-cloud-api-key
  yandexApiKey: 'AQVNr_hd4UfrJVgYCR5ANxnYwv!5TaXez13mQALk',
// ok: yandex-cloud-static-key-id
  yandexS3KeyId: 'YCAJExxxxxxxxxxxxxxxxxxxx',
// ruleid: yandex-oauth-token
const yandexOauthToken = "y0_AghHL4c6nK1_aVCa4k4CdhJ_SAx3ksM9yWp501hr-WWd2FfC-kqcp73x";
// ok: yandex-oauth-token
const yandexOauthToken = process.env.YANDEX_OAUTH_TOKEN;
// ruleid: yandex-oauth-token-old
const yandexToken = "AQAAAAzlK64gWztcq5xbor-JqN2uT-CvHzp1cPt";
// ruleid: yandex-smartcaptcha-key
  smartcaptchaServerKey: 'ysc2_0HBZcUc3MJzv3CitBYLWnqvipB7FuTfrvrszjRO5IWwnSLuS',
