public import ShrikeSources

/// What is to be scanned, and how: the command line's words as values.
public struct ScanRequest: Sendable {
  public enum Subject: Sendable, Hashable {
    /// A folder or a file.
    case workTree
    case standardInput
    /// Every commit that a reference reaches.
    case history
    case staged
    /// Commits of HEAD that are not in the revision.
    case since(String)
  }

  public var path: String
  public var subject = Subject.workTree
  /// Worker threads.
  public var jobs = 1
  /// Engines that must run, and no others; nil: as configured.
  public var only: [String]?
  public var skip: [String] = []
  public var rules: [String] = []
  public var configFile: String?
  public var baselines: [String] = []
  public var failOn: Configuration.FailOn?
  public var decodingDepth = 5
  public var limits = ReadLimits()
  public var usesIgnoreFiles = true
  public var followsSymlinks = false
  /// The person agreed that commands run which a configuration names.
  public var runsTools = false
  /// HOME, XDG folders, SHRIKE_*; nothing else is looked at.
  public var environment: [String: String]
  /// The folder that relative paths are meant from.
  public var workingFolder: String
  public var startedAt: String
  /// Nanoseconds since 1970, for policies that ask for the time.
  public var now: Int64 = 0

  public init(
    path: String, environment: [String: String], workingFolder: String, startedAt: String
  ) {
    self.path = path
    self.environment = environment
    self.workingFolder = workingFolder
    self.startedAt = startedAt
  }
}
