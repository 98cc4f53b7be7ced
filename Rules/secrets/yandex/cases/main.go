// ruleid: yandex-oauth-token
	yandexOauthToken := "y0_AgZ99_Mq4CFRDg1zDQSBXcq-u9-dXEMlu9JnOM8jhxKUgNA11hWqtjpW"
// ruleid: yandex-smartcaptcha-key
	smartcaptchaServerKey := "ysc2_m5UKThA20St7mFoA32hapJAdN2Ln6S6vMhd5z3RVN091NieS"
