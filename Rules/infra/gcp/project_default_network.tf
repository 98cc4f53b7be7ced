# ruleid: gcp-project-default-network
resource "google_project" "a" {
  name = "a"
}

# ok: gcp-project-default-network
resource "google_project" "b" {
  auto_create_network = false
}
