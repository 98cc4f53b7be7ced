package gate.undecidable

gaps := [
	{"rule": "infra/aws-s3-public-acl", "path": "main.tf", "start": {"line": 3, "column": 1}, "reasons": ["var.acl"]},
	{"rule": "infra/aws-s3-logging", "path": "b.tf", "reasons": ["var.b"]},
]

report(gaps, setting) := {
	"coverage": [{"engine": "secrets", "status": "ran"}, {"engine": "infra", "status": "ran", "undecided": gaps}],
	"gate": {"settings": {"undecidable": setting}},
}

test_off_by_default if count(undecided) == 0 with input as report(gaps, "allowed")

test_none_is_fine if count(undecided) == 0 with input as report([], "forbidden")

test_each_is_told if {
	undecided == {"2 checks could not be decided: infra/aws-s3-public-acl at main.tf:3, infra/aws-s3-logging at b.tf"} with input as report(
		gaps,
		"forbidden",
	)
}

test_one if {
	undecided == {"1 check could not be decided: infra/aws-s3-public-acl at main.tf:3"} with input as report(
		[gaps[0]],
		"forbidden",
	)
}
