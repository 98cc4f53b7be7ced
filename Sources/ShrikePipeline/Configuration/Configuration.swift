public import ShrikeModel
import ShrikeSources

/// What `shrike.yml` says. Everything has a default; a file is never needed.
public struct Configuration: Sendable {
  /// The file's name, at the top of a repository or of any folder in it.
  public static let fileName = "shrike.yml"
  public static let defaultFailOn = FailOn.severity(.high)
  /// All engines there are.
  public static let knownEngines = ["secrets", "infra", Tool.engines]

  /// A path that is left out, with the reason people are told.
  public struct Exclusion: Sendable {
    public var pattern: String
    public var reason: String?
    private let filter: PathFilter

    public init(pattern: String, reason: String?) {
      self.pattern = pattern
      self.reason = reason
      filter = PathFilter(include: [pattern])
    }

    /// Whether the path, from the configuration's folder, or a folder above it is named.
    func covers(_ path: Substring) -> Bool { filter.admits(path) }
  }

  /// A path whose findings are held to be of another severity.
  public struct SeverityRule: Sendable {
    public var pattern: String
    public var severity: Severity
    /// Only these rules; empty: all.
    public var rules: [String]
    private let filter: PathFilter

    public init(pattern: String, severity: Severity, rules: [String]) {
      self.pattern = pattern
      self.severity = severity
      self.rules = rules
      filter = PathFilter(include: [pattern])
    }

    /// Whether the path, from the configuration's folder, or a folder above it is named.
    func covers(_ path: Substring) -> Bool { filter.admits(path) }
  }

  /// What is known of the assets below a path.
  public struct AssetRule: Sendable {
    /// Nil: of everything below the configuration's folder.
    public var pattern: String?
    public var asset: Asset
    private let filter: PathFilter?

    public init(pattern: String?, asset: Asset) {
      self.pattern = pattern
      self.asset = asset
      filter = pattern.map { PathFilter(include: [$0]) }
    }

    func covers(_ path: Substring) -> Bool { filter?.admits(path) ?? true }
  }

  /// The section `gate`; nil where it says nothing.
  public struct GateOptions: Sendable, Equatable {
    public var newOnly: Bool?
    public var secrets: GateSettings.Weight?
    public var knownExploited: GateSettings.Weight?
    public var coverage: GateSettings.Coverage?
    public var undecidable: GateSettings.Undecidable?
    public var severityByEnvironment: [String: FailOn] = [:]
    /// Waivers that cover more findings are told as too broad.
    public var waiverLimit: Int?

    public init() {}
  }

  public enum FailOn: Sendable, Hashable {
    case severity(Severity)
    case never

    /// Nil: never.
    public var severity: Severity? {
      switch self {
      case .severity(let severity): severity
      case .never: nil
      }
    }

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
  public var failOn: FailOn?
  public var baselines: [String] = []
  public var gate = GateOptions()
  public var assets: [AssetRule] = []
  /// Other programs that a scan runs; nil: nothing is said of them.
  public var tools: [Tool]?
  /// Where it was read, nil for the defaults.
  public var file: String?

  public init() {}
}

extension PathFilter {
  func admits(_ path: Substring) -> Bool {
    var path = path
    return path.withUTF8 { admits($0) }
  }
}
