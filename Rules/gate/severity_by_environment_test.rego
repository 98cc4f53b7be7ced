package gate.severity_by_environment

finding(severity, environments) := {
	"severity": severity,
	"assets": [{"environment": environment} | some environment in environments],
}

report(findings, thresholds) := {
	"findings": findings,
	"gate": {"failOn": [], "settings": {"severityByEnvironment": thresholds}},
}

thresholds := {"production": "medium", "development": "critical", "sandbox": "never"}

test_off_by_default if not applies with input as report([finding("critical", ["production"])], {})

test_each_environment_has_its_threshold if {
	given := report(
		[
			finding("medium", ["production"]), finding("low", ["production"]),
			finding("high", ["development"]), finding("critical", ["development"]),
		],
		thresholds,
	)
	applies with input as given
	fail == {
		{"message": "1 finding is medium or worse in production", "findings": [0]},
		{"message": "1 finding is critical in development", "findings": [3]},
	} with input as given
}

test_the_strictest_of_several_counts if {
	given := report([finding("high", ["development", "production"])], thresholds)
	fail == {{"message": "1 finding is medium or worse in production", "findings": [0]}} with input as given
}

test_never_is_never if count(fail) == 0 with input as report([finding("critical", ["sandbox"])], thresholds)

test_others_are_no_business_of_it if {
	given := report([finding("critical", ["staging"]), finding("critical", []), {"severity": "critical"}], thresholds)
	count(fail) == 0 with input as given
}
