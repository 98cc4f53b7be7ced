public import ShrikeModel
public import ShrikeText

/// A file as checks are handed it.
public struct InfraFile: Sendable {
  /// Relative to the scanned folder, or as a person reads it.
  public let path: String
  /// UTF-8 as far as the file was valid.
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// A set of checks of one origin: our own pack, or another tool's library.
public protocol InfraLibrary: Sendable {
  /// What is known of the rules that can give findings; matches name them by their index.
  var rules: [RuleInfo] { get }
  /// Packs whose names inline waivers may use.
  var packs: [String] { get }
  /// Whether a path may hold what some check looks at; the content decides.
  func mayRecognize(path: String) -> Bool
  /// Whether a file is one the checks are about, told without reading it as a document.
  func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool
  func makeChecker() -> any InfraChecker
}

/// A library at work in one thread.
public protocol InfraChecker: AnyObject {
  /// Whether the file is looked at together with the others of its kind, when all have been read.
  func gathers(path: String) -> Bool
  /// Looks at one file, or at all that belong together; nil where none is of a known kind.
  func inspect(_ files: [InfraFile]) -> InfraInspection?
}

/// What one look at a group of files gave.
public struct InfraInspection: Sendable {
  public var matches: [InfraMatch] = []
  public var undecided: [InfraUndecided] = []
  /// Checks that could not be evaluated.
  public var troubles: [InfraTrouble] = []
  /// What is wrong with the files; each names its file.
  public var problems: [Diagnostic] = []
  /// What belongs to a file and could not be looked at: a module that is not here.
  public var notes: [(file: Int, reason: Skip.Reason, message: String)] = []
  /// Values that must not be shown, whoever finds something beside them.
  public var secrets: [(file: Int, range: ByteRange)] = []

  /// Whether any of the files was looked at: some are only told of.
  public var isLooked = true

  public init() {}
}

/// What a check says is wrong.
public struct InfraMatch: Sendable {
  /// Index into the library's rules.
  public var rule: Int
  /// Where it is another than the rule's.
  public var severity: Severity?
  public var confidence = Confidence.high
  public var message: String
  /// Index into the files that were looked at.
  public var file: Int
  /// In the file's bytes; nil where the finding is about the whole file.
  public var range: ByteRange?
  /// Other places in the same file that belong to it, with a few words each.
  public var related: [(range: ByteRange, note: String)] = []
  /// The resource it is about: `Deployment/web`.
  public var subject: String
  /// A value that must not be shown, in the file's bytes.
  public var secret: ByteRange?
  /// What the finding is about within its subject, for its identity.
  public var key: String
  /// How it goes away, in the file's bytes, where that takes no thought.
  public var fix: Fix?

  public init(
    rule: Int, message: String, file: Int = 0, range: ByteRange?, subject: String, key: String
  ) {
    self.rule = rule
    self.message = message
    self.file = file
    self.range = range
    self.subject = subject
    self.key = key
  }
}

/// A check that nobody can answer, since a value it needs is not known.
public struct InfraUndecided: Sendable {
  public var rule: Int
  public var file: Int
  public var range: ByteRange?
  public var subject: String
  /// The inputs that have no value: `var.acl`, `aws_s3_bucket.logs.arn`.
  public var reasons: [String]
}

/// A check that could not be evaluated on a subject.
public struct InfraTrouble: Sendable {
  public var rule: Int
  public var file: Int
  public var message: String
}
