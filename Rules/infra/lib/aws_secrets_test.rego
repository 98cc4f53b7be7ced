package infra.lib.aws_secrets_test

import data.infra.lib.aws_secrets

test_keys_are_told_by_their_shape if {
	every text in [
		"export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE",
		"aws_secret_access_key = \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"",
		"-----BEGIN OPENSSH PRIVATE KEY-----",
	] {
		aws_secrets.has_key(text)
	}
}

test_other_texts_are_no_keys if {
	every text in ["apt-get install -y nginx", "MAKIAIOSFODNN7EXAMPLEX", "-----BEGIN CERTIFICATE-----"] {
		not aws_secrets.has_key(text)
	}
}

test_names_and_values_tell_together if {
	every name in ["DB_PASSWORD", "apiKey", "client_secret", "AUTH_TOKEN", "passphrase"] {
		aws_secrets.is_secret(name, "Correct-horse-battery-9")
	}
	every name in ["DB_PASSWORD_FILE", "SECRET_ARN", "password_length", "LOG_LEVEL", "TOKENIZER"] {
		not aws_secrets.is_secret(name, "correct-horse-battery")
	}
}

test_references_are_not_written_out if {
	every value in ["arn:aws:ssm:eu-central-1:1:parameter/db", "/prod/db", "{{resolve:ssm:db}}", "true", 12345678] {
		not aws_secrets.is_secret("DB_PASSWORD", value)
	}
}

test_a_key_is_one_under_any_name if aws_secrets.is_secret("MODE", "AKIAIOSFODNN7EXAMPLE")
