public import ShrikeText

/// Something in a SARIF file that is not as it must or should be.
public struct SarifProblem: Sendable, Hashable {
  public enum Level: String, Sendable, Comparable {
    case note, warning, error

    public static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// `SARIF1004`, `GH1001`, `JSON1002`: as the SARIF multitool calls it.
  public var rule: String
  public var level: Level
  /// One sentence.
  public var message: String
  /// Where in the document: `runs[0].results[3].message`; empty for the whole of it.
  public var path: String
  public var position: SourcePosition

  public init(
    rule: String, level: Level, message: String, path: String, position: SourcePosition
  ) {
    self.rule = rule
    self.level = level
    self.message = message
    self.path = path
    self.position = position
  }
}

/// A rule of `SarifValidator`: what it asks for and why.
public struct SarifRule: Sendable {
  public let id: String
  /// `UrisMustBeValid`: as the SARIF multitool calls it.
  public let name: String
  public let level: SarifProblem.Level
  /// What it asks for, in one sentence.
  public let title: String
  /// Why, and what to do.
  public let help: String
  /// What it looks at: objects by their name in the schema.
  let checks: [(object: String, check: @Sendable (borrowing SarifObject, inout SarifSink) -> Void)]

  /// About GitHub's code scanning, which asks for more than SARIF does.
  public var isGitHubs: Bool { id.hasPrefix("GH") }

  init(
    _ id: String, _ name: String, _ level: SarifProblem.Level, _ title: String, help: String,
    _ checks: [(String, @Sendable (borrowing SarifObject, inout SarifSink) -> Void)]
  ) {
    self.id = id
    self.name = name
    self.level = level
    self.title = title
    self.help = help
    self.checks = checks.map { (object: $0.0, check: $0.1) }
  }
}
