# ok: snowflake-password
snowflake_password = settings.snowflake.password
