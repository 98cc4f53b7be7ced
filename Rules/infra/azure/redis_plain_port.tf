resource "azurerm_redis_cache" "a" {
  # ruleid: azure-redis-plain-port
  enable_non_ssl_port = true
}

resource "azurerm_redis_cache" "b" {
  # ok: azure-redis-plain-port
  non_ssl_port_enabled = false
}
