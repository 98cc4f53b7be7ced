public import ShrikeText

/// The one shape for what any engine, imported tool or production detection says.
///
/// Nothing in a finding may hold a secret: evidence is redacted before it is put here.
public struct Finding: Sendable, Hashable {
  /// `<pack>/<id>` of the rule; its `RuleInfo` stands once in the report.
  public var rule: String
  public var severity: Severity
  /// The severity in the words of the tool or rule it came from, where that differs.
  public var statedSeverity: String?
  public var confidence: Confidence
  /// One sentence: what was found.
  public var message: String
  /// What it is about, where a place in a file does not tell it all.
  public var subject: Subject = .code
  /// What the finding *is*; never where it stands.
  public var identity: Identity
  /// All places, the primary one first; never empty.
  public var places: [Place]
  public var related: [Place]
  /// The match with its secret struck out, as short as still tells something.
  public var evidence: String?
  public var taxonomies: [Taxonomy]
  /// What to do now, where it is more than the rule's own remedy.
  public var remedy: String?
  /// Engine-specific facts, sorted by name in every output (`entropy`, `decoded`, …).
  public var properties: [String: Property]
  /// Everything that silences it. Empty: it is open.
  public var waivers: [Waiver]
  /// Whether a baseline knows it; nil without one.
  public var status: Status?
  /// The assets it stands in, each once; a place that nothing is known of counts as one without facts. Empty
  /// where nothing is known of any.
  public var assets: [Asset] = []
  /// How it goes away, in the file of its first place, where that takes no thought.
  public var fix: Fix?

  public init(
    rule: String, severity: Severity, statedSeverity: String? = nil,
    confidence: Confidence = .medium, message: String, identity: Identity, places: [Place],
    related: [Place] = [], evidence: String? = nil, taxonomies: [Taxonomy] = [],
    remedy: String? = nil, properties: [String: Property] = [:], waivers: [Waiver] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.statedSeverity = statedSeverity
    self.confidence = confidence
    self.message = message
    self.identity = identity
    self.places = places
    self.related = related
    self.evidence = evidence
    self.taxonomies = taxonomies
    self.remedy = remedy
    self.properties = properties
    self.waivers = waivers
  }

  public var isSuppressed: Bool { !waivers.isEmpty }

  /// What a finding is about: findings of different scans are the same one by different facts.
  public enum Subject: Sendable, Hashable {
    /// Lines of a file.
    case code
    /// A secret, wherever it stands.
    case secret
    /// A package that a manifest or an installation brings in.
    case package(Package)
    /// A package inside an image.
    case image(String, Package?)
    /// A resource that a file declares: `aws_s3_bucket.logs`, `Deployment/web`.
    case resource(String)
    /// Something that answers requests; the route without its values, where it is known.
    case endpoint(url: String, method: String?, parameter: String?)
    /// A host, a port as `443/tcp`.
    case host(String, port: String?)
    /// A resource as a cloud names it: an ARN, an Azure or GCP path.
    case cloud(String)
  }

  /// A package: its purl where one is known, else its name and version.
  public struct Package: Sendable, Hashable {
    public var name: String
    public var version: String?
    public var purl: String?

    public init(name: String, version: String? = nil, purl: String? = nil) {
      self.name = name
      self.version = version
      self.purl = purl
    }
  }

  public enum Status: String, Sendable, Hashable, CaseIterable {
    case new, known
  }
}

/// What a finding is, as a short text that survives renames, re-indentation and unrelated edits.
public struct Identity: Sendable, Hashable, Comparable {
  /// 16 hexadecimal digits.
  public var value: String
  /// How it was made: `secret/1` keyed hash of the value, `secret-context/1` rule, path and context.
  public var scheme: String

  public init(value: String, scheme: String) {
    self.value = value
    self.scheme = scheme
  }

  public static func < (a: Identity, b: Identity) -> Bool { a.value < b.value }
}

/// A property's value.
public enum Property: Sendable, Hashable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([String])
}

/// Where a finding stands: a file (or a file inside archives, `outer.zip!inner/file`), and maybe a commit.
public struct Place: Sendable, Hashable {
  public var path: String
  /// In the bytes of the file; nil when the finding is about the whole file.
  public var range: ByteRange?
  public var start: SourcePosition?
  /// Exclusive: the position after the last character.
  public var end: SourcePosition?
  /// Columns of `start` and `end` counted in bytes from 1, for formats of other tools; nil where unknown.
  public var byteColumns: ByteRange?
  /// The line of `start`, secret struck out, without indentation beyond what fits.
  public var snippet: Snippet?
  /// GitHub's `primaryLocationLineHash` of the place.
  public var lineHash: String?
  /// What tells the code around it from other code (`CodeMarks.text`); nil where the file was not at hand.
  public var marks: String?
  /// A few words: what stands here.
  public var note: String?
  public var commit: CommitInfo?
  /// The path of a symbolic link through which the file was reached.
  public var symlink: String?

  public init(
    path: String, range: ByteRange? = nil, start: SourcePosition? = nil,
    end: SourcePosition? = nil, snippet: Snippet? = nil, lineHash: String? = nil,
    note: String? = nil, commit: CommitInfo? = nil, symlink: String? = nil,
    byteColumns: ByteRange? = nil
  ) {
    self.path = path
    self.range = range
    self.start = start
    self.end = end
    self.snippet = snippet
    self.lineHash = lineHash
    self.note = note
    self.commit = commit
    self.symlink = symlink
    self.byteColumns = byteColumns
  }
}

/// One line of source for a code frame; column and length count code points, from 1.
public struct Snippet: Sendable, Hashable {
  public var text: String
  public var column: Int
  public var length: Int

  public init(text: String, column: Int, length: Int) {
    self.text = text
    self.column = column
    self.length = length
  }
}

/// The commit that brought something in.
public struct CommitInfo: Sendable, Hashable {
  public var id: String
  public var author: String
  public var email: String
  /// RFC 3339, UTC.
  public var date: String
  public var message: String

  public init(id: String, author: String, email: String, date: String, message: String) {
    self.id = id
    self.author = author
    self.email = email
    self.date = date
    self.message = message
  }
}
