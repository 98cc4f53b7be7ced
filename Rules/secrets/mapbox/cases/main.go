// ruleid: mapbox-secret-token
	MapboxSecretToken: "sk.eyJ1IjoibWFwYWNjdDg2IiwiYSI6ImNsMjV5bmhyMDc5c3EwanllbTNodjlpNzIifQ.hPzt-MhdOEHr1wNqLcQdG8",
