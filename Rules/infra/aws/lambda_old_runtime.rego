# METADATA
# title: Lambda function on a runtime without support
# description: AWS no longer closes holes in these runtimes, and stops making and changing functions on them.
# custom:
#   severity: low
#   cwe: ["1104"]
#   aliases: [CKV_AWS_363]
#   input: terraform
#   remedy: Move to a supported version of the runtime.
package infra.aws.lambda_old_runtime

import data.infra.lib.terraform

# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, "Deprecated runtimes".
old := {
	"dotnet5.0",
	"dotnet6",
	"dotnetcore1.0",
	"dotnetcore2.0",
	"dotnetcore2.1",
	"dotnetcore3.1",
	"go1.x",
	"java8",
	"nodejs",
	"nodejs10.x",
	"nodejs12.x",
	"nodejs14.x",
	"nodejs16.x",
	"nodejs18.x",
	"nodejs4.3",
	"nodejs4.3-edge",
	"nodejs6.10",
	"nodejs8.10",
	"provided",
	"python2.7",
	"python3.6",
	"python3.7",
	"python3.8",
	"python3.9",
	"ruby2.5",
	"ruby2.7",
}

deny contains terraform.finding(function, "runtime", message) if {
	some function in terraform.resources("aws_lambda_function")
	runtime := terraform.value(function, "runtime")
	runtime in old
	message := sprintf("%s runs on '%s'", [function.address, runtime])
}
