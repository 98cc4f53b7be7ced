// ruleid: scalingo-api-token
	ScalingoApiToken: "tk-us-kt2s0WK5G8xlBmsuEl1ZZd0QAaiL2kFi8jcoBV9oXO_kZ1il",
