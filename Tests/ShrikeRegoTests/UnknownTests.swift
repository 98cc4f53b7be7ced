import ShrikeText
import Testing

@testable import ShrikeRego

/// Evaluation over values that are not known: true, false, or undecided with what is missing.
struct UnknownTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var body: String
    /// What `deny` surely holds, and what it may hold with the inputs that decide.
    var sure: [String] = []
    var maybe: [String] = []

    var testDescription: String { name }
  }

  private static let input = Value(object: [
    (Value("acl"), .unknown(because: ["var.acl"])),
    (Value("name"), Value("logs")),
    (Value("count"), Value(3)),
    (
      Value("buckets"),
      Value(array: [
        Value(object: [(Value("name"), Value("a")), (Value("acl"), Value("public"))]),
        Value(object: [
          (Value("name"), Value("b")), (Value("acl"), .unknown(because: ["var.acl"])),
        ]),
        Value(object: [(Value("name"), Value("c")), (Value("acl"), Value("private"))]),
      ])
    ),
    (Value("ports"), Value(array: [Value(80), .unknown(because: ["local.port"])])),
    (Value("zones"), .unknown(because: ["data.zones"])),
    (Value("tags"), Value(object: [(Value("owner"), .unknown(because: ["var.owner"]))])),
  ])

  static let rows: [Row] = [
    Row(
      name: "a comparison", body: "deny contains \"x\" if input.acl == \"public\"",
      maybe: ["\"x\" var.acl"]),
    Row(
      name: "its negation", body: "deny contains \"x\" if not input.acl == \"public\"",
      maybe: ["\"x\" var.acl"]),
    Row(
      name: "unequal", body: "deny contains \"x\" if input.acl != \"public\"",
      maybe: ["\"x\" var.acl"]),
    Row(
      name: "false decides",
      body: "deny contains \"x\" if { input.acl == \"public\"; input.count > 5 }"),
    Row(
      name: "false decides before, too",
      body: "deny contains \"x\" if { input.count > 5; input.acl == \"public\" }"),
    Row(
      name: "one way that is sure",
      body:
        "deny contains \"x\" if input.acl == \"public\"\ndeny contains \"y\" if input.count == 3",
      sure: ["\"y\""], maybe: ["\"x\" var.acl"]),
    Row(
      name: "each element for itself",
      body: "deny contains b.name if { some b in input.buckets; b.acl == \"public\" }",
      sure: ["\"a\""], maybe: ["\"b\" var.acl"]),
    Row(
      name: "an element that is unknown",
      body: "deny contains \"x\" if { some port in input.ports; port == 22 }",
      maybe: ["\"x\" local.port"]),
    Row(name: "a known member", body: "deny contains \"x\" if 80 in input.ports", sure: ["\"x\""]),
    Row(
      name: "a member that may be", body: "deny contains \"x\" if 22 in input.ports",
      maybe: ["\"x\" local.port"]),
    Row(
      name: "no member that may be", body: "deny contains \"x\" if not 22 in input.ports",
      maybe: ["\"x\" local.port"]),
    Row(
      name: "a collection that is unknown",
      body: "deny contains \"x\" if { some zone in input.zones; zone == \"z\" }",
      maybe: ["\"x\" data.zones"]),
    Row(
      name: "every over what is unknown",
      body: "deny contains \"x\" if every port in input.ports { port > 0 }",
      maybe: ["\"x\" local.port"]),
    Row(
      name: "every with one that fails",
      body: "deny contains \"x\" if every port in input.ports { port > 100 }"),
    Row(
      name: "a rule's value",
      body: "is_public if input.acl == \"public\"\ndeny contains \"x\" if is_public\n"
        + "deny contains \"y\" if not is_public",
      maybe: ["\"x\" var.acl", "\"y\" var.acl"]),
    Row(
      name: "a default stands for what is surely undefined only",
      body: "default level := \"low\"\nlevel := \"high\" if input.acl == \"public\"\n"
        + "deny contains \"x\" if level == \"low\"",
      maybe: ["\"x\" var.acl"]),
    Row(
      name: "else after an alternative that may hold",
      body: "level := 1 if input.acl == \"public\" else := 2\ndeny contains \"x\" if level == 2",
      maybe: ["\"x\" var.acl"]),
    Row(
      name: "else before it",
      body:
        "level := 1 if input.count == 3 else := 2 if input.acl\ndeny contains \"x\" if level == 1",
      sure: ["\"x\""]),
    Row(
      name: "another definition with the same value",
      body:
        "open if input.acl == \"public\"\nopen if input.count == 3\ndeny contains \"x\" if open",
      sure: ["\"x\""]),
    Row(
      name: "a function of an unknown argument",
      body: "wide(p) if p < 1024\ndeny contains i if { some i, p in input.ports; wide(p) }",
      sure: ["0"], maybe: ["1 local.port"]),
    Row(
      name: "what is surely there may not be there twice",
      body: "deny contains \"x\" if { some p in input.ports; p < 1024 }", sure: ["\"x\""]),
    Row(
      name: "a join that is looked up",
      body:
        "deny contains b.name if { some x in [\"public\", \"all\"]; some b in input.buckets; b.acl == x }",
      sure: ["\"a\""], maybe: ["\"b\" var.acl"]),
    Row(
      name: "a built-in function", body: "deny contains \"x\" if startswith(input.acl, \"pub\")",
      maybe: ["\"x\" var.acl"]),
    Row(
      name: "a set of a rule",
      body: "open contains b.name if { some b in input.buckets; b.acl == \"public\" }\n"
        + "deny contains n if { some n in open }\ndeny contains \"none\" if count(open) == 0",
      sure: ["\"a\""], maybe: ["\"b\" var.acl", "\"none\" var.acl"]),
    Row(
      name: "a comprehension",
      body: "deny contains n if { open := [b.name | some b in input.buckets; b.acl == \"public\"]; "
        + "some n in open }",
      sure: ["\"a\""], maybe: ["\"b\" var.acl"]),
    Row(
      name: "the default of object.get is for what is not there",
      body: "deny contains \"x\" if object.get(input.tags, \"owner\", \"\") == \"\"\n"
        + "deny contains \"y\" if object.get(input.tags, \"team\", \"\") == \"\"",
      sure: ["\"y\""], maybe: ["\"x\" var.owner"]),
    Row(
      name: "a key that is there", body: "deny contains \"x\" if not input.tags.team",
      sure: ["\"x\""]),
    Row(
      name: "the size of a list", body: "deny contains \"x\" if count(input.ports) == 2",
      sure: ["\"x\""]),
    Row(
      name: "the type of what is not known", body: "deny contains \"x\" if is_string(input.acl)",
      maybe: ["\"x\" var.acl"]),
    Row(
      name: "with",
      body: "deny contains \"x\" if q with input.count as 4\n"
        + "q if input.acl == \"public\"\ndeny contains \"y\" if q with input.acl as \"public\"",
      sure: ["\"y\""], maybe: ["\"x\" var.acl"]),
    Row(
      name: "a pattern", body: "deny contains \"x\" if { [a, b] = input.ports; b == 22; a == 80 }",
      maybe: ["\"x\" local.port"]),
    Row(
      name: "two that are missing",
      body: "deny contains \"x\" if { input.acl == \"public\"; input.tags.owner == \"me\" }",
      maybe: ["\"x\" var.acl, var.owner"]),
    Row(
      name: "a value that is passed on only",
      body: "deny contains \"x\" if { a := input.acl; b := {\"acl\": a}; b.acl }",
      maybe: ["\"x\" var.acl"]),
    Row(
      name: "an index of rules is no guess",
      body:
        "deny contains \"x\" if input.acl == \"public\"\ndeny contains \"y\" if input.acl == \"all\"\n"
        + "deny contains \"z\" if input.acl == \"none\"",
      maybe: ["\"x\" var.acl", "\"y\" var.acl", "\"z\" var.acl"]),
    Row(
      name: "sets without what may be in them",
      body: "deny contains p if { some p in {80, 22} - {q | some q in input.ports} }",
      maybe: ["22 local.port"]),
  ]

  @Test(arguments: rows)
  func decides(_ row: Row) throws {
    let (module, errors) = Parser.parse(Array("package t\n\(row.body)\n".utf8), name: "t.rego")
    #expect(errors.map(\.message) == [])
    let (policy, mistakes) = Policy.compile([try #require(module)])
    #expect(mistakes.map(\.message) == [])
    let machine = Machine(try #require(policy))
    var sure: Set<String> = []
    var maybe: Set<String> = []
    machine.evaluateAll([["t", "deny"]], input: Self.input) { _, result in
      guard case .success(let value) = result else {
        Issue.record("it cannot be evaluated")
        return
      }
      for element in value?.elements ?? [] { sure.insert(element.regoText) }
      for (element, reasons) in value?.doubtfulElements ?? [] {
        maybe.insert("\(element.regoText) \(reasons.joined(separator: ", "))")
      }
    }
    #expect(sure == Set(row.sure))
    #expect(maybe == Set(row.maybe))
  }

  @Test func placesStayWithWhatIsUnknown() {
    let value = Value.unknown(because: ["var.a"]).at(7)
    #expect(value.place == 7)
    #expect(value.holdsUnknown)
    #expect(Value(array: [value])[Value(0)]?.place == 7)
    #expect(Value(object: [(Value("a"), value)]).unknownReasons == ["var.a"])
  }

  @Test func aDoubtfulResultStandsWhereTheUnknownDoes() throws {
    let body =
      "package t\np := either(input.a, 1)\neither(x, y) := y if x == null\n"
      + "either(x, _) := x if x != null\n"
    let module = try #require(Parser.parse(Array(body.utf8), name: "t.rego").module)
    let machine = Machine(try #require(Policy.compile([module]).policy))
    let input = Value(object: [(Value("a"), Value.unknown(because: ["var.a"]).at(5))])
    let value = try machine.value(of: ["t", "p"], input: input)
    #expect(value?.isUnknown == true)
    #expect(value?.place == 5)
  }

  @Test func reasonsAreBounded() {
    let many = (0..<100).map { Value.unknown(because: ["var.v\($0)"]) }
    #expect(Value(array: many).unknownReasons.count == 16)
  }
}
