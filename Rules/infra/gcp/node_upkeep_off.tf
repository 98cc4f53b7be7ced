resource "google_container_node_pool" "a" {
  management {
    # ruleid: gcp-node-upkeep-off
    auto_upgrade = false
    # ok: gcp-node-upkeep-off
    auto_repair = true
  }
}
