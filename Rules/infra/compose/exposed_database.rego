# METADATA
# title: Database on every address of its host
# description: >-
#   A port without an address is open on all networks of the host, past its firewall, since the engine writes its own
#   rules. Databases are rarely meant to be.
# custom:
#   severity: low
#   cwe: ["668"]
#   controls: [cis-docker-5.13]
#   remedy: >-
#     Publish it on the loopback address (`127.0.0.1:5432:5432`), or not at all; services of the same file reach it
#     without.
package infra.compose.exposed_database

import data.infra.lib.compose

ports := {
	1433: "SQL Server", 1521: "Oracle", 2379: "etcd", 3306: "MySQL", 5432: "PostgreSQL", 5984: "CouchDB", 6379: "Redis",
	7687: "Neo4j", 8086: "InfluxDB", 9042: "Cassandra", 9200: "Elasticsearch", 11211: "memcached", 27017: "MongoDB",
}

deny contains finding if {
	some name, service in compose.services
	some port in compose.published(service)
	port.address in {"", "0.0.0.0", "::", "[::]"}
	program := ports[port.target]
	finding := {
		"message": sprintf("service '%s' publishes port %d (%s) on every address", [name, port.target, program]),
		"at": port.at,
		"key": sprintf("%s %d", [name, port.target]),
	}
}
