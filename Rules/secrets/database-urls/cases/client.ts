// ruleid: postgres-url-password
const url = "postgresql://orders_rw:R16qRJHzToLeZVbDSs@db-7.acme.dev:5432/orders";
// ruleid: mysql-url-password
const url = "mysql://orders_rw:M6S3pnevsycSgWNiO9@db-7.acme.dev:3306/orders";
// ruleid: mongodb-url-password
const url = "mongodb+srv://orders_rw:Ud0YX4yDic8A01ynrZ@cluster7.k3x9q.mongodb.net/orders";
// ruleid: redis-url-password
const url = "rediss://default:CWXsA0mWXDIRpHOIIg@cache-3.acme.dev:6380/orders";
// ok: redis-url-password
const redisUrl = "xxxxxxxxxxxxxxxxxx";
// ruleid: amqp-url-password
const url = "amqps://orders:oCeJlS261zIfY1ICxp@mq-1.acme.dev:5671/orders";
// ruleid: sqlserver-url-password
const url = "mssql+pyodbc://orders_rw:21tWhO32j0cKGFugT9@sql-2.acme.dev:1433/orders";
// ok: sqlserver-url-password
const mssqlUrl = "xxxxxxxxxxxxxxxxxx";
// ruleid: database-url-password
const url = "clickhouse://orders_rw:AqC4TO97r5yYbBHT0N@ch-1.acme.dev:9440/orders";
