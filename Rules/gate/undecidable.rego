# METADATA
# title: Every check could be decided
# description: >-
#   `gate: {undecidable: forbidden}`: a check that had no answer, because a value it needs is not in the files,
#   leaves the gate undecided.
package gate.undecidable

import data.gate.lib

default applies := false

applies if lib.setting("undecidable", "allowed") == "forbidden"

undecided contains sprintf("%s: %s", [words(count(open)), lib.few(open)]) if {
	applies
	open := [place(gap) |
		some entry in input.coverage
		some gap in entry.undecided
	]
	count(open) > 0
}

place(gap) := sprintf("%s at %s:%d", [gap.rule, gap.path, gap.start.line]) if gap.start

place(gap) := sprintf("%s at %s", [gap.rule, gap.path]) if not gap.start

words(1) := "1 check could not be decided"

words(number) := sprintf("%d checks could not be decided", [number]) if number != 1
