package gate.fail_on

finding(severity) := {"severity": severity, "rule": "r"}

report(severities, thresholds) := {
	"findings": [finding(severity) | some severity in severities],
	"gate": {"failOn": thresholds, "required": []},
}

messages := {reason.message | some reason in fail}

test_nothing_passes if count(fail) == 0 with input as report([], [])

test_below_passes if count(fail) == 0 with input as report(["medium", "low"], ["high", "high"])

test_at_the_threshold_fails if messages == {"1 finding is high or worse"} with input as report(["high"], ["high"])

test_above_fails if {
	messages == {"2 findings are medium or worse"} with input as report(["critical", "medium"], ["medium", "medium"])
}

test_never_is_never if count(fail) == 0 with input as report(["critical"], [null])

test_each_place_has_its_threshold if {
	given := report(["critical", "high", "low"], ["critical", "critical", "low"])
	fail == {
		{"message": "1 finding is critical", "findings": [0]},
		{"message": "1 finding is low or worse", "findings": [2]},
	} with input as given
}

test_known_findings_count if {
	given := object.union(report(["high"], ["high"]), {"findings": [object.union(finding("high"), {"status": "known"})]})
	count(fail) == 1 with input as given
}

test_known_findings_do_not_count_with_new_only if {
	known := object.union(finding("high"), {"status": "known"})
	new := object.union(finding("high"), {"status": "new"})
	given := {"findings": [known, new], "gate": {"failOn": ["high", "high"], "settings": {"newOnly": true}}}
	fail == {{"message": "1 new finding is high or worse", "findings": [1]}} with input as given
}

test_an_environment_has_its_own_threshold if {
	elsewhere := object.union(finding("high"), {"assets": [{"environment": "development"}]})
	both := object.union(finding("high"), {"assets": [{"environment": "development"}, {}]})
	settings := {"severityByEnvironment": {"development": "critical"}}
	given := {"findings": [elsewhere, both], "gate": {"failOn": ["high", "high"], "settings": settings}}
	fail == {{"message": "1 finding is high or worse", "findings": [1]}} with input as given
}
