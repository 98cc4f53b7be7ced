# METADATA
# title: What was asked for did run
# description: >-
#   An engine that `--only` or `engines:` names must have run to its end; otherwise nobody knows whether there
#   was something to find. With `gate: {coverage: required}` every engine must have run, and must have been able
#   to read all that it had to look at.
package gate.coverage

import data.gate.lib

undecided contains sprintf("%s failed: %s", [entry.engine, entry.reason]) if {
	some entry in input.coverage
	entry.status == "failed"
}

undecided contains sprintf("%s did not run: %s", [entry.engine, entry.reason]) if {
	some entry in input.coverage
	entry.status == "skipped"
	is_required(entry.engine)
}

undecided contains "the scan was stopped before it was through" if input.partial

undecided contains sprintf("%s could not look at %s", [entry.engine, lib.few(unread)]) if {
	all_required
	some entry in input.coverage
	unread := [sprintf("%s (%s)", [skip.path, skip.reason]) |
		some skip in entry.skipped
		skip.reason in lost
	]
	count(unread) > 0
}

# Reasons for which something that belongs to the scan was not looked at. What a configuration, an ignore rule or
# a kind of file leaves out does not belong to it.
lost := {"too-large", "unreadable", "limit", "missing-object", "changed", "encrypted", "damaged"}

all_required if lib.setting("coverage", "asked") == "required"

is_required(engine) if engine in input.gate.required

is_required(_) if {
	all_required
	holds_states
}

is_required(engine) if {
	all_required
	not engine in only_states
}

# A history, a range of commits or a pipe holds no state of infrastructure that anybody runs.
only_states := {"infra"}

holds_states if input.target.kind in {"work-tree", "file"}
