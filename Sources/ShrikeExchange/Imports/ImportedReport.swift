public import ShrikeModel

/// What another tool's report says, in our words.
public struct ImportedReport: Sendable {
  /// The reader's name: `bandit`.
  public let tool: String
  public let title: String
  /// Of the tool, where the report states it.
  public let toolVersion: String?
  public let findings: [Finding]
  /// What the findings' rules are, each once, in the order they were met.
  public let rules: [RuleInfo]
  /// What could not be used, and where: the first hundred; `unusable` counts all.
  public let problems: [ImportProblem]
  /// Results of which no finding could be made.
  public let unusable: Int
  /// Texts that were cut, each with a mark.
  public let cutTexts: Int
  /// What the report says of the scan itself; only ours does.
  public let scan: ReportedScan?

  /// More than half of the results were lost: nothing may be concluded from what is missing.
  public var isIncomplete: Bool { unusable > findings.count }

  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

/// Something in a report that could not be used.
public struct ImportProblem: Sendable, Hashable {
  /// `results[3]`, `report.xml:17`.
  public let place: String
  public let reason: String
  let isLimit: Bool

  init(place: String, reason: String, isLimit: Bool = false) {
    self.place = place
    self.reason = reason
    self.isLimit = isLimit
  }
}
