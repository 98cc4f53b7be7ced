# METADATA
# title: Network interface with a public address
# description: The machine is reachable from everywhere, and only its security group stands before it.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["668"]
#   aliases: [CKV_AZURE_119]
#   remedy: Reach it through a load balancer, a bastion or a VPN.
package infra.azure.interface_with_public_address

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_network_interface")
	some block in terraform.blocks(instance, "ip_configuration")
	has_address(instance, block)
	finding := terraform.finding_at(
		instance, object.get(block, "public_ip_address_id", block), "public_ip_address_id",
		sprintf("%s has a public address", [instance.address]),
	)
}

# The id of an address that is made with the interface is not known before.
has_address(instance, _) if {
	some reference in instance.references.ip_configuration
	contains(reference, "azurerm_public_ip.")
}

has_address(instance, block) if {
	count([reference | some reference in instance.references.ip_configuration; contains(reference, "azurerm_public_ip.")]) == 0
	block.public_ip_address_id
}
