# METADATA
# title: Only what the baseline does not know fails
# description: >-
#   `gate: {new-only: true}`: what the baseline knows stays among the open findings, so that it is not forgotten,
#   and does not count towards a severity. Without a baseline every finding is new.
package gate.new_only

import data.gate.lib

default applies := false

applies if lib.new_only

warn contains "there is no baseline, so every finding counts as new" if {
	applies
	object.get(input, "diff", null) == null
}

note contains {"message": message, "findings": known} if {
	applies
	known := [index | some index, finding in input.findings; finding.status == "known"]
	count(known) > 0
	message := sprintf("%d of the findings are in the baseline and do not count", [count(known)])
}
