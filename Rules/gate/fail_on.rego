# METADATA
# title: No finding at or above the severity that fails
# description: >-
#   `fail-on` of shrike.yml and `--fail-on` say from which severity a finding fails the gate; a folder may
#   be stricter than the rest.
package gate.fail_on

import data.gate.lib

fail contains reason if {
	some least in lib.severities
	failing := [finding |
		some index, finding in input.findings
		input.gate.failOn[index] == least
		lib.rank[finding.severity] >= lib.rank[least]
	]
	count(failing) > 0
	reason := sprintf("%d %s %s", [count(failing), noun(count(failing)), band(least)])
}

noun(1) := "finding is"

noun(number) := "findings are" if number != 1

band("critical") := "critical"

band(severity) := sprintf("%s or worse", [severity]) if severity != "critical"
