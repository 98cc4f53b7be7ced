import ShrikeFormats
import ShrikeModel
public import ShrikeText

extension Baseline {
  /// Reads a report of any of the formats, told by its content; nil after a diagnostic. Messages
  /// never quote the file: a report of another tool may hold secrets.
  public static func read(
    _ bytes: [UInt8], file: String, diagnostics: inout Diagnostics
  ) -> Baseline? {
    let context = FileContext(file, quotes: false)
    guard let document = JSONReader.strict.read(bytes, context, diagnostics: &diagnostics) else {
      return nil
    }
    let root = document.root
    if let schema = root["schema"]?.string {
      guard schema == JSONReport.schema else {
        diagnostics.report(
          Diagnostic(
            .error, "baseline.version", "this report is not \(JSONReport.schema)", file: file,
            help: "write it anew with this version of shrike"))
        return nil
      }
      let entries = [root["findings"], root["suppressed"]].compactMap { $0 }
        .flatMap { $0.elements.flatMap(shrikeEntries) }
      return checked(
        .shrike, entries, of: count(root["findings"]) + count(root["suppressed"]), file,
        &diagnostics)
    }
    if let runs = root["runs"], root["version"]?.string != nil {
      let results = runs.elements.flatMap { $0["results"].map { Array($0.elements) } ?? [] }
      return checked(.sarif, results.flatMap(sarifEntries), of: results.count, file, &diagnostics)
    }
    if root["schema_version"] != nil, let findings = root["findings"], findings.isSequence {
      let entries = findings.elements.map(betterleaksEntry)
      return checked(.betterleaks, entries, of: findings.count, file, &diagnostics)
    }
    if root.isSequence, root.elements.allSatisfy({ $0["RuleID"] != nil }) {
      return checked(
        .gitleaks, root.elements.map(gitleaksEntry), of: root.count, file, &diagnostics)
    }
    if root.isNull {
      // gitleaks before 8.19 writes `null` for nothing.
      return Baseline(file: file, format: .gitleaks, entries: [])
    }
    diagnostics.report(
      Diagnostic(
        .error, "baseline.format", "this is no report that can serve as a baseline", file: file,
        help: "give a report of shrike (json), a SARIF file, or gitleaks' JSON"))
    return nil
  }

  private static func count(_ node: Node?) -> Int { node?.count ?? 0 }

  /// Says how many findings could not be used, if any.
  private static func checked(
    _ format: Format, _ entries: [BaselineEntry?], of count: Int, _ file: String,
    _ diagnostics: inout Diagnostics
  ) -> Baseline {
    let usable = entries.compactMap { $0 }
    let lost = entries.count - usable.count
    if lost > 0 {
      diagnostics.report(
        Diagnostic(
          .warning, "baseline.entry",
          "\(Words.grouped(lost)) of \(Words.count(count, "finding")) lack a rule or a place",
          file: file))
    }
    return Baseline(file: file, format: format, entries: usable)
  }

  private static func shrikeEntries(_ finding: Node) -> [BaselineEntry?] {
    guard let rule = finding["rule"]?.string,
      let identity = finding["identity"]?["value"]?.string, !identity.isEmpty
    else { return [nil] }
    let places = finding["places"].map { Array($0.elements) } ?? []
    return places.map { place in
      BaselineEntry(
        rule: rule, path: place["path"]?.string ?? "", line: place["start"]?["line"]?.int,
        commit: place["commit"]?["id"]?.string, identity: identity)
    }
  }

  private static func sarifEntries(_ result: Node) -> [BaselineEntry?] {
    guard let rule = result["ruleId"]?.string ?? result["rule"]?["id"]?.string else { return [nil] }
    let prints = result["partialFingerprints"]
    let identity = prints?["shrikeIdentity/v1"]?.string
    // gitleaks writes the commit there.
    let commit = prints?["commitSha"]?.string
    let locations = result["locations"].map { Array($0.elements) } ?? []
    guard !locations.isEmpty else { return [nil] }
    return locations.map { location in
      let physical = location["physicalLocation"]
      guard let uri = physical?["artifactLocation"]?["uri"]?.string else {
        return identity.map { BaselineEntry(rule: rule, path: "", identity: $0) }
      }
      return BaselineEntry(
        rule: rule, path: uri.percentDecoded, line: physical?["region"]?["startLine"]?.int,
        commit: location["properties"]?["commit"]?.string ?? (commit == "" ? nil : commit),
        identity: identity)
    }
  }

  private static func gitleaksEntry(_ finding: Node) -> BaselineEntry? {
    guard let rule = finding["RuleID"]?.string, let path = finding["File"]?.string else {
      return nil
    }
    let commit = finding["Commit"]?.string
    return BaselineEntry(
      rule: rule, path: path, line: finding["StartLine"]?.int,
      commit: commit == "" ? nil : commit, secret: rawSecret(finding["Secret"]))
  }

  private static func betterleaksEntry(_ finding: Node) -> BaselineEntry? {
    guard let rule = finding["rule_id"]?.string, let place = finding["location"],
      let path = place["path"]?.string
    else { return nil }
    return BaselineEntry(
      rule: rule, path: path, line: place["start_line"]?.int,
      secret: rawSecret(finding["match"]?["value"]))
  }

  /// nil where `--redact` left the word, or the first part of the value and three dots.
  private static func rawSecret(_ node: Node?) -> RawSecret? {
    guard let secret = node?.string, !secret.isEmpty, secret != GitleaksReport.struckOut,
      !secret.hasSuffix("...")
    else { return nil }
    return RawSecret(secret)
  }
}

extension String {
  /// `%XX` as bytes; a `file://` before it falls away.
  fileprivate var percentDecoded: String {
    let bytes = Array((hasPrefix("file://") ? String(dropFirst(7)) : self).utf8)
    var out: [UInt8] = []
    var index = 0
    func digit(_ at: Int) -> UInt8? {
      at < bytes.count ? hexadecimalDigit(bytes[at]) : nil
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), let high = digit(index + 1), let low = digit(index + 2)
      {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
