package infra.lib.aws_policy_test

import data.infra.lib.aws_policy

by_text(policy) := {
	"address": "aws_iam_policy.a",
	"values": {"policy": json.marshal(policy)},
	"references": {},
}

test_one_statement_needs_no_array if {
	found := aws_policy.statements(by_text({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}), "policy")
	count(found) == 1
	found[0].actions == ["s3:*"]
	found[0].resources == ["*"]
	found[0].principals == []
}

test_what_the_reader_knows_of_a_text_comes_first if {
	found := aws_policy.statements({
		"address": "aws_iam_role.a",
		"values": {"inline_policy": [{"policy": "{\"Statement\": []}"}]},
		"documents": {"inline_policy.0.policy": {"Statement": [{
			"Sid": "Read",
			"Effect": "Allow",
			"Action": "s3:GetObject",
			"Principal": {"AWS": "*"},
			"Condition": {"StringEquals": {"aws:SourceAccount": "1"}},
		}]}},
	}, ["inline_policy", 0, "policy"])
	count(found) == 1
	found[0].key == "Read"
	aws_policy.means_anyone(found[0])
	aws_policy.is_limited(found[0])
}

test_a_text_that_is_no_json_has_no_statements if {
	aws_policy.statements({"address": "a", "values": {"policy": "{"}, "references": {}}, "policy") == []
}

test_anyone_is_written_in_three_ways if {
	every principal in ["*", {"AWS": "*"}, {"AWS": ["arn:aws:iam::1:root", "*"]}] {
		found := aws_policy.statements(by_text({"Statement": [{"Effect": "Allow", "Principal": principal}]}), "policy")
		aws_policy.grants_anyone(found[0])
	}
}

test_a_service_is_not_anyone if {
	found := aws_policy.statements(by_text({"Statement": [{"Effect": "Allow", "Principal": {"Service": "*"}}]}), "policy")
	not aws_policy.grants_anyone(found[0])
}

test_a_condition_on_transport_limits_nobody if {
	found := aws_policy.statements(by_text({"Statement": [{
		"Effect": "Allow",
		"Principal": "*",
		"Condition": {"Bool": {"aws:SecureTransport": "true"}},
	}]}), "policy")
	aws_policy.grants_anyone(found[0])
}

test_a_denial_grants_nothing if {
	found := aws_policy.statements(by_text({"Statement": [{"Effect": "Deny", "Principal": "*"}]}), "policy")
	not aws_policy.grants_anyone(found[0])
}
