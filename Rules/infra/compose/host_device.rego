# METADATA
# title: Disk or memory of the host in a container
# description: Who has the raw disk or memory reads and writes everything past the file system's rights.
# custom:
#   severity: high
#   cwe: ["668"]
#   controls: [cis-docker-5.17]
#   remedy: Mount a folder of the disk in its place.
package infra.compose.host_device

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	some device in service.devices
	regex.match(`^/dev/?(:|$)|^/dev/(mem|kmem|port|sd[a-z]|nvme[0-9]|vd[a-z]|xvd[a-z]|dm-[0-9]|mapper)`, device)
	finding := {
		"message": sprintf("service '%s' gets the device '%s'", [name, device]),
		"at": device,
		"key": sprintf("%s %s", [name, device]),
	}
}
