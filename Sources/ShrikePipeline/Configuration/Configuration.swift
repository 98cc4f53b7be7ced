public import ShrikeModel
import ShrikeSources

/// What `shrike.yml` says. Everything has a default; a file is never needed.
public struct Configuration: Sendable {
  /// The file's name, at the top of a repository or of any folder in it.
  public static let fileName = "shrike.yml"
  /// All engines there are.
  public static let knownEngines = ["secrets"]

  /// A path that is left out, with the reason people are told.
  public struct Exclusion: Sendable, Hashable {
    public var pattern: String
    public var reason: String?
  }

  /// A path whose findings are held to be of another severity.
  public struct SeverityRule: Sendable, Hashable {
    public var pattern: String
    public var severity: Severity
    /// Only these rules; empty: all.
    public var rules: [String]
  }

  public enum FailOn: Sendable, Hashable {
    case severity(Severity)
    case never

    public var word: String {
      switch self {
      case .severity(let severity): severity.rawValue
      case .never: "never"
      }
    }
  }

  /// Engines that must run; nil: those that are on by default, none of which must.
  public var engines: [String]?
  public var include: [String] = []
  public var exclude: [Exclusion] = []
  public var severities: [SeverityRule] = []
  /// Rule files or folders, each in place of the built-in pack of its engine.
  public var rules: [String] = []
  public var failOn = FailOn.severity(.high)
  public var baselines: [String] = []
  /// Where it was read, nil for the defaults.
  public var file: String?

  public init() {}
}

/// Globs of gitignore's kind, with what each stands for.
public struct PathTable<Value: Sendable>: Sendable {
  private let rows: [(filter: PathFilter, value: Value)]

  public init(_ rows: [(pattern: String, value: Value)]) {
    self.rows = rows.map { (PathFilter(include: [$0.pattern]), $0.value) }
  }

  public var isEmpty: Bool { rows.isEmpty }

  /// The value of the last pattern that holds for `path`.
  public func value(for path: String) -> Value? {
    values(for: path).last
  }

  public func values(for path: String) -> [Value] {
    var path = path
    return path.withUTF8 { bytes in rows.filter { $0.filter.admits(bytes) }.map(\.value) }
  }
}
