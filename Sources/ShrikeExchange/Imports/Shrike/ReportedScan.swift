import ShrikeFormats
public import ShrikeModel

/// What a report of ours says of its scan, beside what was found.
public struct ReportedScan: Sendable, Hashable {
  /// An engine that looked.
  public struct Engine: Sendable, Hashable {
    public let name: String
    /// Files that it should have looked at and could not: they may hold what was found before.
    public let missed: Int
  }

  public let target: Report.Target
  public let startedAt: String?
  /// Ended before it was through.
  public let isPartial: Bool
  /// Digests of the rules, in the order they were read in.
  public let ruleSets: [String]
  public let engines: [Engine]

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
    engines = root["coverage"].list.compactMap { entry in
      guard entry["status"].text == "ran", let name = entry["engine"].word else { return nil }
      let missed = entry["skipped"].list.count {
        Skip.Reason(rawValue: $0["reason"].text).map(Self.surprises.contains) ?? false
      }
      return Engine(name: name, missed: missed)
    }
  }
}
