# METADATA
# title: Transfer server that speaks plain FTP
# description: Passwords and files of FTP go over the network as they are.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [CKV_AWS_357]
#   input: terraform
#   remedy: Leave `SFTP` or `FTPS` in `protocols`.
package infra.aws.transfer_plain_ftp

import data.infra.lib.terraform

deny contains terraform.finding(server, "protocols", message) if {
	some server in terraform.resources("aws_transfer_server")
	"FTP" in terraform.blocks(server, "protocols")
	message := sprintf("%s speaks plain FTP", [server.address])
}
