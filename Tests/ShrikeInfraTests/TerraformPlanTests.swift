import ShrikeFormats
import ShrikeRego
import ShrikeText
import Testing

@testable import ShrikeInfra

struct TerraformPlanTests {
  private static let plan = #"""
    {
      "format_version": "1.2",
      "planned_values": {"root_module": {
        "resources": [
          {"address": "bucket.b", "mode": "managed", "type": "bucket", "name": "b",
           "values": {"name": "n", "acl": null, "rule": [{"id": 1, "on": true}, {"id": 2}]},
           "sensitive_values": {"rule": [{}, {}]}}
        ],
        "child_modules": [{"address": "module.m[\"k.x\"]", "resources": [
          {"address": "module.m[\"k.x\"].inner.i[0]", "mode": "managed", "type": "inner",
           "name": "i", "index": 0,
           "values": {"password": "hidden", "policy": "{\"a\": 1}", "tags": {"t": "v"}},
           "sensitive_values": {"password": true}}
        ]}]
      }},
      "resource_changes": [
        {"address": "bucket.b", "change": {"after_unknown":
          {"arn": true, "rule": [{"key": true}, {}]}}}
      ],
      "prior_state": {"values": {"root_module": {"resources": [
        {"address": "data.thing.d", "mode": "data", "type": "thing", "name": "d",
         "values": {"x": 1.5}},
        {"address": "bucket.old", "mode": "managed", "type": "bucket", "name": "old",
         "values": {}}]}}},
      "configuration": {
        "provider_config": {"aws": {"name": "aws", "expressions":
          {"region": {"constant_value": "r"}, "role": {"references": ["var.role"]}}}},
        "root_module": {
          "resources": [{"address": "bucket.b", "expressions": {
            "name": {"references": ["data.thing.d.x", "data.thing.d", "local.l"]},
            "rule": [{"id": {"constant_value": 1}}, {"id": {"references": ["bucket.c[0].id"]}}]}}],
          "module_calls": {"m": {"source": "./m", "expressions": {}, "module": {}}}}}
    }
    """#

  private static let source = [
    "main.tf": """
    resource "bucket" "b" {
      name = local.l
      rule {
        id = 1
        on = true
      }
      rule {
        id = 2
      }
    }
    locals { l = data.thing.d.x }
    data "thing" "d" {}
    module "m" {
      source   = "./m"
      for_each = toset(["k.x"])
    }
    """,
    "m/main.tf": "resource \"inner\" \"i\" {\n  count = 1\n  tags  = { t = \"v\" }\n}\n",
  ]

  @Test func aPlanHasTheShapeOfItsRoot() {
    let sample = TerraformSample(["out/plan.json": Self.plan])
    #expect(
      sample.values("bucket.b")
        == #"{"arn":{"unknown":["bucket.b.arn"]},"name":"n","rule":[{"id":1,"key":{"unknown":["bucket.b.rule[0].key"]},"on":true},{"id":2}]}"#
    )
    #expect(
      sample.instances["bucket.b"]?["references"]?.told
        == #"{"name":["data.thing.d"],"rule":["bucket.c"]}"#)
    let inner = sample.instances[#"module.m["k.x"].inner.i[0]"#]
    #expect(inner?["module"]?.string == #"module.m["k.x"]"#)
    #expect(inner?["documents"]?.told == #"{"policy":{"a":1}}"#)
    #expect(sample.values("data.thing.d") == #"{"x":1.5}"#)
    #expect(sample.instances["bucket.old"] == nil)
    #expect(
      sample.subjects[0]["providers"]?.told
        == #"[{"name":"aws","values":{"region":"r","role":{"unknown":["var.role"]}}}]"#)
    #expect(
      sample.subjects[0]["modules"]?.told
        == #"[{"address":"module.m","source":"./m","values":{}}]"#)
    #expect(sample.secrets == ["\"hidden\""])
    #expect(sample.place(sample.instances["bucket.b"]) == "out/plan.json:5")
    #expect(sample.problems == [])
  }

  @Test func aPlanIsJoinedToItsSource() {
    var files = Self.source
    files["out/plan.json"] = Self.plan
    files["other/main.tf"] = "resource \"bucket\" \"x\" {}\n"
    var sample = TerraformSample(files)
    #expect(sample.subjects.map { $0["path"]?.string } == [".", "other", "."])
    sample.subjects.removeFirst(2)
    let bucket = sample.instances["bucket.b"]
    #expect(sample.place(bucket) == "main.tf:1")
    #expect(sample.place(bucket?["values"]?["name"]) == "main.tf:2")
    let second = bucket?["values"]?["rule"]?[Value(1)]
    #expect(sample.place(second) == "main.tf:7")
    #expect(sample.place(second?["id"]) == "main.tf:8")
    #expect(bucket?["references"]?.told == #"{"name":["data.thing.d"]}"#)
    let inner = sample.instances[#"module.m["k.x"].inner.i[0]"#]
    #expect(sample.place(inner) == "m/main.tf:1")
    #expect(sample.place(inner?["values"]?["tags"]?["t"]) == "m/main.tf:3")
    // What the configuration does not write stands at its block.
    #expect(sample.place(inner?["values"]?["policy"]) == "m/main.tf:1")
  }

  @Test(arguments: [
    "{\"format_version\": \"1.2\", \"planned_values\": ",
    "{\"format_version\": \"1.2\", \"planned_values\": []}",
    "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": [1, {\"resources\": 2}]}}",
    "{\"format_version\": \"1.2\", \"planned_values\": "
      + String(repeating: "[", count: 300) + String(repeating: "]", count: 300) + "}",
  ])
  func aBrokenPlanTakesNothingWithIt(_ text: String) {
    let sample = TerraformSample(["a.tf": "resource \"thing\" \"a\" {}", "plan.json": text])
    #expect(sample.instances["thing.a"] != nil)
  }

  @Test func instancesOfAPlanAreBounded() {
    let limit = TerraformPlan.instanceLimit
    let resources = (0...limit).map {
      "{\"address\": \"a.b\($0)\", \"type\": \"a\", \"name\": \"b\($0)\"}"
    }
    let sample = TerraformSample([
      "plan.json": "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": "
        + "{\"resources\": [\(resources.joined(separator: ","))]}}}"
    ])
    #expect(sample.instances.count == limit)
    #expect(sample.problems.count == 1)
  }

  @Test(arguments: [
    ("module.a[\"x.y\"].b.c[0]", "module.a.b.c"), ("a.b[\"]\\\"[\"].c", "a.b.c"), ("a.b", "a.b"),
    ("a[", "a"), ("", ""),
  ])
  func addressesWithoutKeys(_ address: String, _ expected: String) {
    #expect(TerraformPlan.withoutKeys(address) == expected)
  }

  @Test func everyCutOfAPlanIsRead() {
    let text = Array(Self.plan.utf8)
    for count in stride(from: 60, to: text.count, by: 37) {
      _ = TerraformSample(["plan.json": String(decoding: text[..<count], as: UTF8.self)])
    }
  }
}
