# ruleid: database-password-variable
PGPASSWORD=lsrZLLMWUXg6xo pg_dump -h db-7.acme.dev -U orders_rw orders > orders.sql
# ok: database-password-variable
PGPASSWORD=$DB_PASSWORD psql -h db-7.acme.dev
# ok: database-password-variable
PGPASSWORD=postgres psql -h localhost -U postgres
# ok: database-password-variable
PGPASSWORD=xxxxxxxxxxxxxx pg_dump -h db-7.acme.dev -U orders_rw orders > orders.sql
# ruleid: mysql-command-password
mysql -h db-7.acme.dev -u orders_rw -pQGinlRM1ks7Plh orders < schema.sql
# ruleid: mysql-command-password
mysqldump --user=orders_rw --password=e9tO0VG5rzN4GT orders > dump.sql
# ok: mysql-command-password
mysql -h db-7.acme.dev -u orders_rw -p orders
# ok: mysql-command-password
mysql -u root -proot -e "select 1"
# ok: mysql-command-password
docker run -d --name mysql -p 3306:3306 mysql:8
# ok: mysql-command-password
mysqldump --user=orders_rw --password="$DB_PASSWORD" orders
# ok: mysql-command-password
mysql -h db-7.acme.dev -u orders_rw -pxxxxxxxxxxxxxx orders < schema.sql
# ruleid: redis-command-password
redis-cli -h cache-3.acme.dev -a Q5yoAEiRpX9vms1b ping
# ruleid: redis-command-password
redis-cli -u cache --pass GZx6w4hS8OH8oztW info
# ok: redis-command-password
redis-cli -h cache-3.acme.dev -a "$REDIS_PASSWORD" ping
# ok: redis-command-password
redis-cli -a foobared ping
# ok: redis-command-password
redis-cli --askpass ping
# ok: redis-command-password
redis-cli -h cache-3.acme.dev -a xxxxxxxxxxxxxxxx ping
