# Texts that look like secrets. None is ever part of a message.
package infra.lib.aws_secrets

import data.infra.lib.secrets

# Whether a text holds AWS keys or a private key.
has_key(text) if regex.match(`(^|[^A-Z0-9])(AKIA|ASIA)[A-Z2-7][A-Z0-9]{15}($|[^A-Z0-9])`, text)

has_key(text) if regex.match(`(?i)aws_?secret_?(access_?)?key["']?\s*[=:]\s*["']?[a-z0-9/+]{30,}`, text)

has_key(text) if regex.match(`-----BEGIN ([A-Z]+ )*PRIVATE KEY-----`, text)

# Whether a setting holds a secret that is written out: by its name and a value that names no place to read it from, or by
# the value's shape.
is_secret(name, value) if {
	secrets.holds(name, value)
	not regex.match(`^(arn|ssm|https?):`, value)
}

is_secret(_, value) if {
	is_string(value)
	has_key(value)
}
