# METADATA
# title: What was asked for did run
# description: >-
#   An engine that `--only` or `engines:` names must have run to its end; otherwise nobody knows whether
#   there was something to find.
package gate.coverage

undecided contains sprintf("%s failed: %s", [entry.engine, entry.reason]) if {
	some entry in input.coverage
	entry.status == "failed"
}

undecided contains sprintf("%s did not run: %s", [entry.engine, entry.reason]) if {
	some entry in input.coverage
	entry.status == "skipped"
	entry.engine in input.gate.required
}

undecided contains "the scan was stopped before it was through" if input.partial
