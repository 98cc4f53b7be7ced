import Crypto
import HTTPTypes
import ShrikeExchange
import ShrikeFormats
import ShrikeLedger
import ShrikeModel
import ShrikeText

/// A report that was sent in, as the ledger takes it.
///
/// `read` is the one place that knows formats: today `shrike.report/1`, and other tools' reports where imports
/// are to be read.
struct ScanIntake {
  /// What the sender says beside the report.
  struct Claim: Sendable {
    /// In place of what the report says of its target.
    var asset: String?
    var ref: String?
    var commit: String?
    /// Of other tools: closes nothing.
    var isPartial = false
  }

  static func read(
    _ bytes: [UInt8], _ claim: Claim, at now: Timestamp
  ) throws(Problem) -> ScanRecord {
    var diagnostics = Diagnostics()
    let record = ScanIntake(bytes, claim, now: now, &diagnostics)?.record
    guard var record else {
      let mistakes = diagnostics.finish().filter { $0.level == .error }.prefix(20).map {
        Problem.Mistake(
          place: $0.frame.map { "line \($0.line), column \($0.column)" } ?? "",
          detail: $0.message + ($0.help.map { "; \($0)" } ?? ""))
      }
      throw Problem(
        .unprocessableContent, "report", "The report cannot be taken", mistakes: mistakes)
    }
    if let ref = claim.ref { record.ref = ref }
    if let commit = claim.commit { record.commit = commit }
    if claim.isPartial {
      for index in record.parts.indices where record.parts[index].isComplete {
        record.parts[index].isComplete = false
        record.parts[index].reason = "it was sent as a part"
      }
    }
    guard (1...500).contains(record.asset.utf8.count),
      !record.asset.contains(where: { $0 == "*" || $0 == "\n" || $0 == "\0" })
    else { throw .invalid("asset", "its name must have 1 to 500 bytes and no asterisk") }
    return record
  }

  /// Reasons for which something may be missing that was not missing before; limits and ignored files are the same
  /// every time.
  private static let surprises: Set<String> = ["unreadable", "changed", "missing-object"]

  let record: ScanRecord

  /// Nil after a diagnostic.
  private init?(
    _ bytes: [UInt8], _ claim: Claim, now: Timestamp, _ diagnostics: inout Diagnostics
  ) {
    let file = "report"
    let asset = claim.asset
    guard
      let document = JSONReader.strict.read(
        bytes, FileContext(file, quotes: false), diagnostics: &diagnostics)
    else { return nil }
    let root = document.root
    guard root["schema"]?.string == JSONReport.schema, let target = root["target"] else {
      diagnostics.report(
        Diagnostic(
          .error, "intake.format", "this is no report of \(JSONReport.schema)", file: file,
          help: "write one with 'shrike scan --output json=FILE'"))
      return nil
    }
    guard let name = asset ?? Self.name(target) else {
      diagnostics.report(
        Diagnostic(
          .error, "intake.asset", "the report does not tell what was scanned", file: file,
          help: "name it with ?asset="))
      return nil
    }
    let rules = (root["rules"]?.elements).map { $0.compactMap(Self.rule) } ?? []
    let findings = ["findings", "suppressed"].flatMap { list in
      (root[list]?.elements).map { $0.compactMap(Self.finding) } ?? []
    }
    let lost =
      (root["findings"]?.count ?? 0) + (root["suppressed"]?.count ?? 0) - findings.count
    if lost > 0 {
      diagnostics.report(
        Diagnostic(
          .warning, "intake.findings", "\(lost) finding\(lost == 1 ? "" : "s") cannot be read",
          file: file,
          help: "the scan counts as incomplete, so that it closes nothing"))
    }
    let kind = target["kind"]?.string ?? ""
    record = ScanRecord(
      asset: name, ref: target["ref"]?.string ?? "", commit: target["commit"]?.string,
      tool: root["tool"]?["name"]?.string ?? "shrike",
      toolVersion: root["tool"]?["version"]?.string ?? "",
      ruleset: Self.rulesetDigest(root), input: Self.digest(bytes),
      scope: Self.scope(kind, target), parts: Self.parts(root, kind, rules, findings, lost),
      time: root["startedAt"]?.string.flatMap { Timestamp($0) } ?? now, findings: findings,
      rules: rules)
  }

  private static func name(_ target: Node) -> String? {
    if let repository = target["repository"]?.string, !repository.isEmpty { return repository }
    guard let path = target["path"]?.string, path != "-", path != "." else { return nil }
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    return trimmed.split(separator: "/").last.map(String.init)
  }

  /// What a scan of history finds is no longer in the files: it is a thing of its own.
  private static func scope(_ kind: String, _ target: Node) -> String {
    let folder = target["scope"]?.string ?? ""
    return kind == "history" ? "history:\(folder)" : folder
  }

  private static func rulesetDigest(_ root: Node) -> String {
    let digests = (root["ruleSets"]?.elements).map { $0.compactMap { $0["digest"]?.string } } ?? []
    return Self.digest(Array(digests.joined(separator: " ").utf8))
  }

  /// Engines that ran, and whether what they did not find is not there.
  private static func parts(
    _ root: Node, _ kind: String, _ rules: [RuleInfo], _ findings: [Finding], _ lost: Int
  ) -> [ScanRecord.Part] {
    let isPartial = root["partial"]?.bool == true || lost > 0
    let isWhole = kind == "work-tree" || kind == "history"
    var parts: [ScanRecord.Part] = []
    if let coverage = root["coverage"]?.elements {
      for entry in coverage where entry["status"]?.string == "ran" {
        guard let engine = entry["engine"]?.string else { continue }
        let missed =
          (entry["skipped"]?.elements).map {
            $0.count { surprises.contains($0["reason"]?.string ?? "") }
          } ?? 0
        let reason: String? =
          isPartial
          ? "the scan was not finished"
          : !isWhole
            ? "it looked at \(kind) only"
            : missed > 0 ? "\(missed) file\(missed == 1 ? "" : "s") could not be read" : nil
        parts.append(.init(engine, isComplete: reason == nil, reason: reason))
      }
    }
    // Findings of an engine that the coverage does not tell of are kept, and close nothing.
    var engines: [String: String] = [:]
    for rule in rules { engines[rule.id] = rule.engine }
    let named = Set(findings.map { engines[$0.rule] ?? "" })
    for engine in named.sorted() where !parts.contains(where: { $0.name == engine }) {
      parts.append(
        .init(engine, isComplete: false, reason: "the report does not tell whether it ran"))
    }
    return parts.isEmpty ? [.init("", isComplete: false, reason: "nothing ran")] : parts
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  // MARK: values

  private static func rule(_ node: Node) -> RuleInfo? {
    guard let id = node["id"]?.string else { return nil }
    return RuleInfo(
      id: id, title: node["title"]?.string ?? id, why: node["why"]?.string,
      remedy: node["remedy"]?.string, severity: severity(node),
      statedSeverity: node["statedSeverity"]?.string, confidence: confidence(node),
      engine: node["engine"]?.string ?? "", tags: node["tags"]?.strings ?? [],
      taxonomies: taxonomies(node), aliases: node["aliases"]?.strings ?? [],
      documentation: node["documentation"]?.string)
  }

  private static func finding(_ node: Node) -> Finding? {
    let places = (node["places"]?.elements).map { $0.map(place) } ?? []
    guard let rule = node["rule"]?.string, let identity = node["identity"]?["value"]?.string,
      !places.isEmpty
    else { return nil }
    var finding = Finding(
      rule: rule, severity: severity(node), statedSeverity: node["statedSeverity"]?.string,
      confidence: confidence(node), message: node["message"]?.string ?? "",
      identity: Identity(value: identity, scheme: node["identity"]?["scheme"]?.string ?? ""),
      places: places, related: (node["related"]?.elements).map { $0.map(place) } ?? [],
      evidence: node["evidence"]?.string, taxonomies: taxonomies(node),
      remedy: node["remedy"]?.string,
      waivers: (node["waivers"]?.elements).map { $0.compactMap(waiver) } ?? [])
    if finding.identity.scheme.hasPrefix("secret") { finding.subject = .secret }
    if let entries = node["properties"]?.entries {
      for entry in entries {
        if let value = property(entry.value) { finding.properties[entry.name] = value }
      }
    }
    return finding
  }

  private static func severity(_ node: Node) -> Severity {
    node["severity"]?.string.flatMap(Severity.init(rawValue:)) ?? .medium
  }

  private static func confidence(_ node: Node) -> Confidence {
    node["confidence"]?.string.flatMap(Confidence.init(rawValue:)) ?? .medium
  }

  private static func taxonomies(_ node: Node) -> [Taxonomy] {
    (node["taxonomies"]?.elements).map {
      $0.compactMap { entry in
        guard let catalogue = entry["catalogue"]?.string, let id = entry["id"]?.string else {
          return nil
        }
        return Taxonomy(catalogue, id)
      }
    } ?? []
  }

  private static func property(_ node: Node) -> Property? {
    if let text = node.string { return .text(text) }
    if let flag = node.bool { return .flag(flag) }
    if let number = node.double { return .number(number) }
    return node.strings.map { .list($0) }
  }

  private static func place(_ node: Node) -> Place {
    var place = Place(path: node["path"]?.string ?? "")
    place.start = position(node["start"])
    place.end = position(node["end"])
    if let bytes = node["bytes"], let lower = bytes["start"]?.int, let upper = bytes["end"]?.int,
      lower >= 0, upper >= lower
    {
      place.range = ByteRange(lower, upper)
    }
    if let snippet = node["snippet"], let text = snippet["text"]?.string {
      place.snippet = Snippet(
        text: text, column: snippet["column"]?.int ?? 1, length: snippet["length"]?.int ?? 0)
    }
    place.lineHash = node["lineHash"]?.string
    place.note = node["note"]?.string
    if let commit = node["commit"], let id = commit["id"]?.string {
      place.commit = CommitInfo(
        id: id, author: commit["author"]?.string ?? "", email: commit["email"]?.string ?? "",
        date: commit["date"]?.string ?? "", message: commit["message"]?.string ?? "")
    }
    return place
  }

  private static func position(_ node: Node?) -> SourcePosition? {
    guard let line = node?["line"]?.int, let column = node?["column"]?.int else { return nil }
    return SourcePosition(line: line, column: column)
  }

  private static func waiver(_ node: Node) -> Waiver? {
    guard let scope = node["scope"]?.string.flatMap(Waiver.Scope.init(rawValue:)),
      let source = node["source"]?.string.flatMap(Waiver.Source.init(rawValue:))
    else { return nil }
    return Waiver(
      scope: scope, source: source, origin: node["origin"]?.string,
      reason: node["reason"]?.string, owner: node["owner"]?.string,
      ticket: node["ticket"]?.string, until: node["until"]?.string)
  }
}
