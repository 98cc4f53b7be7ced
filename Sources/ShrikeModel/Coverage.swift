public import ShrikeText

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
  /// Checks that nobody can answer, since a value they need is not known.
  public var undecided: [Undecided]

  public init(
    engine: String, status: Status, files: Int = 0, bytes: Int = 0, commits: Int = 0,
    skipped: [Skip] = [], rules: Int = 0, undecided: [Undecided] = []
  ) {
    self.engine = engine
    self.status = status
    self.files = files
    self.bytes = bytes
    self.commits = commits
    self.skipped = skipped
    self.rules = rules
    self.undecided = undecided
  }
}

/// A check without an answer: a value it needs is known only when the thing runs. It is no finding, and
/// no sign that all is well.
public struct Undecided: Sendable, Hashable, Comparable {
  public var rule: String
  /// What the rule looks for.
  public var title: String
  public var path: String
  public var start: SourcePosition?
  /// The resource it was asked about: `aws_s3_bucket.logs`.
  public var subject: String
  /// The inputs without a value, as the file names them: `var.acl`.
  public var reasons: [String]

  public init(
    rule: String, title: String, path: String, start: SourcePosition?, subject: String,
    reasons: [String]
  ) {
    self.rule = rule
    self.title = title
    self.path = path
    self.start = start
    self.subject = subject
    self.reasons = reasons
  }

  /// `because var.acl has no value here`
  public var because: String {
    switch reasons.count {
    case 0: "because a value is not known"
    case 1: "because \(reasons[0]) has no value here"
    default:
      "because \(reasons.dropLast().joined(separator: ", ")) and \(reasons[reasons.count - 1]) have no value here"
    }
  }

  public static func < (a: Undecided, b: Undecided) -> Bool {
    let origin = SourcePosition(line: 0, column: 0)
    if a.path != b.path { return a.path < b.path }
    if a.start != b.start { return (a.start ?? origin) < (b.start ?? origin) }
    return (a.rule, a.subject) < (b.rule, b.subject)
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
    /// It refers to something that is not here: a module of a registry.
    case unavailable
    /// It vanished or changed while it was read.
    case changed
    case encrypted
    /// An archive that cannot be read.
    case damaged
    /// An archive at the depth limit 0.
    case archive
    /// A kind of file that is recognised and not evaluated.
    case unsupported
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
