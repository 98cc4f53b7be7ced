package infra.lib.terraform_test

import data.infra.lib.terraform

bucket := {"address": "module.a[0].aws_s3_bucket.b[\"x]\"]", "values": {
	"bucket": "logs",
	"force_destroy": "true",
	"versioning": [{"enabled": false}],
}}

test_a_path_goes_through_blocks if terraform.value(bucket, ["versioning", 0, "enabled"]) == false

test_what_nobody_wrote_is_absent if {
	not terraform.has(bucket, "acl")
	not terraform.value(bucket, "acl")
	not terraform.value(bucket, ["logging", 0, "target_bucket"])
	terraform.value_or(bucket, "acl", "private") == "private"
	terraform.at(bucket, "acl") == bucket
}

test_a_place_is_as_near_as_there_is_one if {
	terraform.at(bucket, ["versioning", 0, "enabled"]) == false
	terraform.at(bucket, ["versioning", 0, "mfa_delete"]) == {"enabled": false}
	terraform.at(bucket, ["logging", 0, "target_bucket"]) == bucket
}

test_an_empty_text_and_what_others_will_have if {
	instance := {"values": {"a": "", "b": "?"}, "references": {"b": ["aws_kms_key.k"]}}
	not terraform.has(instance, "a")
	terraform.has(instance, "b")
}

test_words_count_as_booleans if {
	terraform.is_on(bucket, "force_destroy")
	terraform.is_off(bucket, ["versioning", 0, "enabled"])
	not terraform.is_on(bucket, "object_lock_enabled")
	not terraform.is_off(bucket, "object_lock_enabled")
}

test_words_count_as_numbers if {
	terraform.number("22") == 22
	terraform.number(22) == 22
}

test_absent_blocks_are_none if {
	terraform.blocks(bucket, "logging") == []
	terraform.blocks(bucket, "versioning") == [{"enabled": false}]
}

test_json_is_read if {
	instance := {
		"values": {"policy": "{\"a\": 1}", "other": "{", "draft": "?"},
		"documents": {"draft": {"a": 2}},
	}
	terraform.document(instance, "policy") == {"a": 1}
	terraform.document(instance, "draft") == {"a": 2}
	not terraform.document(instance, "other")
	not terraform.document(instance, "absent")
}

test_a_finding_knows_its_resource if {
	terraform.finding(bucket, ["versioning", 0, "enabled"], "m") == {
		"message": "m",
		"at": false,
		"key": "versioning.enabled",
		"subject": bucket.address,
	}
}

test_references_link_without_indices if {
	by_reference := {"values": {}, "references": {"bucket": ["module.a.aws_s3_bucket.b"]}}
	terraform.linked(by_reference, "bucket", bucket)
}

test_literal_names_link if {
	by_name := {"values": {"bucket": "logs"}, "references": {}}
	terraform.linked(by_name, "bucket", bucket)
}

test_a_reference_to_another_does_not_link if {
	to_another := {"values": {"bucket": "logs"}, "references": {"bucket": ["aws_s3_bucket.c"]}}
	not terraform.linked(to_another, "bucket", bucket)
}

test_resources_of_an_absent_type_are_none if {
	terraform.resources("aws_s3_bucket") == [] with input as {"resources": {}}
	terraform.data_sources("aws_ami") == [] with input as {}
}

test_what_is_linked_is_found_at_once if {
	blocks := [
		{"address": "b.a", "values": {}, "references": {"bucket": ["module.a.aws_s3_bucket.b"]}},
		{"address": "b.b", "values": {"bucket": "logs"}, "references": {}},
		{"address": "b.c", "values": {"bucket": "other"}, "references": {}},
		{"address": "b.d", "values": {"bucket": "logs"}, "references": {"bucket": ["aws_s3_bucket.c"]}},
		{"address": "b.e", "values": {"target": "logs"}, "references": {}},
	]
	found := terraform.linked_to(bucket, "b", "bucket") with input as {"resources": {"b": blocks}}
	{block.address | some block in found} == {"b.a", "b.b"}
	{block.address | some block in found} == {block.address |
		some block in blocks
		terraform.linked(block, "bucket", bucket)
	}
	terraform.is_linked_to(bucket, "b", "target") with input as {"resources": {"b": blocks}}
	not terraform.is_linked_to(bucket, "b", "source") with input as {"resources": {"b": blocks}}
	not terraform.is_linked_to(bucket, "c", "bucket") with input as {"resources": {"b": blocks}}
}
