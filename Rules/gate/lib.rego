# What policies over a report have in common.
package gate.lib

severities := ["critical", "high", "medium", "low", "info"]

rank := {"info": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}

# What `gate` of shrike.yml says of a policy; `otherwise` where the input does not tell.
setting(name, otherwise) := object.get(input, ["gate", "settings", name], otherwise)

new_only if setting("newOnly", false)

# Whether a finding counts towards a severity: with new-only what the baseline knows does not.
counts(_) if not new_only

counts(finding) if object.get(finding, "status", null) != "known"

# The severity from which a finding fails, by environment; "never" is one, too.
thresholds := setting("severityByEnvironment", {})

# Whether every place of a finding is in an environment with a threshold of its own.
has_threshold(finding) if {
	assets := object.get(finding, "assets", [])
	count(assets) > 0
	every asset in assets {
		thresholds[asset.environment]
	}
}

# `1 finding is`, `3 new findings are`.
findings(1) := sprintf("1 %sfinding is", [adjective])

findings(number) := sprintf("%d %sfindings are", [number, adjective]) if number != 1

adjective := "new " if new_only

adjective := "" if not new_only

band("critical") := "critical"

band(severity) := sprintf("%s or worse", [severity]) if severity != "critical"

# The first few of a list of texts, and how many more there are.
few(texts) := concat(", ", texts) if count(texts) <= 3

few(texts) := sprintf("%s and %d more", [concat(", ", array.slice(texts, 0, 3)), count(texts) - 3]) if {
	count(texts) > 3
}

# Suppressed findings that nothing but a baseline silences: nobody has decided about them.
only_in_baseline contains index if {
	some index, finding in object.get(input, "suppressed", [])
	every waiver in finding.waivers {
		waiver.source == "baseline"
	}
}
