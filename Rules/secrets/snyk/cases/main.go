// ruleid: snyk-api-token
	snykToken := "da7df886-bdb6-ef00-4bee-73457b84521c"
// ruleid: snyk-personal-or-service-token
	SnykToken: "snyk_uat.367a88c3.eyJlIjoxODAwMDAwMDAwLCJoIjoic255ay5pbyIsImoiOiJhUEdiTU5FT2tDRXNOM01NamZmZGk3In0.nufxaLEjYm7It7P49PiGBWV6tuQzdhNSLY5Siu-3QwmksXojqDcdGkfuY1YWyNgtaK8EjxrSJGnaDHDGU5gUOy",
