# Which settings hold secrets, told by their names and values.
package infra.lib.secrets

# Whether a setting holds a secret. A password may be any text; a token or a key that is all small letters is the name of one.
holds(name, value) if {
	is_name(name)
	is_literal(value)
	regex.match(`(?i)(password|passwd|passphrase)$`, name)
}

holds(name, value) if {
	is_name(name)
	is_literal(value)
	regex.match(`[0-9A-Z]`, value)
}

# Whether a setting that is called so holds a secret; `…_FILE` and `…_NAME` only say where it is.
is_name(name) if {
	regex.match(`(?i)(password|passwd|passphrase|secret|token|credentials?|(api|secret|private|access|encryption|signing|auth)[_-]?key)$`, name)
	not regex.match(`(?i)(allow_empty|allow_blank|random|require|disable|enable|no|use|has|max|min|next|page|reset)[_-]?([a-z]+[_-])?(password|token|secret)$`, name)
}

# Whether a text is a value, not a reference to one, a path, a switch or a place to fill in.
is_literal(value) if {
	is_string(value)
	count(value) >= 4
	not regex.match(`(?i)^(true|false|yes|no|null|none|nil|enabled|disabled|required|optional|unset|empty)$`, value)
	not regex.match(`[$%<{]|^/|^\./|^file:|\s|^\*+$|^[xX]+$`, value)
}
