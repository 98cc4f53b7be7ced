package gate.fail_on

finding(severity) := {"severity": severity, "rule": "r"}

report(severities, thresholds) := {
	"findings": [finding(severity) | some severity in severities],
	"gate": {"failOn": thresholds, "required": []},
}

test_nothing_passes if count(fail) == 0 with input as report([], [])

test_below_passes if count(fail) == 0 with input as report(["medium", "low"], ["high", "high"])

test_at_the_threshold_fails if fail == {"1 finding is high or worse"} with input as report(["high"], ["high"])

test_above_fails if {
	fail == {"2 findings are medium or worse"} with input as report(["critical", "medium"], ["medium", "medium"])
}

test_never_is_never if count(fail) == 0 with input as report(["critical"], [null])

test_each_place_has_its_threshold if {
	fail == {"1 finding is critical", "1 finding is low or worse"} with input as report(
		["critical", "high", "low"],
		["critical", "critical", "low"],
	)
}
