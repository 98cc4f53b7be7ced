resource "azurerm_redis_cache" "a" {
  # ruleid: azure-redis-old-tls
  minimum_tls_version = "1.0"
}

resource "azurerm_redis_cache" "b" {
  # ok: azure-redis-old-tls
  minimum_tls_version = "1.2"
}
