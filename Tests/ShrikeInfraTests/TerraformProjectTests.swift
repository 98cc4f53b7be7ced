import ShrikeFormats
import ShrikeRego
import ShrikeText
import Testing

@testable import ShrikeInfra

/// A tree of small files, expanded.
struct TerraformSample {
  var subjects: [Value]
  var notes: [String]
  var problems: [String]
  var places: PlaceTable
  /// Texts that must not be shown.
  var secrets: [String]

  init(_ files: [String: String]) {
    var diagnostics = Diagnostics()
    let tree = TerraformTree(
      files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) },
      diagnostics: &diagnostics)
    var places = PlaceTable()
    let result = tree.subjects(places: &places, diagnostics: &diagnostics)
    subjects = result.subjects.map(\.value)
    notes = result.notes.map { "\($0.path): \($0.message)" }
    problems = diagnostics.finish().map {
      "\($0.file ?? ""):\($0.frame?.line ?? 0): \($0.message)"
    }
    secrets = result.secrets.map { place in
      String(
        decoding: places.files[place.file].bytes[place.range.lower..<place.range.upper],
        as: UTF8.self)
    }
    self.places = places
  }

  /// Resources and data sources of the first root by their addresses.
  var instances: [String: Value] {
    var out: [String: Value] = [:]
    for group in ["resources", "data"] {
      for entry in subjects.first?[group]?.object?.entries ?? [] {
        for instance in entry.value.elements ?? [] {
          out[instance["address"]?.string ?? ""] = instance
        }
      }
    }
    return out
  }

  func values(_ address: String) -> String {
    instances[address]?["values"]?.told ?? "nothing"
  }

  /// `file:line` of a value.
  func place(_ value: Value?) -> String {
    guard let value, let entry = places[value.place] else { return "nowhere" }
    let file = places.files[entry.file]
    return "\(file.file):\(file.lines.line(of: entry.range.lower))"
  }
}

extension Value {
  /// As JSON; what is unknown is `{"unknown":[reasons]}`.
  var told: String { withReasons.jsonText }

  private var withReasons: Value {
    if isUnknown {
      return Value(object: [
        (Value("unknown"), Value(array: unknownReasons.map { Value($0) }))
      ])
    }
    if let object {
      return Value(object: object.entries.map { ($0.key, $0.value.withReasons) })
    }
    return elements.map { Value(array: $0.map(\.withReasons)) } ?? self
  }
}

/// What `x` of `thing.a` is, with declarations around it.
private func value(_ expression: String, _ rest: String = "") -> String {
  let sample = TerraformSample([
    "main.tf": "resource \"thing\" \"a\" {\n  x = \(expression)\n}\n\(rest)"
  ])
  return sample.instances["thing.a"]?["values"]?["x"]?.told ?? "nothing"
}

private func unknown(_ reasons: String...) -> String {
  "{\"unknown\":[" + reasons.map { "\"\($0)\"" }.joined(separator: ",") + "]}"
}

struct TerraformFilesTests {
  @Test func filesOfAFolderAreOneModule() {
    let sample = TerraformSample([
      "a.tf": "resource \"thing\" \"a\" {\n  x = local.l\n  y = var.v\n}\n",
      "b.tf.json": #"{"locals": {"l": "${var.v}-l"}, "variable": {"v": {"default": "d"}}}"#,
      "c.tofu": "locals { c = 1 }\n", "c.tf": "locals { c = 1 }\nresource \"thing\" \"c\" {}\n",
      "nested/d.tf": "resource \"thing\" \"d\" {}\n", "e.txt": "no",
    ])
    #expect(sample.values("thing.a") == #"{"x":"d-l","y":"d"}"#)
    #expect(sample.values("thing.c") == "nothing")
    #expect(sample.subjects.map { $0["path"]?.string } == [".", "nested"])
    #expect(sample.problems == [])
  }

  @Test func aBrokenFileLosesNoOther() {
    let sample = TerraformSample([
      "a.tf": "resource \"thing\" \"a\" {\n  x = [1,\n",
      "b.tf": "resource \"thing\" \"b\" { y = 1 }\n",
      "c.tf.json": "{", "d.tfvars": "x", "terraform.tfvars": "\u{0}",
    ])
    #expect(sample.values("thing.b") == #"{"y":1}"#)
    #expect(sample.instances["thing.a"] != nil)
    #expect(sample.problems.contains { $0.hasPrefix("a.tf:") })
    #expect(sample.problems.contains { $0.hasPrefix("c.tf.json:") })
  }

  @Test func overridesAreMerged() {
    let sample = TerraformSample([
      "main.tf": """
      resource "thing" "a" {
        x = 1
        y = 1
        inner { a = 1 }
        inner { a = 2 }
        other { a = 1 }
        dynamic "made" {
          for_each = [1]
          content {}
        }
        lifecycle {
          prevent_destroy       = true
          create_before_destroy = true
        }
      }
      locals { l = 1 }
      terraform {
        required_version = ">= 1"
        backend "s3" { bucket = "b" }
        required_providers {
          aws = { source = "hashicorp/aws" }
          tls = { source = "hashicorp/tls" }
        }
      }
      """,
      "a_override.tf": """
      resource "thing" "a" {
        y = local.l
        inner { a = 3 }
        made { a = 4 }
        lifecycle { prevent_destroy = false }
      }
      locals { l = 2 }
      terraform {
        backend "local" {}
        required_providers { tls = { source = "else/tls" } }
      }
      """,
      "override.tf": "resource \"thing\" \"none\" {}\n",
    ])
    #expect(
      sample.values("thing.a")
        == #"{"inner":[{"a":3}],"lifecycle":[{"create_before_destroy":true,"prevent_destroy":false}],"made":[{"a":4}],"other":[{"a":1}],"x":1,"y":2}"#
    )
    #expect(
      sample.subjects[0]["terraform"]?.told
        == #"{"backend":[{"type":"local","values":{}}],"required_providers":{"aws":{"source":"hashicorp/aws"},"tls":{"source":"else/tls"}},"required_version":">= 1"}"#
    )
    #expect(sample.problems == ["override.tf:1: this overrides a block that is declared nowhere"])
  }

  @Test func valuesOfVariablesComeInOrder() {
    let sample = TerraformSample([
      "main.tf": """
      variable "a" { default = "default" }
      variable "b" { default = "default" }
      variable "c" { default = "default" }
      variable "d" { type = number }
      variable "e" {}
      resource "thing" "a" {
        a = var.a
        b = var.b
        c = var.c
        d = var.d
        e = var.e
      }
      """,
      "terraform.tfvars": "a = 1\nb = 1\nc = 1\nd = \"7\"\n",
      "terraform.tfvars.json": #"{"b": 2, "c": 2}"#,
      "z.auto.tfvars": "c = 4\n", "a.auto.tfvars.json": #"{"c": 3}"#, "other.tfvars": "a = 9",
    ])
    #expect(
      sample.values("thing.a") == #"{"a":1,"b":2,"c":4,"d":7,"e":{"unknown":["var.e"]}}"#)
  }

  @Test func valuesHaveTheirPlaces() {
    let sample = TerraformSample([
      "main.tf": """
      resource "thing" "a" {
        name = var.name
        list = [
          "x",
          local.y,
        ]
        inner {
          a = 1
        }
      }
      """,
      "other.tf": "variable \"name\" {\n  default = \"n\"\n}\nlocals {\n  y = \"y\"\n}\n",
    ])
    let values = sample.instances["thing.a"]?["values"]
    #expect(sample.place(sample.instances["thing.a"]) == "main.tf:1")
    #expect(sample.place(values?["name"]) == "main.tf:2")
    #expect(sample.place(values?["list"]) == "main.tf:3")
    #expect(sample.place(values?["list"]?[Value(0)]) == "main.tf:4")
    #expect(sample.place(values?["list"]?[Value(1)]) == "main.tf:3")
    #expect(sample.place(values?["inner"]?[Value(0)]) == "main.tf:7")
    #expect(sample.place(values?["inner"]?[Value(0)]?["a"]) == "main.tf:8")
  }

  @Test func blocksOfJSONAreBlocks() {
    let sample = TerraformSample([
      "main.tf.json": #"""
      {"resource": {"thing": {"a": {
        "//": "a comment", "tags": {"Name": "x"}, "versioning": {"enabled": true},
        "rule": [{"id": 1}, {"id": "${1 + 1}"}], "names": ["a"],
        "dynamic": {"made": {"for_each": [{"n": 1}], "content": {"n": "${made.value.n}"}}},
        "depends_on": ["thing.b"]}, "b": {}}},
       "terraform": {"backend": {"s3": {"bucket": "b"}}}}
      """#
    ])
    #expect(
      sample.values("thing.a")
        == #"{"made":[{"n":1}],"names":["a"],"rule":[{"id":1},{"id":2}],"tags":{"Name":"x"},"versioning":[{"enabled":true}]}"#
    )
    #expect(
      sample.instances["thing.a"]?["references"]?.told == #"{"depends_on":["thing.b"]}"#)
    #expect(
      sample.subjects[0]["terraform"]?["backend"]?.told
        == #"[{"type":"s3","values":{"bucket":"b"}}]"#)
  }
}

struct TerraformExpressionTests {
  @Test(arguments: [
    ("var.a", "variable \"a\" {\n default = \"d\"\n}", "\"d\""),
    ("var.a", "variable \"a\" {\n type = list(string)\n default = [1]\n}", "[\"1\"]"),
    ("var.a", "variable \"a\" { type = \"list\" }", unknown("var.a")),
    (
      "var.a",
      "variable \"a\" {\n type = object({ n = optional(number, 3), s = optional(string), t = string })\n default = { t = 1, u = 2 }\n}",
      "{\"n\":3,\"t\":\"1\"}"
    ),
    (
      "var.a",
      "variable \"a\" {\n type = map(object({ n = optional(bool, true) }))\n default = { k = {} }\n}",
      "{\"k\":{\"n\":true}}"
    ),
    ("var.a", "variable \"a\" {\n default = null\n}", "nothing"),
    ("local.a", "locals {\n a = local.b + 1\n b = 2\n}", "3"),
    ("local.a", "locals { a = local.a }", unknown("local.a")),
    ("local.b.c", "locals { b = { c = path.module } }", "\".\""),
    ("terraform.workspace", "", unknown("terraform.workspace")),
    ("path.cwd", "", unknown("path.cwd")),
    ("nosuch.thing.id", "", unknown("nosuch.thing.id")),
    ("thing.b.name", "resource \"thing\" \"b\" { name = \"n\" }", "\"n\""),
    ("thing.b.arn", "resource \"thing\" \"b\" { name = \"n\" }", unknown("thing.b.arn")),
    ("thing.b[\"arn\"]", "resource \"thing\" \"b\" {}", unknown("thing.b.arn")),
    ("thing.b.inner[0].a", "resource \"thing\" \"b\" {\n inner { a = 5 }\n}", "5"),
    ("thing.b[1].n", "resource \"thing\" \"b\" {\n count = 2\n n = count.index\n}", "1"),
    ("thing.b[1].id", "resource \"thing\" \"b\" {\n count = 2\n}", unknown("thing.b[1].id")),
    ("thing.b[*].n", "resource \"thing\" \"b\" {\n count = 2\n n = count.index\n}", "[0,1]"),
    (
      "thing.b[*].id", "resource \"thing\" \"b\" {\n count = 1\n}",
      "[\(unknown("thing.b[0].id"))]"
    ),
    (
      "[for k, b in thing.b : \"${k}${b.n}\"]",
      "resource \"thing\" \"b\" {\n for_each = toset([\"u\", \"v\"])\n n = each.value\n}",
      "[\"uu\",\"vv\"]"
    ),
    ("thing.b == null", "resource \"thing\" \"b\" {}", "false"),
    ("data.thing.b.id", "data \"thing\" \"b\" {}", unknown("data.thing.b.id")),
    ("try(data.thing.b.id, 1)", "data \"thing\" \"b\" {}", unknown("data.thing.b.id")),
    ("thing.a.x", "", unknown("thing.a")),
    ("jsondecode(local.t).b", "locals { t = jsonencode({ a = var.z, b = 1 }) }", "1"),
  ])
  func references(_ expression: String, _ rest: String, _ expected: String) {
    #expect(value(expression, rest) == expected)
  }

  @Test(arguments: [
    ("local.a", "locals {\n a = local.b\n b = local.a\n}", "the value depends on itself"),
    ("thing.b.x", "resource \"thing\" \"b\" { x = thing.a.x }", "the value depends on itself"),
    ("var.a", "", "no variable of this name is declared"),
    ("module.m.o", "", "no module of this name is called"),
    ("1", "variable \"b\" {\n type = number\n default = \"x\"\n}\nlocals { z = var.b }", nil),
    (
      "var.b", "variable \"b\" {\n type = number\n default = \"x\"\n}",
      "the value does not fit the variable's type: a number is required"
    ),
    ("1", "resource \"thing\" \"a\" {}", "a block of this name is declared elsewhere, too"),
    (
      "1", "resource \"thing\" \"b\" { for_each = [\"a\"] }",
      "for_each takes a map or a set of strings"
    ),
    ("1", "resource \"thing\" \"b\" { count = -1 }", "the count is no whole number from 0 on"),
  ])
  func mistakesAreToldWithAPlace(_ expression: String, _ rest: String, _ expected: String?) {
    let sample = TerraformSample([
      "main.tf": "resource \"thing\" \"a\" {\n  x = \(expression)\n}\n\(rest)"
    ])
    #expect(sample.problems.isEmpty == (expected == nil))
    for problem in sample.problems { #expect(problem.hasSuffix(": " + (expected ?? ""))) }
    #expect(sample.instances["thing.a"] != nil)
  }

  @Test func sensitiveValuesAreMarked() {
    let sample = TerraformSample([
      "main.tf": """
      variable "p" {
        sensitive = true
        default   = "hidden"
      }
      resource "thing" "a" {
        x = var.p
        y = { z = ["plain", sensitive("other")] }
        w = "p-${var.p}"
      }
      """
    ])
    #expect(
      sample.secrets.sorted() == ["\"hidden\"", "\"other\"", "\"p-${var.p}\""])
  }
}

struct TerraformInstancesTests {
  @Test(arguments: [
    ("count = 2\n  n = count.index", #"thing.a[0]={"n":0} thing.a[1]={"n":1}"#),
    ("count = 0", ""),
    ("count = \"1\"", "thing.a[0]={}"),
    ("count = var.n\n  n = count.index", #"thing.a={"n":{"unknown":["var.n"]}}"#),
    (
      "for_each = { k = 1, \"l\\\"\" = 2 }\n  n = each.value",
      #"thing.a["k"]={"n":1} thing.a["l\""]={"n":2}"#
    ),
    ("for_each = toset([])", ""),
    ("for_each = var.n\n  n = each.key", #"thing.a={"n":{"unknown":["var.n"]}}"#),
    ("for_each = { k = var.n }\n  n = each.value", #"thing.a["k"]={"n":{"unknown":["var.n"]}}"#),
    ("provider = other.x\n  depends_on = [thing.b]\n  n = null", "thing.a={}"),
    (
      """
      provisioner "local-exec" {
          command = self.n
          when    = destroy
        }
        n = "v"
        lifecycle { ignore_changes = [n, tags["x"]] }
      """,
      #"thing.a={"lifecycle":[{"ignore_changes":["n","tags[\"x\"]"]}],"n":"v","provisioner":[{"command":"v","labels":["local-exec"],"when":"destroy"}]}"#
    ),
    (
      """
      dynamic "port" {
          for_each = [80, 443]
          iterator = it
          content {
            n = it.value
            dynamic "host" {
              for_each = { (it.key) = "h" }
              content { n = "${it.value}${host.key}${host.value}" }
            }
          }
        }
        port { n = 1 }
      """,
      #"thing.a={"port":[{"host":[{"n":"800h"}],"n":80},{"host":[{"n":"4431h"}],"n":443},{"n":1}]}"#
    ),
    (
      """
      dynamic "port" {
          for_each = var.n
          content {
            n = port.value
            m = 1
          }
        }
      """,
      #"thing.a={"port":[{"__symbolic":{"unknown":["var.n"]},"m":1,"n":{"unknown":["var.n"]}}]}"#
    ),
    ("dynamic \"port\" {\n    for_each = []\n    content {}\n  }", "thing.a={}"),
    (
      "dynamic \"port\" {\n    for_each = [1]\n    labels = [\"l\"]\n    content {}\n  }",
      #"thing.a={"port":[{"labels":["l"]}]}"#
    ),
  ])
  func blocksAreExpanded(_ body: String, _ expected: String) {
    let sample = TerraformSample([
      "main.tf": "resource \"thing\" \"a\" {\n  \(body)\n}\nvariable \"n\" {}\n"
    ])
    let text = sample.instances.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value["values"]?.told ?? "")" }.joined(separator: " ")
    #expect(text == expected)
    #expect(sample.problems == [])
  }

  @Test(arguments: [
    ("count = 1001", "more than 1000 instances; the rest is left out", 1_000),
    (
      "for_each = { for n in range(1001) : \"k${n}\" => n }",
      "more than 1000 instances; the rest is left out", 1_000
    ),
    (
      "dynamic \"port\" {\n for_each = range(1001)\n content {}\n}",
      "more than 1000 blocks; the rest is left out", 1
    ),
  ])
  func instancesAreBounded(_ body: String, _ message: String, _ count: Int) {
    let sample = TerraformSample(["main.tf": "resource \"thing\" \"a\" {\n\(body)\n}\n"])
    #expect(sample.instances.count == count)
    #expect(sample.problems.count == 1)
    #expect(sample.problems.first?.hasSuffix(message) == true)
  }

  @Test func allInstancesTogetherAreBounded() {
    let blocks = (0..<21).map { "resource \"thing\" \"b\($0)\" {\n  count = 1000\n}\n" }
    let sample = TerraformSample(["main.tf": blocks.joined()])
    #expect(sample.instances.count == TerraformExpansion.totalLimit)
    #expect(sample.problems.count == 1)
  }

  @Test func whatInstancesHoldIsBounded() {
    let block = """
      resource "thing" "a" {
        count = 1000
        x     = local.wide
        y     = local.wide
        z     = local.wide
      }
      locals { wide = range(1024) }
      """
    let sample = TerraformSample(["main.tf": block])
    #expect(sample.instances.count < 1_000)
    #expect(sample.problems.count == 1)
  }

  @Test func chainsAndDepthAreBounded() {
    let chain = (0..<2_000).map { "  l\($0) = [local.l\($0 + 1)]\n" }.joined()
    for order in [chain, String(chain.split(separator: "\n").reversed().joined(separator: "\n"))] {
      let sample = TerraformSample([
        "main.tf": "locals {\n\(order)\n l2000 = 1\n}\nresource \"thing\" \"a\" { x = local.l0 }\n"
      ])
      #expect(sample.problems.count == 1)
      #expect(sample.instances["thing.a"] != nil)
    }
  }
}
