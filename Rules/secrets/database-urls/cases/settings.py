# ok: postgres-url-password
url = "postgresql://user:password@localhost/app"  # from the manual
# ok: mysql-url-password
url = "mysql://user:password@localhost/app"  # from the manual
# ok: mongodb-url-password
url = "mongodb+srv://user:password@localhost/app"  # from the manual
# ok: redis-url-password
url = "rediss://user:password@localhost/app"  # from the manual
# ok: amqp-url-password
url = "amqps://user:password@localhost/app"  # from the manual
# ok: sqlserver-url-password
url = "mssql://sa:password@localhost/master"
# ok: sqlserver-url-password
url = "mssql+pyodbc://user:password@localhost/app"  # from the manual
# ok: database-url-password
url = "clickhouse://user:password@localhost/app"  # from the manual
# ok: database-url-password
os.environ["CLICKHOUSE_URL"] = "xxxxxxxxxxxxxxxxxx"
# ruleid: connection-string-password
cnxn = pyodbc.connect("DRIVER=FreeTDS;SERVER=sql-2.acme.dev;PORT=1433;UID=orders_rw;PWD=XlsBg7yGinIFPk4b;")
# ok: connection-string-password
server = "x"; database = "y"; password = getpass()
# ok: database-password-variable
env["PGPASSWORD"] = get_secret("db")
