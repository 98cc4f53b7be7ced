# What the checks over Azure have in common.
package infra.lib.azure

import data.infra.lib.terraform

# Apps and functions, those for one system and the older ones for both.
apps := [app |
	some type in [
		"azurerm_app_service", "azurerm_linux_web_app", "azurerm_windows_web_app", "azurerm_function_app",
		"azurerm_linux_function_app", "azurerm_windows_function_app",
	]
	some app in terraform.resources(type)
]

# What security groups let in: the rule's values, its instance, and what to point at.
inbound := [entry |
	some entry in array.concat(inline_rules, own_rules)
	lower(entry.rule.access) == "allow"
	lower(entry.rule.direction) == "inbound"
]

inline_rules := [{"rule": rule, "instance": group} |
	some group in terraform.resources("azurerm_network_security_group")
	some rule in group.values.security_rule
]

own_rules := [{"rule": instance.values, "instance": instance} |
	some instance in terraform.resources("azurerm_network_security_rule")
]

# The sender "anybody" of a rule, as it is written.
anybody(rule) := rule.source_address_prefix if is_anybody(rule.source_address_prefix)

anybody(rule) := found[0] if {
	found := [prefix | some prefix in rule.source_address_prefixes; is_anybody(prefix)]
	count(found) > 0
	not rule.source_address_prefix
}

is_anybody(prefix) if lower(prefix) in {"*", "any", "internet", "0.0.0.0", "0.0.0.0/0", "::/0"}

# Ports of a rule as they are written: "22", "20-25", "*".
ports(rule) := array.concat(
	[range | range := rule.destination_port_range],
	[range | some range in object.get(rule, "destination_port_ranges", [])],
)

is_tcp(rule) if lower(rule.protocol) in {"tcp", "*"}

covers(range, _) if range == "*"

covers(range, port) if to_number(range) == port

covers(range, port) if {
	ends := split(range, "-")
	count(ends) == 2
	to_number(ends[0]) <= port
	port <= to_number(ends[1])
}

opens(rule, port) if {
	is_tcp(rule)
	some range in ports(rule)
	covers(range, port)
}

# Servers of all database services, flexible ones too.
database_types := [
	"azurerm_mysql_server", "azurerm_mysql_flexible_server", "azurerm_postgresql_server", "azurerm_postgresql_flexible_server",
	"azurerm_mariadb_server", "azurerm_mssql_server",
]

databases := [server |
	some type in database_types
	some server in terraform.resources(type)
]

old_tls := {"1.0", "1.1", "TLS1_0", "TLS1_1", "TLS10", "TLS11", "Disabled", "TLSEnforcementDisabled"}
