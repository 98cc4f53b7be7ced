/// How bad a finding is, on the one scale that every engine and import is mapped to.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable, Codable {
  case info, low, medium, high, critical

  private var rank: Int {
    switch self {
    case .info: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    case .critical: 4
    }
  }

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  /// `security-severity` as SARIF and GitHub use it: the middle of the band this severity stands for.
  public var score: Double {
    switch self {
    case .critical: 9.5
    case .high: 8.0
    case .medium: 5.5
    case .low: 2.0
    case .info: 0.0
    }
  }
}

/// How sure a rule is of what it says.
public enum Confidence: String, Sendable, Hashable, CaseIterable, Codable {
  case low, medium, high
}
