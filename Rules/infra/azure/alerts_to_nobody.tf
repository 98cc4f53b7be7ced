resource "azurerm_security_center_contact" "a" {
  # ruleid: azure-alerts-to-nobody
  alert_notifications = false
  # ok: azure-alerts-to-nobody
  alerts_to_admins = true
}
