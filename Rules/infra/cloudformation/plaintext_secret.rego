# METADATA
# title: Secret in a template
# description: >-
#   A password written into a template is read by everyone who can see the repository or the stack.
# custom:
#   severity: high
#   cwe: ["798"]
#   controls: [aws-fsbp-cloudformation.2]
#   aliases: [CKV_AWS_45, CKV_AWS_46]
#   input: cloudformation
#   remedy: >-
#     Take it from Secrets Manager (`{{resolve:secretsmanager:…}}`), or from a parameter with `NoEcho: true` and no
#     default.
package infra.cloudformation.plaintext_secret

import data.infra.lib.cloudformation

# Properties that hold a password of the resource itself.
passwords := {
	"AWS::RDS::DBInstance": ["MasterUserPassword"],
	"AWS::RDS::DBCluster": ["MasterUserPassword"],
	"AWS::Redshift::Cluster": ["MasterUserPassword"],
	"AWS::DocDB::DBCluster": ["MasterUserPassword"],
	"AWS::ElastiCache::ReplicationGroup": ["AuthToken"],
	"AWS::DirectoryService::MicrosoftAD": ["Password"],
	"AWS::DirectoryService::SimpleAD": ["Password"],
}

telling := `(?i)(passw(or)?d|secret|api_?key|token|private_?key|credential)s?$`

deny contains finding if {
	some type, names in passwords
	some resource in cloudformation.resources(type)
	some name in names
	not cloudformation.is_asked(resource, name)
	value := resource.values[name]
	is_written(value)
	finding := object.union(cloudformation.finding(resource, sprintf("has %s in the template", [name]), value, name), {"secret": value})
}

deny contains finding if {
	some [resource, name, value] in variables
	regex.match(telling, name)
	is_written(value)
	finding := object.union(cloudformation.finding(resource, sprintf("has the variable %s in the template", [name]), value, name), {"secret": value})
}

variables contains [resource, name, value] if {
	some type in ["AWS::Lambda::Function", "AWS::Serverless::Function"]
	some resource in cloudformation.resources(type)
	some name, value in resource.values.Environment.Variables
}

variables contains [resource, entry.Name, entry.Value] if {
	some resource in cloudformation.resources("AWS::ECS::TaskDefinition")
	some container in resource.values.ContainerDefinitions
	some entry in container.Environment
}

# A text that is there, and is no reference to where the secret is kept.
is_written(value) if {
	is_string(value)
	count(value) > 0
	not contains(value, "{{resolve:")
	not startswith(value, "arn:")
}
