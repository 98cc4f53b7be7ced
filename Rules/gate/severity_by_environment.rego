# METADATA
# title: No finding at or above what its environment allows
# description: >-
#   `gate: {severity-by-environment: {production: medium}}` sets the severity from which a finding fails by the
#   environment of the asset it stands in (`asset` of shrike.yml), in place of `fail-on`.
package gate.severity_by_environment

import data.gate.lib

default applies := false

applies if count(lib.thresholds) > 0

fail contains {"message": message, "findings": failing} if {
	some environment, least in lib.thresholds
	failing := [index |
		some index, finding in input.findings
		stands_in(finding, environment)
		lib.rank[finding.severity] >= lib.rank[least]
		lib.counts(finding)
	]
	count(failing) > 0
	message := sprintf("%s %s in %s", [lib.findings(count(failing)), lib.band(least), environment])
}

stands_in(finding, environment) if {
	some asset in finding.assets
	asset.environment == environment
}
