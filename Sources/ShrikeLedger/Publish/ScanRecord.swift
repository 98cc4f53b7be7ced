import Crypto
public import ShrikeModel
import ShrikeText

/// One scan as it is published: what was looked at, by what, and what was found.
public struct ScanRecord: Sendable {
  /// A part of a tool that looks by itself: an engine. A finding belongs to the part of its rule.
  public struct Part: Sendable, Hashable {
    /// Empty for tools of one piece.
    public var name: String
    /// It read all that it had to look at, so that what it did not find is not there.
    public var isComplete: Bool
    /// Why it is not complete, for a person.
    public var reason: String?
    /// How much it looked at, where that is known; files that it passed over.
    public var files: Int?
    public var rules: Int?
    public var skipped: Int?

    public init(
      _ name: String, isComplete: Bool, reason: String? = nil, files: Int? = nil,
      rules: Int? = nil, skipped: Int? = nil
    ) {
      self.name = name
      self.isComplete = isComplete
      self.reason = reason
      self.files = files
      self.rules = rules
      self.skipped = skipped
    }
  }

  /// Name of the repository, image or host; it is added where it is new.
  public var asset: String
  public var assetKind: String
  /// Branch or tag; empty where there is none.
  public var ref: String
  public var commit: String?
  public var tool: String
  public var toolVersion: String
  /// Digest of the rules.
  public var ruleset: String
  /// Digest of the report: the same report a second time changes nothing.
  public var input: String
  /// Folder the scan was limited to.
  public var scope: String
  /// Parts that ran. A part that is not here says nothing about its findings.
  public var parts: [Part]
  /// Parts that did not, each with the reason: shown, and nothing follows from them.
  public var absent: [Part] = []
  /// When the scan was made.
  public var time: Timestamp
  public var findings: [Finding]
  public var rules: [RuleInfo]

  public init(
    asset: String, assetKind: String = "repository", ref: String = "", commit: String? = nil,
    tool: String, toolVersion: String = "", ruleset: String = "", input: String,
    scope: String = "", parts: [Part] = [Part("", isComplete: true)], time: Timestamp,
    findings: [Finding], rules: [RuleInfo] = []
  ) {
    self.asset = asset
    self.assetKind = assetKind
    self.ref = ref
    self.commit = commit
    self.tool = tool
    self.toolVersion = toolVersion
    self.ruleset = ruleset
    self.input = input
    self.scope = scope
    self.parts = parts
    self.time = time
    self.findings = findings
    self.rules = rules
  }

  public var isComplete: Bool { parts.allSatisfy(\.isComplete) }
}

/// What publishing a scan did.
public struct PublishOutcome: Sendable, Hashable {
  /// The scan's id; of the earlier one where it was known.
  public var scan: String
  /// The same report had been published: nothing was changed.
  public var isRepeat: Bool
  public var opened = 0
  public var reopened = 0
  public var closed = 0
  /// Known, with another place, severity or text than before.
  public var changed = 0
  /// Known, and met in this lane for the first time or again while another lane had it.
  public var seen = 0
  /// Gone from this lane while another lane has it.
  public var left = 0
  /// Not met by an incomplete scan.
  public var missed = 0
  public var unchanged = 0
  /// Events that were added.
  public var events = 0
  /// For every finding of the record the id of the one it is.
  public var findings: [String] = []
  /// Indices of those that opened.
  var fresh: [Int] = []

  public init(scan: String, isRepeat: Bool) {
    self.scan = scan
    self.isRepeat = isRepeat
  }
}

extension ScanRecord {
  /// The digest of a report's bytes, for `input`: SHA-256, hexadecimal.
  public static func digest(_ bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }
}
