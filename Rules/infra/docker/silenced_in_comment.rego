# METADATA
# title: Check that a comment switches off
# description: >-
#   Comments that silence another tool stand where nobody reviews them. What is accepted should be a waiver with a reason
#   and an end.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL1001]
#   remedy: >-
#     Use a waiver with a reason.
package infra.docker.silenced_in_comment

deny contains finding if {
	some comment in input.comments
	regex.match(`^#\s*(hadolint\s+(global\s+)?ignore\s*=|checkov:skip|kics-scan\s+ignore)`, comment)
	finding := {
		"message": "a comment silences another tool's check",
		"at": comment,
	}
}
