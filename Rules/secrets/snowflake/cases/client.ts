// ruleid: snowflake-access-token
  snowflakeToken: 'tcRBJMAdYj44kRl-rGyxDMKVs4bqI5JHAgtOpEAYVmYoHoYfUJ8Z_LegQDpPGoeP_7nAmwHeyh5Z7g234SWlHaAK3TxDMlcjTsmLp_1YH0IHom3_rkR7LtJwU08sksNPtMdpR9IJZNCx',
// ruleid: snowflake-password
const snowflakePassword = "xNP6lYDIXhjY09";
