package gate.coverage

report(entries, required) := {"coverage": entries, "gate": {"required": required}, "partial": false}

strict(entries, kind) := {
	"coverage": entries,
	"gate": {"required": [], "settings": {"coverage": "required"}},
	"partial": false,
	"target": {"kind": kind},
}

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

skips := [
	{"path": "a.zip", "reason": "encrypted"}, {"path": "b.png", "reason": "binary"},
	{"path": "c.gz", "reason": "damaged"}, {"path": "d", "reason": "unreadable"},
	{"path": "e", "reason": "limit"}, {"path": "f", "reason": "excluded"},
]

test_what_cannot_be_read_passes_by_default if {
	count(undecided) == 0 with input as report([{"engine": "secrets", "status": "ran", "skipped": skips}], [])
}

test_what_cannot_be_read_is_told_when_all_is_required if {
	expected := "secrets could not look at a.zip (encrypted), c.gz (damaged), d (unreadable) and 1 more"
	undecided == {expected} with input as strict([{"engine": "secrets", "status": "ran", "skipped": skips}], "work-tree")
}

test_what_need_not_be_read_passes if {
	left_out := [{"path": "a", "reason": "binary"}, {"path": "b", "reason": "excluded"}, {"path": "c", "reason": "ignored"}]
	count(undecided) == 0 with input as strict([{"engine": "secrets", "status": "ran", "skipped": left_out}], "work-tree")
}

test_every_engine_is_required if {
	undecided == {"infra did not run: --skip"} with input as strict(
		[{"engine": "infra", "status": "skipped", "reason": "--skip"}],
		"work-tree",
	)
}

test_a_history_has_no_infrastructure if {
	entries := [{"engine": "infra", "status": "skipped", "reason": "x"}, {"engine": "secrets", "status": "skipped", "reason": "y"}]
	undecided == {"secrets did not run: y"} with input as strict(entries, "history")
}
