# METADATA
# title: No finding at or above the severity that fails
# description: >-
#   `fail-on` of shrike.yml and `--fail-on` say from which severity a finding fails the gate; a folder may
#   be stricter than the rest.
package gate.fail_on

import data.gate.lib

fail contains {"message": message, "findings": failing} if {
	some least in lib.severities
	failing := [index |
		some index, finding in input.findings
		input.gate.failOn[index] == least
		lib.rank[finding.severity] >= lib.rank[least]
		lib.counts(finding)
		not lib.has_threshold(finding)
	]
	count(failing) > 0
	message := sprintf("%s %s", [lib.findings(count(failing)), lib.band(least)])
}
