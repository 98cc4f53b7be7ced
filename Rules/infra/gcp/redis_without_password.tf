# ruleid: gcp-redis-without-password
resource "google_redis_instance" "a" {
  name = "a"
}

# ok: gcp-redis-without-password
resource "google_redis_instance" "b" {
  auth_enabled = true
}
