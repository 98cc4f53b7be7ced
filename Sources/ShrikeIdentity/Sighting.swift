/// One finding as one scan saw it, reduced to what tells whether another scan saw the same one.
///
/// It is what a ledger keeps of a scan: no source text stands in it, so that the former scan's files
/// need not be there any more.
public struct Sighting: Sendable, Hashable {
  /// The rule's id. Findings of different rules are different findings.
  public var rule: String
  /// An id that the tool itself keeps from scan to scan; only where it may be trusted to.
  public var stableID: String?
  /// What the finding is by its kind, the most telling first; any key in common is enough. A key holds
  /// all it needs (the rule too, where it matters). See `SightingKeys`.
  public var keys: [String]
  /// Whether the keys tell everything: another key is another finding, whatever the code says.
  public var isKeyed: Bool
  /// What tells sightings of one key apart where it can: a version, a host.
  public var detail: String?
  /// As the tool wrote it; compared without `./`, `..`, backslashes and `file://`.
  public var path: String
  /// From 1; 0 where it is about the whole file or nothing is known.
  public var line: Int
  /// In code points from 1; 0 where unknown.
  public var column: Int
  /// Compared only where no code is known.
  public var message: String
  /// GitHub's `primaryLocationLineHash`, where a report brought one.
  public var lineHash: String?
  /// The code it stands in, where that could be read.
  public var code: CodeMarks?

  public init(
    rule: String, path: String, line: Int = 0, column: Int = 0, message: String = "",
    code: CodeMarks? = nil, stableID: String? = nil, keys: [String] = [], isKeyed: Bool = false,
    detail: String? = nil, lineHash: String? = nil
  ) {
    self.rule = rule
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.code = code
    self.stableID = stableID
    self.keys = keys
    self.isKeyed = isKeyed
    self.detail = detail
    self.lineHash = lineHash
  }
}

/// The code around one finding as hashes of normalised text, small enough to keep for each sighting.
///
/// Blanks, line ends, the style of quotes, trailing commas and comments leave no trace in them. They
/// tell equal from different and hide nothing: of a secret's line only `withoutText` may be kept.
public struct CodeMarks: Sendable, Hashable {
  /// The finding's line.
  public var line: UInt64
  /// The line from the finding's column on.
  public var tail: UInt64
  /// The statement that the line belongs to, over all of its lines; `line` where that is not clear.
  public var statement: UInt64
  /// What is called or assigned, without what is given to it; 0 where the line has neither.
  public var shape: UInt64
  /// Which words follow the shape, as eight bytes of which similar lines have some in common.
  public var sketch: UInt64
  /// Names of what encloses the line, from the outside in; 0 at the top of the file.
  public var scope: UInt64
  /// The lines before, without blank and comment lines: 2, 6 and 20 of them.
  public var before: Context
  /// The lines after.
  public var after: Context
  /// Whether the line is long enough to be told from others by its text alone.
  public var isLong: Bool

  /// Hashes of the nearest 2, 6 and 20 lines of one side; 0 where nothing is known.
  public struct Context: Sendable, Hashable {
    public var near: UInt64
    public var middle: UInt64
    public var wide: UInt64

    public init(near: UInt64 = 0, middle: UInt64 = 0, wide: UInt64 = 0) {
      self.near = near
      self.middle = middle
      self.wide = wide
    }

    static let lineCounts = (near: 2, middle: 6, wide: 20)
  }

  public init(
    line: UInt64, tail: UInt64, statement: UInt64, shape: UInt64, sketch: UInt64, scope: UInt64,
    before: Context, after: Context, isLong: Bool
  ) {
    self.line = line
    self.tail = tail
    self.statement = statement
    self.shape = shape
    self.sketch = sketch
    self.scope = scope
    self.before = before
    self.after = after
    self.isLong = isLong
  }

  /// Whether the words of two lines are mostly the same.
  func isLike(_ other: CodeMarks) -> Bool {
    var equal = sketch ^ other.sketch
    var count = 0
    for _ in 0..<8 {
      if equal & 0xFF == 0 { count += 1 }
      equal >>= 8
    }
    return count >= Self.likeness
  }

  /// Of eight bytes; half of them are expected to be equal where half of the words are.
  static let likeness = 4

  /// The marks of a line that holds a secret: nothing from which its text could be guessed.
  public var withoutText: CodeMarks {
    CodeMarks(
      line: 0, tail: 0, statement: 0, shape: 0, sketch: 0, scope: scope, before: before,
      after: after,
      isLong: false)
  }
}

/// A path as findings are compared by.
struct ComparedPath {
  let text: String
  let hash: Int
  let basenameHash: Int

  init(_ path: String) {
    text = Self.normal(path)
    hash = text.hashValue
    basenameHash = Self.basename(text).hashValue
  }

  /// `./p/../p\a.py` is `p/a.py`, `file:///src/a.py` is `src/a.py`.
  static func normal(_ path: String) -> String {
    var text = path
    if text.hasPrefix("file://") { text.removeFirst("file://".count) }
    if text.utf8.contains(0x5C) { text = text.replacing("\\", with: "/") }
    let needsWork =
      text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../") || text.contains("//")
      || text.contains("/./") || text.contains("/../") || text.hasSuffix("/..")
      || text.hasSuffix("/.")
    guard needsWork else { return text }
    var parts: [Substring] = []
    for part in text.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  static func basename(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }
}
