# Texts that look like secrets. None is ever part of a message.
package infra.lib.aws_secrets

# Whether a text holds AWS keys or a private key.
has_key(text) if regex.match(`(^|[^A-Z0-9])(AKIA|ASIA)[A-Z2-7][A-Z0-9]{15}($|[^A-Z0-9])`, text)

has_key(text) if regex.match(`(?i)aws_?secret_?(access_?)?key["']?\s*[=:]\s*["']?[a-z0-9/+]{30,}`, text)

has_key(text) if regex.match(`-----BEGIN ([A-Z]+ )*PRIVATE KEY-----`, text)

# Whether a variable of this name is meant to be secret.
is_secret_name(name) if {
	regex.match(`(?i)(passw(or)?d|passphrase|secret|(api|auth|access|bearer)_?token|(api|access|private|secret)_?key)`, name)
	not regex.match(`(?i)(_arn|_id|_name|_file|_path|_url|_uri|_length|_version|_ttl|_region|_enabled|_expiry)$`, name)
}

# Whether a value is written out, and neither a name to look it up by nor a placeholder.
is_written_out(value) if {
	is_string(value)
	count(value) >= 6
	not regex.match(`^(arn:|/|ssm:|\{\{|\$\{|<|true$|false$|https?://[^@]*$)`, value)
}
