/// Something wrong with somebody's input: what, where, and what would help.
///
/// Trouble of our own is an `Error`, never a diagnostic. A diagnostic carries the one line it speaks of,
/// so it can be shown long after the file is gone; a reader of scanned files never puts content there.
public struct Diagnostic: Sendable, Hashable {
  public enum Level: String, Sendable, Comparable {
    case note, warning, error

    public static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
  }

  /// The line a diagnostic points into; column and length count code points, from 1.
  public struct Frame: Sendable, Hashable {
    public var line: Int
    public var column: Int
    public var length: Int
    public var text: String

    public init(line: Int, column: Int, length: Int, text: String) {
      self.line = line
      self.column = column
      self.length = length
      self.text = text
    }
  }

  public var level: Level
  /// Stable and dotted: `config.severity`.
  public var code: String
  public var message: String
  public var file: String?
  public var frame: Frame?
  /// A few words under the caret.
  public var label: String?
  /// What would help, a sentence.
  public var help: String?

  public init(
    _ level: Level, _ code: String, _ message: String, file: String? = nil, frame: Frame? = nil,
    label: String? = nil, help: String? = nil
  ) {
    self.level = level
    self.code = code
    self.message = message
    self.file = file
    self.frame = frame
    self.label = label
    self.help = help
  }
}

/// The diagnostics of one worker. Values leave through `finish()`; nothing is shared, nothing locked.
public struct Diagnostics: ~Copyable {
  /// After so many the rest are only counted: hostile input must not fill memory with complaints.
  public static let limit = 1_000

  private var items: [Diagnostic] = []
  public private(set) var dropped = 0
  public private(set) var errorCount = 0

  public init() {}

  public mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.level == .error { errorCount += 1 }
    if items.count < Self.limit { items.append(diagnostic) } else { dropped += 1 }
  }

  public var hasErrors: Bool { errorCount > 0 }
  public var isEmpty: Bool { items.isEmpty }

  public consuming func finish() -> [Diagnostic] {
    if dropped > 0 {
      items.append(
        Diagnostic(.note, "diagnostics.limit", "\(dropped) more diagnostics are not shown"))
    }
    return items
  }
}

/// A text that diagnostics can point into.
public struct DiagnosedText: Sendable {
  public let file: String
  public let bytes: [UInt8]
  public let lines: LineIndex

  public init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    lines = LineIndex(bytes)
  }

  /// The frame around `range`: its first line, cut to 200 code points around the place.
  public func frame(_ range: ByteRange) -> Diagnostic.Frame {
    bytes.withUnsafeBufferPointer { buffer in
      let lower = min(range.lower, bytes.count)
      let place = lines.position(of: lower, in: buffer)
      let content = lines.content(ofLine: place.line, in: buffer)
      let upper = max(lower, min(range.upper, content.upper))
      let length = max(1, codePoints(buffer, from: lower, to: upper))
      let text = String(bytes: UnsafeBufferPointer(rebasing: buffer[content.lower..<content.upper]))
      guard text.unicodeScalars.count > 200 else {
        return .init(line: place.line, column: place.column, length: length, text: text)
      }
      let from = max(0, place.column - 1 - 60)
      let cut = text.unicodeScalars.dropFirst(from).prefix(180)
      let lead = from > 0 ? 1 : 0
      return .init(
        line: place.line, column: place.column, length: min(length, 120),
        text: (lead == 1 ? "…" : "") + String(String.UnicodeScalarView(cut)) + "…")
    }
  }

  public func diagnostic(
    _ level: Diagnostic.Level, _ code: String, _ message: String, at range: ByteRange,
    label: String? = nil, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      level, code, message, file: file, frame: frame(range), label: label, help: help)
  }
}
