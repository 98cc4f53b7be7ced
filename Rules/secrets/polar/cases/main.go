// ruleid: polar-personal-token
	PolarAccessToken: "polar_pat_kRgARjLru8Em2WoyM6JDbzd1rSLaLO1JWZLIvp7Ynsb",
// ruleid: polar-oauth-access-token
	polarAccessToken := "polar_at_KQ9AkXpeqpQnyBTO9EETKVh9J2g4OIOZi5SMzQJ5ehs"
