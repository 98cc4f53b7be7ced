/// What one engine looked at, what it skipped and why. "Nothing found" is only said of what was looked at.
public struct Coverage: Sendable, Hashable {
  public enum Status: Sendable, Hashable {
    case ran
    /// It was not asked to run, or lacks what it needs; with the reason.
    case skipped(String)
    case failed(String)
  }

  public var engine: String
  public var status: Status
  public var files: Int
  public var bytes: Int
  public var commits: Int
  public var skipped: [Skip]
  public var rules: Int

  public init(
    engine: String, status: Status, files: Int = 0, bytes: Int = 0, commits: Int = 0,
    skipped: [Skip] = [], rules: Int = 0
  ) {
    self.engine = engine
    self.status = status
    self.files = files
    self.bytes = bytes
    self.commits = commits
    self.skipped = skipped
    self.rules = rules
  }
}

/// Something that was not looked at.
public struct Skip: Sendable, Hashable {
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    case binary
    case tooLarge = "too-large"
    case unreadable
    /// Depth, entries, bytes or ratio of an archive; time.
    case limit
    /// `paths.exclude` of shrike.yml.
    case excluded
    /// Git's ignore rules, and the file is not tracked.
    case ignored
    /// A path allowlist of the rule set.
    case ruleAllowlist = "rule-allowlist"
    case symlink
    /// FIFO, socket, device.
    case special
    /// A pointer of Git LFS stands in the file's place.
    case lfsPointer = "lfs-pointer"
    /// A git object that is not here: shallow, partial or damaged.
    case missingObject = "missing-object"
    case submodule
    /// It vanished or changed while it was read.
    case changed
    case encrypted
    /// An archive that cannot be read.
    case damaged
    /// An archive at the depth limit 0.
    case archive
  }

  public var path: String
  public var reason: Reason
  public var detail: String?

  public init(_ path: String, _ reason: Reason, _ detail: String? = nil) {
    self.path = path
    self.reason = reason
    self.detail = detail
  }
}
