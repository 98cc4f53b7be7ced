// ruleid: jwt-unsigned
	UnsignedToken: "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1LTk3ODc2NCIsImFkbWluIjp0cnVlfQ.",
