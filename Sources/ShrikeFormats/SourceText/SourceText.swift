import ShrikeText

/// Bounds every reader here keeps; a file beyond them gets one diagnostic and is not read on.
public struct FormatLimits: Sendable {
  /// Size of a file in bytes. The tree keeps places in 32 bits.
  public var bytes = 1 << 30
  /// Levels of nesting. Consumers recurse, so what is read must fit a thread's stack.
  public var depth = 1_000
  /// Nodes that aliases and merge keys of one YAML file may stand for in all.
  public var aliasedNodes = 1_000_000

  public init() {}
  public static let standard = FormatLimits()
}

/// What a reader was told about a file: its name, and whether diagnostics may quote it.
public struct FileContext: Sendable {
  public var file: String
  /// False for scanned files, whose lines may hold secrets: diagnostics then carry places and fixed
  /// words, never the line, a key or a value.
  public var quotes: Bool

  public init(_ file: String, quotes: Bool = true) {
    self.file = file
    self.quotes = quotes
  }
}

/// A decoded text that diagnostics can point into, honouring `FileContext.quotes`.
struct SourceText: Sendable {
  let text: DiagnosedText
  let quotes: Bool
  /// Where the text begins in its file: 1:1, except for an element that was cut out of a stream.
  var origin = SourcePosition(line: 1, column: 1)

  init(_ bytes: [UInt8], _ context: FileContext) {
    text = DiagnosedText(file: context.file, bytes: bytes)
    quotes = context.quotes
  }

  func diagnostic(
    _ level: Diagnostic.Level, _ code: String, _ message: String, at range: ByteRange,
    label: String? = nil, help: String? = nil
  ) -> Diagnostic {
    var result = text.diagnostic(level, code, message, at: range, label: label, help: help)
    guard let frame = result.frame, !quotes || origin > SourcePosition(line: 1, column: 1) else {
      return result
    }
    let column = frame.line == 1 ? frame.column + origin.column - 1 : frame.column
    result.frame = .init(
      line: frame.line + origin.line - 1, column: column, length: frame.length, text: "")
    return result
  }

  func line(of offset: Int) -> Int { text.lines.line(of: offset) + origin.line - 1 }

  /// `'name'` where the file may be quoted, else `fallback`.
  func quoted(_ name: String, else fallback: String) -> String { quotes ? "'\(name)'" : fallback }
}

/// A file's bytes as UTF-8, or why they are none.
struct DecodedText {
  var bytes: [UInt8]
  /// 3 after a UTF-8 byte order mark.
  var start = 0
  /// What is wrong and where, in `bytes`.
  var failure: (message: String, offset: Int)?

  /// UTF-8 stays as it is, byte order mark and all; UTF-16 with a mark, or that begins with an
  /// ASCII character, is turned into UTF-8. Places are places in the result.
  init(_ input: [UInt8]) {
    bytes = input
    let head = (
      input.count > 0 ? input[0] : 1, input.count > 1 ? input[1] : 1,
      input.count > 2 ? input[2] : 1, input.count > 3 ? input[3] : 1
    )
    switch head {
    case (0xFF, 0xFE, 0, 0), (0, 0, 0xFE, 0xFF):
      failure = ("the text is UTF-32; save it as UTF-8", 0)
    case (0xFF, 0xFE, _, _): transcode(from: 2, bigEndian: false)
    case (0xFE, 0xFF, _, _): transcode(from: 2, bigEndian: true)
    case (0, 1...127, _, _): transcode(from: 0, bigEndian: true)
    case (1...127, 0, _, _): transcode(from: 0, bigEndian: false)
    default:
      if head.0 == 0xEF, head.1 == 0xBB, head.2 == 0xBF { start = 3 }
      if let bad = input.withUnsafeBufferPointer({ firstInvalidUTF8($0) }) {
        failure = ("the text is not valid UTF-8", bad)
      }
    }
  }

  private mutating func transcode(from start: Int, bigEndian: Bool) {
    let input = bytes
    var out: [UInt8] = []
    out.reserveCapacity(input.count / 2 + input.count / 8)
    let high = bigEndian ? 0 : 1
    var index = start
    while index + 1 < input.count {
      let unit = UInt32(input[index + high]) << 8 | UInt32(input[index + 1 - high])
      index += 2
      var scalar = unit
      if unit & 0xF800 == 0xD800 {
        let next =
          index + 1 < input.count
          ? UInt32(input[index + high]) << 8 | UInt32(input[index + 1 - high]) : 0
        guard unit < 0xDC00, next & 0xFC00 == 0xDC00 else {
          failure = failure ?? ("the text is not valid UTF-16", out.count)
          appendUTF8(0xFFFD, to: &out)
          continue
        }
        scalar = 0x10000 + (unit & 0x3FF) << 10 + next & 0x3FF
        index += 2
      }
      appendUTF8(scalar, to: &out)
    }
    if index < input.count {
      failure = failure ?? ("the UTF-16 text ends within a unit", out.count)
    }
    bytes = out
  }
}

@inline(__always)
func appendUTF8(_ scalar: UInt32, to out: inout [UInt8]) {
  switch scalar {
  case ..<0x80: out.append(UInt8(scalar))
  case ..<0x800:
    out.append(UInt8(0xC0 | scalar >> 6))
    out.append(UInt8(0x80 | scalar & 0x3F))
  case ..<0x10000:
    out.append(UInt8(0xE0 | scalar >> 12))
    out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    out.append(UInt8(0x80 | scalar & 0x3F))
  default:
    out.append(UInt8(0xF0 | scalar >> 18 & 7))
    out.append(UInt8(0x80 | scalar >> 12 & 0x3F))
    out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    out.append(UInt8(0x80 | scalar & 0x3F))
  }
}

/// Offset of the first byte that is no well-formed UTF-8 (Unicode 15, table 3-7).
func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  let raw = UnsafeRawBufferPointer(bytes)
  let count = bytes.count
  var index = 0
  while index < count {
    while index + 8 <= count,
      raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    { index += 8 }
    guard index < count else { return nil }
    let first = bytes[index]
    if first < 0x80 {
      index += 1
      continue
    }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return index
    }
    guard index + length <= count, second.contains(bytes[index + 1]) else { return index }
    for trailing in 2..<max(2, length) where bytes[index + trailing] & 0xC0 != 0x80 {
      return index
    }
    index += length
  }
  return nil
}
