import Foundation
import ShrikeExchange
import ShrikeGovern
import ShrikeModel
import ShrikeRego
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikePipeline

/// The gate at the end of a scan: what it is told, and what its built-in policies answer.
struct GateScanTests {
  private static let now: Int64 = 1_767_225_600_000_000_000

  private func scan(_ place: Place, _ change: (inout ScanRequest) -> Void = { _ in }) throws
    -> Report
  {
    var request = place.request()
    request.now = Self.now
    change(&request)
    return try place.scan(request)
  }

  private func saved(_ report: Report) throws -> SavedReport {
    var sink = MemorySink()
    try JSONReport().write(report, to: &sink)
    return try #require(SavedReport(sink.bytes))
  }

  /// Keeps a report of the place as it is now beside it, and gives its path.
  private func baseline(_ place: Place) throws -> String {
    var sink = MemorySink()
    try JSONReport().write(try scan(place), to: &sink)
    try place.write("../baseline.json", sink.text)
    return place.outside + "/baseline.json"
  }

  private func answer(_ report: Report, _ id: String) throws -> PolicyAnswer {
    try #require(report.policies.first { $0.id == id })
  }

  // MARK: the input

  @Test func aScanTellsAllThatTheSchemaAsksFor() throws {
    let place = try Place()
    try place.write("old.txt", Token.a)
    let base = try baseline(place)
    try FileManager.default.removeItem(atPath: place.root + "/old.txt")
    try place.write("prod/a.txt", Token.b)
    try place.write("b.txt", "\(Token.c)\n")
    try place.write(
      "shrike.yml",
      """
      gate:
        severity-by-environment: {production: medium}
      asset:
        - path: prod/
          environment: production
          criticality: high
          internet-facing: true
          owner: team
          labels: {tier: 1}
      """)
    try place.write(
      ".shrike/waivers.yml",
      "- {path: b.txt, owner: x, reason: y, ticket: z, until: 2026-06-30}\n"
        + "- {path: prod/, owner: x, reason: y, until: 2025-06-30}\n")
    let report = try scan(place) { $0.baselines = [base] }
    let input = try saved(report).document
    #expect(try Schema("shrike.gate-input-1.schema.json").problems(input) == [])
    #expect(try Schema("shrike.report-1.schema.json").problems(input) == [])
    // Taking any key away is noticed, so that the schema is really held against it.
    for key in ["gate", "diff", "waivers", "assets", "time", "findings", "coverage"] {
      let less = Value(
        object: (input.object?.entries ?? []).filter { $0.key != Value(key) })
      #expect(try !Schema("shrike.gate-input-1.schema.json").problems(less).isEmpty, "\(key)")
    }
    #expect(input["time"]?["ns"]?.int == Int(Self.now))
    #expect(input["findings"]?[Value(0)]?["status"]?.string == "new")
    #expect(
      input["findings"]?[Value(0)]?["assets"]?[Value(0)]?["labels"]?["tier"]?.string == "1")
    #expect(input["diff"]?["gone"]?.count == 1)
    #expect(
      input["waivers"]?.elements?.compactMap { $0["state"]?.string } == ["holds", "expired"])
  }

  @Test func withoutABaselineThereIsNoDifference() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    let report = try scan(place)
    #expect(report.gate?.diff == nil && report.findings.first?.status == nil)
    #expect(try saved(report).document["diff"] == .null)
    #expect(try saved(report).findings.first?["status"] == .null)
  }

  @Test func aBaselineTellsNewKnownAndGone() throws {
    let place = try Place()
    try place.write("a.txt", "\(Token.a)\n\(Token.b)\n")
    let base = try baseline(place)
    let old = try scan(place).identities
    try place.write("a.txt", "\(Token.b)\n\(Token.c)\n")
    let report = try scan(place) { $0.baselines = [base] }
    let diff = try #require(report.gate?.diff)
    #expect(diff.new == report.findings.map(\.identity.value))
    #expect(diff.known == report.suppressed.map(\.identity.value))
    #expect(diff.known.allSatisfy(old.contains) && diff.known.count == 1)
    #expect(diff.gone?.map(\.identity) == old.filter { !diff.known.contains($0) })
    #expect(report.suppressed.map(\.status) == [.known])
    // A part of the tree cannot tell what is gone.
    try place.write("b/x.txt", Token.c)
    let part = try scan(place) {
      $0.path += "/a.txt"
      $0.baselines = [base]
    }
    #expect(part.gate?.diff?.gone == nil)
  }

  @Test func assetsAreKnownByFolder() throws {
    let place = try Place()
    try place.write(
      "shrike.yml",
      """
      asset:
        - {path: "*", environment: development, owner: all}
        - {path: infra/prod/, environment: production}
      """)
    try place.write("infra/shrike.yml", "asset: {criticality: high, labels: {a: b}}\n")
    for path in ["x.txt", "infra/y.txt", "infra/prod/z.txt"] { try place.write(path, Token.a) }
    let report = try scan(place)
    let assets = try #require(report.findings.first).assets
    #expect(Set(assets.map(\.environment)) == ["development", "production"])
    #expect(assets.count == 3 && assets.allSatisfy { $0.owner == "all" })
    #expect(assets.count { $0.criticality == .high && $0.labels == ["a": "b"] } == 2)
    #expect(report.gate?.assets.map(\.folder) == ["", "", "infra/"])
  }

  // MARK: the policies

  @Test func defaultsAreWhatTheyWere() throws {
    let place = try Place()
    try place.write("a.txt", "\(Token.a)\n\(Token.b)\n")
    let report = try scan(place)
    #expect(report.verdict == .fail(["2 findings are high or worse"]))
    #expect(
      report.policies.map { "\($0.id) \($0.applies) \($0.verdict.word)" } == [
        "coverage true pass", "fail-on true fail", "known-exploited false pass",
        "new-only false pass", "secrets false pass", "severity-by-environment false pass",
        "undecidable false pass",
      ])
    #expect(try answer(report, "fail-on").fails.first?.findings == [0, 1])
    #expect(report.gate?.settings == GateSettings())
  }

  @Test func newOnlyKeepsWhatIsKnownInSight() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    let base = try baseline(place)
    try place.write("shrike.yml", "gate: {new-only: true}\n")
    let known = try scan(place) { $0.baselines = [base] }
    #expect(known.verdict == .pass)
    #expect(known.findings.map(\.status) == [.known] && known.suppressed.isEmpty)
    #expect(try answer(known, "new-only").notes.first?.findings == [0])
    try place.write("b.txt", Token.b)
    let new = try scan(place) { $0.baselines = [base] }
    #expect(new.verdict == .fail(["1 new finding is high or worse"]))
    #expect(new.findings.count == 2)
    // Without a baseline all is new, which is said.
    let alone = try scan(place)
    #expect(alone.verdict == .fail(["2 new findings are high or worse"]))
    #expect(alone.diagnostics.map(\.code) == ["gate.warning"])
  }

  @Test(arguments: [("always", "fail"), ("fail-on", "pass")])
  func secretsAlwaysFail(_ setting: String, _ verdict: String) throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    let base = try baseline(place)
    try place.write("shrike.yml", "fail-on: never\ngate: {secrets: \(setting)}\n")
    #expect(try scan(place).verdict.word == verdict)
    #expect(try scan(place) { $0.baselines = [base] }.verdict.word == verdict)
    try place.write("a.txt", "\(Token.a) # shrike:allow token revoked\n")
    #expect(try scan(place).verdict == .pass)
  }

  @Test func environmentsHaveTheirThresholds() throws {
    let place = try Place()
    try place.write(
      "shrike.yml",
      """
      gate: {severity-by-environment: {production: low, development: critical}}
      severity:
        - {path: prod/, severity: low}
      asset:
        - {path: prod/, environment: production}
        - {path: dev/, environment: development}
      """)
    try place.write("dev/a.txt", Token.a)
    #expect(try scan(place).verdict == .pass)
    try place.write("prod/b.txt", Token.b)
    #expect(try scan(place).verdict == .fail(["1 finding is low or worse in production"]))
    try place.write("elsewhere/c.txt", Token.c)
    #expect(
      try scan(place).verdict
        == .fail(["1 finding is high or worse", "1 finding is low or worse in production"]))
    // The command line wins over the file.
    #expect(try scan(place) { $0.failOn = .never }.verdict == .pass)
  }

  @Test func anEnvironmentThatNothingIsInIsTold() throws {
    let place = try Place()
    try place.write(
      "shrike.yml",
      "gate: {severity-by-environment: {prodution: low}}\nasset: {environment: production}\n")
    let told = try scan(place).diagnostics
    #expect(told.map(\.code) == ["config.environment"])
    #expect(told.first?.help == "did you mean 'production'?")
  }

  @Test func requiredCoverageWantsAllRead() throws {
    let place = try Place()
    try place.write("a.zip", "PK\u{3}\u{4} this is no archive at all")
    #expect(try scan(place).verdict == .pass)
    try place.write("shrike.yml", "gate: {coverage: required}\n")
    let report = try scan(place)
    #expect(report.verdict.word == "not evaluated")
    #expect(report.verdict.reasons.first?.hasPrefix("secrets could not look at ") == true)
    #expect(
      try scan(place) { $0.skip = ["infra"] }.verdict.reasons.contains {
        $0 == "infra did not run: --skip"
      })
  }

  @Test func checksWithoutAnAnswerCanBeForbidden() throws {
    let place = try Place()
    try place.write(
      "main.tf",
      """
      variable "encrypted" {}

      resource "aws_docdb_cluster" "orders" {
        storage_encrypted = var.encrypted
      }
      """)
    try place.write("shrike.yml", "fail-on: never\n")
    let allowed = try scan(place)
    #expect(allowed.verdict == .pass)
    #expect(allowed.coverage.contains { !$0.undecided.isEmpty })
    #expect(try Schema("shrike.report-1.schema.json").problems(saved(allowed).document) == [])
    try place.write("shrike.yml", "fail-on: never\ngate: {undecidable: forbidden}\n")
    let forbidden = try scan(place)
    #expect(forbidden.verdict.word == "not evaluated")
    #expect(forbidden.verdict.reasons.first?.contains("could not be decided: infra/aws-") == true)
    #expect(forbidden.verdict.reasons.first?.contains("main.tf:4") == true)
  }

  @Test func aFolderFurtherDownCannotSetTheGate() throws {
    let place = try Place()
    try place.write("a/shrike.yml", "gate: {secrets: always}\nrules: [x.toml]\n")
    try place.write("a/x.txt", Token.a)
    let report = try scan(place) { $0.failOn = .never }
    #expect(report.verdict == .pass)
    #expect(report.diagnostics.map(\.code) == ["config.folder"])
    #expect(
      report.diagnostics.first?.message.hasPrefix("'rules' and 'gate' of a/shrike.yml") == true)
  }

  @Test func theLimitOfWaiversCanBeSet() throws {
    let place = try Place()
    try place.write("a.txt", "\(Token.a)\n\(Token.b)\n")
    try place.write(
      ".shrike/waivers.yml", "- {rule: token, owner: x, reason: y, until: 2026-02-01}\n")
    #expect(try scan(place).diagnostics.isEmpty)
    try place.write("shrike.yml", "gate: {waiver-limit: 1}\n")
    #expect(try scan(place).diagnostics.map(\.code) == ["waivers.broad"])
  }

  // MARK: saved reports

  private func gate(_ place: Place) throws -> GateRun {
    var diagnostics = Diagnostics()
    let gate = try GateRun(
      folders: Folders(environment: place.request().environment), policies: nil, &diagnostics)
    return try #require(gate)
  }

  @Test func aSavedReportIsAnsweredTheSame() throws {
    let place = try Place()
    try place.write("shrike.yml", "fail-on: critical\ngate: {secrets: always, new-only: true}\n")
    try place.write("a.txt", Token.a)
    let base = try baseline(place)
    try place.write("b.txt", Token.b)
    let report = try scan(place) { $0.baselines = [base] }
    let answer = try gate(place).decide(saved(report), now: 0)
    #expect(answer.verdict == report.verdict && answer.parts == report.policies)
    #expect(report.verdict == .fail(["2 secrets are open, and secrets always fail"]))
  }

  @Test(arguments: [false, true])
  func aSavedReportIsComparedWithABaseline(_ newOnly: Bool) throws {
    let place = try Place()
    if newOnly { try place.write("shrike.yml", "gate: {new-only: true}\n") }
    try place.write("a.txt", Token.a)
    let path = try baseline(place)
    try place.write("b.txt", "\(Token.b)\n")
    var diagnostics = Diagnostics()
    let bytes = try #require(readFile(path))
    let base = try #require(
      ShrikeExchange.Baseline.read(bytes, file: "base.json", diagnostics: &diagnostics))
    var report = try saved(try scan(place))
    report.compare(with: [base])
    let word = newOnly ? "new finding" : "finding"
    #expect(
      try gate(place).decide(report, now: 0).verdict == .fail(["1 \(word) is high or worse"]))
    #expect(report.findings.count == (newOnly ? 2 : 1))
    #expect(report.suppressed.count == (newOnly ? 0 : 1))
    #expect(report.document["diff"]?["new"]?.count == 1)
    #expect(report.document["gate"]?["failOn"]?.count == report.findings.count)
    #expect(try Schema("shrike.gate-input-1.schema.json").problems(report.document) == [])
    report.require(severity: .never)
    #expect(try gate(place).decide(report, now: 0).verdict == .pass)
    report.require(engines: ["supply"])
    #expect(try gate(place).decide(report, now: 0).verdict == .pass)
  }

  @Test(arguments: [
    "", "[]", "{}", "{\"schema\": \"shrike.report/2\"}", "null", "{\"schema\": \"shrike.report/1\"",
  ])
  func otherFilesAreNoReports(_ text: String) {
    #expect(SavedReport(Array(text.utf8)) == nil)
  }

  /// Reports of before this was kept: as a scan without configuration would have it.
  @Test func oldReportsHaveDefaults() throws {
    let text = """
      {"schema": "shrike.report/1", "findings": [{"rule": "a/b", "severity": "high"}], "coverage": []}
      """
    let report = try #require(SavedReport(Array(text.utf8)))
    let answer = try gate(try Place()).decide(report, now: 0)
    #expect(answer.verdict == .fail(["1 finding is high or worse"]))
  }
}

/// As much of JSON Schema as ours use.
private struct Schema {
  private let root: Value
  private let name: String

  init(_ name: String) throws {
    let path = fixtures.repository.appending(path: "docs/schemas/\(name)").path
    root = try #require(readFile(path).flatMap { Value(json: $0) })
    self.name = name
  }

  func problems(_ value: Value) throws -> [String] { try problems(value, root, "") }

  private func problems(_ value: Value, _ schema: Value, _ at: String) throws -> [String] {
    var out: [String] = []
    if let reference = schema["$ref"]?.string {
      if reference.hasPrefix("#/$defs/") {
        let target = try #require(root["$defs"]?[String(reference.dropFirst(8))], "\(reference)")
        out += try problems(value, target, at)
      } else {
        out += try Schema(reference).problems(value)
      }
    }
    for part in schema["allOf"]?.elements ?? [] { out += try problems(value, part, at) }
    if let any = schema["anyOf"]?.elements,
      try !any.contains(where: { try problems(value, $0, at).isEmpty })
    {
      out.append("\(at) is none of what it may be")
    }
    if let constant = schema["const"], constant != value { out.append("\(at) is not \(constant)") }
    if let words = schema["enum"]?.elements, !words.contains(value) {
      out.append("\(at) is not one of its words")
    }
    if let type = schema["type"]?.string, !Self.is(value, type) {
      return out + ["\(at) is no \(type)"]
    }
    for key in schema["required"]?.elements ?? [] where value[key] == nil {
      out.append("\(at) has no \(key.string ?? "")")
    }
    for (key, part) in schema["properties"]?.object?.entries ?? [] {
      if let inner = value[key] {
        out += try problems(inner, part, "\(at).\(key.string ?? "")")
      }
    }
    if let items = schema["items"] {
      for (number, inner) in (value.elements ?? []).enumerated() {
        out += try problems(inner, items, "\(at)[\(number)]")
      }
    }
    return out
  }

  private static func `is`(_ value: Value, _ type: String) -> Bool {
    switch type {
    case "object": value.object != nil
    case "array": value.array != nil
    case "string": value.string != nil
    case "integer": value.int != nil
    case "boolean": value == .true || value == .false
    case "null": value == .null
    default: true
    }
  }
}
