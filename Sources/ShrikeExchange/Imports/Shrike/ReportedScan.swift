import ShrikeFormats
public import ShrikeModel

/// What a report of ours says of its scan, beside what was found.
public struct ReportedScan: Sendable {
  /// An engine, and how much it looked at.
  public struct Engine: Sendable, Hashable {
    public let name: String
    public let files: Int?
    public let rules: Int?
    /// Files that it passed over, for whatever reason.
    public let skipped: Int
    /// Files that it should have looked at and could not: they may hold what was found before.
    public let missed: Int
  }

  public let target: Report.Target
  public let startedAt: String?
  /// Ended before it was through.
  public let isPartial: Bool
  /// Digests of the rules, in the order they were read in.
  public let ruleSets: [String]
  /// Those that ran.
  public let engines: [Engine]
  /// Those that did not, and why.
  public let absent: [(name: String, reason: String)]

  /// Reasons for which something may be missing that was not missing before; limits and ignored files are the same
  /// every time.
  private static let surprises: Set<Skip.Reason> = [.unreadable, .changed, .missingObject]

  init(_ root: ReportPart) {
    let target = root["target"]
    self.target = Report.Target(
      path: target["path"].text, kind: target["kind"].text, repository: target["repository"].word,
      ref: target["ref"].word, commit: target["commit"].word, scope: target["scope"].text,
      range: target["range"].word)
    startedAt = root["startedAt"].word
    isPartial = root["partial"].node?.bool == true
    ruleSets = root["ruleSets"].list.compactMap { $0["digest"].word }
    var engines: [Engine] = []
    var absent: [(name: String, reason: String)] = []
    for entry in root["coverage"].list {
      guard let name = entry["engine"].word else { continue }
      let status = entry["status"].text
      guard status == "ran" else {
        absent.append((name, entry["reason"].word ?? status))
        continue
      }
      let skipped = entry["skipped"].list
      engines.append(
        Engine(
          name: name, files: entry["files"].int, rules: entry["rules"].int, skipped: skipped.count,
          missed: skipped.count {
            Skip.Reason(rawValue: $0["reason"].text).map(Self.surprises.contains) ?? false
          }))
    }
    self.engines = engines
    self.absent = absent
  }
}
