# What the checks over Google Cloud have in common.
package infra.lib.gcp

import data.infra.lib.terraform

everybody := {"allUsers", "allAuthenticatedUsers"}

# What bindings of rights say: the instance, its type, a role and a member.
grants := [grant |
	some type, instances in input.resources
	regex.match(`^google_.*_iam_(member|binding)$`, type)
	some instance in instances
	some member in members(instance)
	grant := {"instance": instance, "type": type, "member": member, "role": object.get(instance.values, "role", "")}
]

# Those that may be for everybody: a member that is made of a service account's address is not.
open_grants := [grant |
	some grant in grants
	not is_account(grant.instance)
	grant.member in everybody
]

is_account(instance) if {
	some reference in terraform.references(instance, "member")
	regex.match(`(^|\.)google_service_account\.`, reference)
}

members(instance) := array.concat(
	[member | member := instance.values.member],
	[member | some member in instance.values.members],
)

# Firewall rules that let any address in.
open_firewalls := [{"instance": firewall, "at": source} |
	some firewall in terraform.resources("google_compute_firewall")
	terraform.value_or(firewall, "direction", "INGRESS") == "INGRESS"
	not terraform.is_on(firewall, "disabled")
	some source in firewall.values.source_ranges
	source in {"0.0.0.0/0", "::/0"}
]

# Blocks of a firewall rule that let a port of a protocol through.
opens(firewall, protocol, port) if {
	some block in terraform.blocks(firewall, "allow")
	lower(sprintf("%v", [block.protocol])) in {protocol, "all"}
	covers(block, port)
}

covers(block, _) if count(object.get(block, "ports", [])) == 0

covers(block, port) if {
	some range in block.ports
	ends := split(sprintf("%v", [range]), "-")
	to_number(ends[0]) <= port
	port <= to_number(ends[count(ends) - 1])
}

# Whether every port of a protocol, or every protocol, goes through.
opens_all(firewall) if {
	some block in terraform.blocks(firewall, "allow")
	lower(sprintf("%v", [block.protocol])) in {"all", "tcp", "udp"}
	covers(block, 1)
	covers(block, 65535)
}

# The flag of a database that is set to one of the values, compared in small letters.
flag(instance, name) := found if {
	some settings in terraform.blocks(instance, "settings")
	some found in terraform.list(object.get(settings, "database_flags", null))
	found.name == name
}

is_mysql(instance) if startswith(instance.values.database_version, "MYSQL")

is_postgresql(instance) if startswith(instance.values.database_version, "POSTGRES")

is_sql_server(instance) if startswith(instance.values.database_version, "SQLSERVER")

# Machines, those that templates make too.
machines := [machine |
	some type in ["google_compute_instance", "google_compute_instance_template"]
	some machine in terraform.resources(type)
]

# Clusters that somebody else runs do most of it right by themselves.
clusters := [cluster |
	some cluster in terraform.resources("google_container_cluster")
	not terraform.is_on(cluster, "enable_autopilot")
]

# Everything that says how nodes are: pools, and clusters that keep their first pool.
node_owners := array.concat(
	terraform.resources("google_container_node_pool"),
	[cluster | some cluster in clusters; not terraform.is_on(cluster, "remove_default_node_pool")],
)
