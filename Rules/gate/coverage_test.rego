package gate.coverage

report(entries, required) := {"coverage": entries, "gate": {"required": required}, "partial": false}

test_all_ran if count(undecided) == 0 with input as report([{"engine": "secrets", "status": "ran"}], ["secrets"])

test_skipped_by_default_passes if {
	count(undecided) == 0 with input as report([{"engine": "infra", "status": "skipped", "reason": "x"}], ["secrets"])
}

test_skipped_that_was_asked_for if {
	undecided == {"infra did not run: x"} with input as report(
		[{"engine": "infra", "status": "skipped", "reason": "x"}],
		["infra"],
	)
}

test_failed if {
	undecided == {"secrets failed: disk"} with input as report(
		[{"engine": "secrets", "status": "failed", "reason": "disk"}],
		[],
	)
}

test_stopped if {
	undecided == {"the scan was stopped before it was through"} with input as object.union(report([], []), {"partial": true})
}
