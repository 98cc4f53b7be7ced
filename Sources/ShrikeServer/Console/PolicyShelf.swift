import ShrikeFormats
import ShrikeGovern
import ShrikeLedger
import ShrikeModel
import ShrikeRego
import ShrikeText

/// A file of policies of the gate, as it stands beside the program.
public struct PolicyFile: Sendable, Hashable {
  /// `gate/fail_on.rego`
  public var path: String
  public var bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// The policies of the gate, compiled once, with their texts and what their tests said.
struct PolicyShelf: Sendable {
  struct Entry: Sendable {
    var id: String
    var title: String
    var file: String
    var text: String
    var tests: String?
    var passed: Int
    var failed: Int
  }

  let gate: Gate
  let entries: [Entry]

  /// Nil, after diagnostics, where a file has a mistake; the files are ours, so there is none.
  init?(_ files: [PolicyFile], diagnostics: inout Diagnostics) {
    guard
      let gate = Gate.read(files.map { ($0.path, $0.bytes) }, diagnostics: &diagnostics)
    else { return nil }
    self.gate = gate
    let outcomes = Self.test(files)
    let texts = Dictionary(
      files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
    ) { first, _ in first }
    entries = gate.decide(.emptyObject, now: 0).parts.map { part in
      let tests = part.file.replacing(".rego", with: "_test.rego")
      let own = outcomes.filter { $0.module == tests }
      let failed = own.count { $0.state != .passed && $0.state != .skipped }
      return Entry(
        id: part.id, title: part.title, file: part.file, text: texts[part.file] ?? "",
        tests: texts[tests], passed: own.count { $0.state == .passed }, failed: failed)
    }
  }

  private static func test(_ files: [PolicyFile]) -> [PolicyTests.Outcome] {
    let modules = files.compactMap { Parser.parse($0.bytes, name: $0.path).0 }
    guard let policy = Policy.compile(modules).0 else { return [] }
    return PolicyTests(policy, context: BuiltinContext()).run()
  }
}

/// A scan as a policy is asked about it: what the ledger keeps of its report.
struct PolicyQuestion {
  var scan: ScanRow
  var findings: [FindingRow]
  /// Ids of findings that were in the scan before.
  var known: Set<String>
  /// Ids of findings that are known to be exploited.
  var exploited: Set<String>
  /// `gate` of shrike.yml.
  var settings: [String: JSON]

  /// A finding below that severity fails nothing, unless a repository says otherwise.
  static let failOn = Severity.high

  /// Nil where the text is no JSON, which it is.
  var input: Value? { Value(json: json.bytes) }

  private var json: JSON {
    let isSilenced = { (row: FindingRow) in row.state != .open && row.state != .fixed }
    let open = findings.filter { !isSilenced($0) }
    let secrets = Set(findings.filter { $0.kind == "secret" }.map(\.rule))
    return .members([
      "schema": .string("shrike.report/1"),
      "findings": .array(open.map(finding)),
      "suppressed": .array(findings.filter(isSilenced).map(finding)),
      "rules": .array(
        secrets.sorted().map { .members(["id": .string($0), "engine": .string("secrets")]) }),
      "coverage": .array(coverage), "partial": .bool(!scan.isComplete),
      "diff": .members(["known": .integer(known.count)]),
      "gate": .members([
        "failOn": .array(open.map { _ in .string(Self.failOn.rawValue) }), "required": .array([]),
        "settings": .object(
          settings.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }),
      ]),
    ])
  }

  private func finding(_ row: FindingRow) -> JSON {
    .members([
      "rule": .string(row.rule), "severity": .string(row.severity.rawValue),
      "confidence": .string(row.confidence), "message": .string(row.title),
      "identity": .members(["value": .string(row.identity)]),
      "status": .string(known.contains(row.id) ? "known" : "new"),
      "places": .array([
        .members([
          "path": .string(row.path), "start": .members(["line": .integer(row.line)]),
        ])
      ]),
      "properties": exploited.contains(row.id)
        ? .members(["knownExploited": .bool(true)]) : .object([]),
      "waivers": .array(
        row.state == .open || row.state == .fixed
          ? [] : [.members(["source": .string("decision")])]),
    ])
  }

  private var coverage: [JSON] {
    guard case .success(let node) = JSON.read(Array(scan.coverage.utf8)) else { return [] }
    return node.elements.map { part in
      let isComplete = part["complete"]?.bool ?? false
      return .members([
        "engine": .string(part["part"]?.string ?? scan.tool), "status": .string("ran"),
        "skipped": isComplete
          ? .array([])
          : .array([
            .members([
              "path": .string(part["reason"]?.string ?? "it was not finished"),
              "reason": .string("unreadable"),
            ])
          ]), "undecided": .array([]),
      ])
    }
  }
}
