# METADATA
# title: Secrets always fail
# description: >-
#   `gate: {secrets: always}`: a secret fails whatever its severity, also one that the baseline knows. Only a
#   decision about it, a comment on its line or an entry of .shrike/waivers.yml, excuses it.
package gate.secrets

import data.gate.lib

default applies := false

applies if lib.setting("secrets", "fail-on") == "always"

fail contains {"message": message, "findings": open} if {
	applies
	open := [index | some index, finding in input.findings; is_secret(finding)]
	count(open) > 0
	message := sprintf("%s, and secrets always fail", [words(count(open), "open")])
}

fail contains {"message": message, "suppressed": known} if {
	applies
	known := [index | some index in lib.only_in_baseline; is_secret(input.suppressed[index])]
	count(known) > 0
	message := sprintf("%s, which excuses no secret", [words(count(known), "only in the baseline")])
}

is_secret(finding) if finding.rule in secret_rules

secret_rules contains rule.id if {
	some rule in input.rules
	rule.engine == "secrets"
}

words(1, state) := sprintf("1 secret is %s", [state])

words(number, state) := sprintf("%d secrets are %s", [number, state]) if number != 1
