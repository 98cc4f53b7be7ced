// ruleid: settlemint-application-token
	settlemintApplicationToken := "sm_aat_1q3w526jbiqm6871"
// ruleid: settlemint-service-token
	settlemintServiceToken := "sm_sat_lxstofgsh2z2hd73"
