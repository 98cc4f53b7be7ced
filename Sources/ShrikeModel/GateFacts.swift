/// What the gate is told beside what a scan found: thresholds, the difference to a baseline, waivers, assets.
public struct GateFacts: Sendable, Hashable {
  /// By open finding, in the order of the report: the severity from which it fails; nil: it never does.
  public var failOn: [Severity?] = []
  /// Engines that were asked for by name.
  public var required: [String] = []
  public var settings = GateSettings()
  /// Nil without a baseline.
  public var diff: BaselineDiff?
  /// Those of `.shrike/waivers.yml`, with what became of them.
  public var waivers: [WaiverRecord] = []
  /// What `shrike.yml` says of assets, the outer folders first.
  public var assets: [AssetRow] = []
  /// The scan's start, nanoseconds since 1970.
  public var now: Int64 = 0

  public init() {}
}

/// The section `gate` of `shrike.yml`: which of the built-in policies are in force, and how.
public struct GateSettings: Sendable, Hashable {
  /// From which severity findings of a kind fail.
  public enum Weight: String, Sendable, Hashable, CaseIterable {
    /// From none on: always.
    case always
    /// From the severity on that everything else fails from.
    case byThreshold = "fail-on"
  }

  public enum Coverage: String, Sendable, Hashable, CaseIterable {
    /// Engines that were asked for by name must have run.
    case asked
    /// Every engine must have run and read all that it had to look at.
    case required
  }

  public enum Undecidable: String, Sendable, Hashable, CaseIterable {
    case allowed, forbidden
  }

  /// Only findings that the baseline does not know count; a baseline then suppresses nothing.
  public var newOnly = false
  public var secrets = Weight.byThreshold
  public var knownExploited = Weight.byThreshold
  public var coverage = Coverage.asked
  public var undecidable = Undecidable.allowed
  /// The severity from which findings in an environment fail; an inner nil: never.
  public var severityByEnvironment: [String: Severity?] = [:]

  public init() {}
}

/// What is known of a thing that is run, from `asset` of `shrike.yml`.
public struct Asset: Sendable, Hashable {
  public enum Criticality: String, Sendable, Hashable, CaseIterable {
    case low, medium, high, critical
  }

  /// `production`, `staging`, `development` or a word of one's own.
  public var environment: String?
  public var criticality: Criticality?
  public var isInternetFacing: Bool?
  public var owner: String?
  public var labels: [String: String] = [:]

  public init() {}

  public var isEmpty: Bool { self == Asset() }

  /// Takes over what a more exact statement says.
  public mutating func add(_ other: Asset) {
    environment = other.environment ?? environment
    criticality = other.criticality ?? criticality
    isInternetFacing = other.isInternetFacing ?? isInternetFacing
    owner = other.owner ?? owner
    labels.merge(other.labels) { _, new in new }
  }
}

/// A statement about assets, and what it is about.
public struct AssetRow: Sendable, Hashable {
  /// The folder of its file, from the repository's top: empty, or with a slash at the end.
  public var folder: String
  /// Only paths below the folder that fit; nil: all.
  public var path: String?
  public var asset: Asset

  public init(folder: String, path: String? = nil, asset: Asset) {
    self.folder = folder
    self.path = path
    self.asset = asset
  }
}

/// How the findings differ from those of an earlier report.
public struct BaselineDiff: Sendable, Hashable {
  /// A finding of the baseline that is no more.
  public struct Gone: Sendable, Hashable {
    public var rule: String
    public var identity: String
    /// Where the baseline had it.
    public var path: String

    public init(rule: String, identity: String, path: String) {
      self.rule = rule
      self.identity = identity
      self.path = path
    }
  }

  /// The baselines, as they were named.
  public var files: [String]
  /// Identities.
  public var new: [String]
  public var known: [String]
  /// Nil where the scan looked at a part only: what it did not meet may still be there.
  public var gone: [Gone]?

  public init(files: [String], new: [String], known: [String], gone: [Gone]?) {
    self.files = files
    self.new = new
    self.known = known
    self.gone = gone
  }
}
