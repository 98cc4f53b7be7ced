package gate.new_only

report(statuses, diff, settings) := {
	"findings": [{"severity": "high", "status": status} | some status in statuses],
	"diff": diff,
	"gate": {"settings": settings},
}

test_off_by_default if {
	not applies with input as report(["known"], {}, {})
	count(note) == 0 with input as report(["known"], {}, {})
}

test_what_is_known_is_told if {
	given := report(["new", "known"], {"files": ["b.json"]}, {"newOnly": true})
	applies with input as given
	note == {{"message": "1 of the findings are in the baseline and do not count", "findings": [1]}} with input as given
	count(warn) == 0 with input as given
}

test_no_baseline_is_told if {
	warn == {"there is no baseline, so every finding counts as new"} with input as report([null], null, {"newOnly": true})
}
