// ruleid: snowflake-access-token
	SnowflakeToken: "xlXyxCt2RUNMkp58Oxuw35Xee9xQIKELAlAcV_SUsomoSlv8uQzgJNetEK-Pa7r9TxELJAxPIlxYxb6_fASL_cCqw5OSVL4A7ofiPuzB-Yb96R3mU1R7F-ND5vA6Enp6UjmQC-3-pY2v",
