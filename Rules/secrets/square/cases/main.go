// ruleid: square-access-token
	squareAccessToken := "EAAAsV4sVqpNkaCwZg1e6G5cdE6ov1JRl5vhEj1C2b-nZHgE-a-qEIikwFKXvCAI"
// ruleid: square-personal-token
	SquarePersonalToken: "sq0atp-umHycePIxhrs6K-0O7Y8Mc",
