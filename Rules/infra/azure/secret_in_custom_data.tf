resource "azurerm_linux_virtual_machine" "a" {
  # ruleid: azure-secret-in-custom-data
  custom_data = "IyEvYmluL3NoCmV4cG9ydCBEQl9QQVNTV09SRD1IYjctdmVyeXF1aWV0Cg=="
}

resource "azurerm_linux_virtual_machine" "b" {
  # ruleid: azure-secret-in-custom-data
  custom_data = <<-EOT
    #!/bin/sh
    export DB_PASSWORD=Hb7-veryquiet
  EOT
}

resource "azurerm_linux_virtual_machine" "c" {
  # ok: azure-secret-in-custom-data
  custom_data = <<-EOT
    #!/bin/sh
    export DB_PASSWORD_FILE=/run/db
  EOT
}
