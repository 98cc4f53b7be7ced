// ruleid: keyword-dsn-password
dsn := "host=db-7.acme.dev user=orders_rw password=dILWPZUQFtkaE4Gt dbname=orders port=5432 sslmode=require"
// ok: keyword-dsn-password
dsn := "host=localhost user=gorm password=gorm dbname=gorm port=9920 sslmode=disable"
// ok: keyword-dsn-password
dsn := fmt.Sprintf("host=%s user=%s password=%s dbname=%s", h, u, p, d)
// ok: keyword-dsn-password
dsn := "host=db-7.acme.dev user=orders_rw password=xxxxxxxxxxxxxxxx dbname=orders port=5432 sslmode=require"
// ruleid: go-mysql-dsn-password
db, err := sql.Open("mysql", "orders_rw:hS9EEhwrC92Mcr@tcp(db-7.acme.dev:3306)/orders?parseTime=true")
// ok: go-mysql-dsn-password
db, err := sql.Open("mysql", "root:password@tcp(127.0.0.1:3306)/test")
// ok: go-mysql-dsn-password
dsn := fmt.Sprintf("%s:%s@tcp(%s)/%s", user, pass, addr, name)
// ok: go-mysql-dsn-password
dsn := "root@tcp(127.0.0.1:3306)/test"
// ok: go-mysql-dsn-password
db, err := sql.Open("mysql", "orders_rw:xxxxxxxxxxxxxx@tcp(db-7.acme.dev:3306)/orders?parseTime=true")
