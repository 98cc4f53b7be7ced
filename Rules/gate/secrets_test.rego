package gate.secrets

report(findings, suppressed, setting) := {
	"findings": findings,
	"suppressed": suppressed,
	"rules": [{"id": "secrets/a", "engine": "secrets"}, {"id": "infra/b", "engine": "infra"}],
	"gate": {"settings": {"secrets": setting}},
}

secret := {"rule": "secrets/a", "severity": "low"}

other := {"rule": "infra/b", "severity": "critical"}

silenced(finding, sources) := object.union(finding, {"waivers": [{"source": source} | some source in sources]})

test_off_by_default if {
	not applies with input as report([secret], [], "fail-on")
	count(fail) == 0 with input as report([secret], [], "fail-on")
	count(fail) == 0 with input as {"findings": [secret]}
}

test_a_secret_of_any_severity_fails if {
	fail == {{"message": "1 secret is open, and secrets always fail", "findings": [1]}} with input as report(
		[other, secret],
		[], "always",
	)
}

test_other_findings_pass if count(fail) == 0 with input as report([other], [silenced(other, ["baseline"])], "always")

test_a_baseline_excuses_no_secret if {
	known := [silenced(other, ["baseline"]), silenced(secret, ["baseline"]), silenced(secret, ["baseline"])]
	fail == {{"message": "2 secrets are only in the baseline, which excuses no secret", "suppressed": [1, 2]}} with input as report(
		[],
		known, "always",
	)
}

test_a_decision_excuses if {
	known := [silenced(secret, ["waiver-file"]), silenced(secret, ["baseline", "inline-comment"])]
	count(fail) == 0 with input as report([], known, "always")
}
