# ruleid: gcp-redis-plain-connections
resource "google_redis_instance" "a" {
  name = "a"
}

# ok: gcp-redis-plain-connections
resource "google_redis_instance" "b" {
  transit_encryption_mode = "SERVER_AUTHENTICATION"
}
