# METADATA
# title: App that takes files over plain FTP
# description: FTP sends the deployment's password and the program itself in the clear.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["319"]
#   controls: [cis-azure-9.10]
#   aliases: [CKV_AZURE_78]
#   remedy: Set `ftps_state` to Disabled or FtpsOnly.
package infra.azure.app_plain_ftp

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.apps
	some config in terraform.blocks(instance, "site_config")
	config.ftps_state == "AllAllowed"
	finding := terraform.finding_at(
		instance, config.ftps_state, "ftps_state",
		sprintf("%s takes files over plain FTP", [instance.address]),
	)
}
