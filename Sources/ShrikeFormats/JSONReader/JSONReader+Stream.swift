import ShrikeText

/// One element of a stream, as a document of its own.
public struct JSONElement: Sendable {
  /// Its number, from 0.
  public let index: Int
  /// Of its first byte in the stream; the document's ranges count from there.
  public let offset: Int
  /// Diagnostics made of it carry the stream's lines and columns, and no text.
  public let document: Document
}

extension JSONReader {
  /// Calls `body` with every element of an array while its file is read: memory holds one element
  /// and a window of 256 KB, however long the array. `body` ends the reading with false.
  ///
  /// - Parameters:
  ///   - path: keys from the top to the array, `*` for every element of an array on the way:
  ///     `["runs", "*", "results"]`; empty for an array at the top. What stands beside the path is
  ///     passed over with a look at brackets and quotes only.
  ///   - refill: writes the next bytes of a UTF-8 stream and tells how many; 0 is the end.
  /// - Returns: the number of elements, nil when there is no such array. `limits.bytes` bounds one
  ///   element; an element that is no JSON ends the reading.
  public func forEachElement(
    under path: [String] = [], _ context: FileContext, diagnostics: inout Diagnostics,
    from refill: (UnsafeMutableRawBufferPointer) throws -> Int,
    _ body: (JSONElement) throws -> Bool
  ) rethrows -> Int? {
    var stream = JSONStream(self, context)
    try stream.walk(path[...], refill, body, &diagnostics)
    return stream.found ? stream.count : nil
  }

  /// The same over bytes in memory, a mapped file for one, of which no copy is made.
  public func forEachElement(
    under path: [String] = [], in bytes: UnsafeBufferPointer<UInt8>, _ context: FileContext,
    diagnostics: inout Diagnostics, _ body: (JSONElement) throws -> Bool
  ) rethrows -> Int? {
    var at = 0
    return try forEachElement(
      under: path, context, diagnostics: &diagnostics,
      from: { buffer in
        let count = min(buffer.count, bytes.count - at)
        buffer.copyBytes(from: bytes[at..<at + count])
        at += count
        return count
      }, body)
  }

  /// Calls `body` with the value of every line (JSON Lines, NDJSON). A line that is no JSON is
  /// reported and the next one read; empty lines are passed over.
  public func forEachLine(
    _ context: FileContext, diagnostics: inout Diagnostics,
    from refill: (UnsafeMutableRawBufferPointer) throws -> Int,
    _ body: (JSONElement) throws -> Bool
  ) rethrows {
    var stream = JSONStream(self, context)
    try stream.readLines(refill, body, &diagnostics)
  }
}

/// A window over a stream, and where it stands.
private struct JSONStream {
  typealias Refill = (UnsafeMutableRawBufferPointer) throws -> Int
  typealias Body = (JSONElement) throws -> Bool

  static let window = 256 << 10

  private let reader: JSONReader
  private let context: FileContext
  private var buffer = [UInt8](repeating: 0, count: window)
  private var filled = 0
  private var at = 0
  /// Offset of the window's first byte in the stream.
  private var base = 0
  /// Bytes from here on stay in the window.
  private var kept: Int?
  private var ended = false
  /// The position of `located`, which follows `at` in jumps.
  private var position = SourcePosition(line: 1, column: 1)
  private var located = 0
  private(set) var count = 0
  private(set) var found = false

  init(_ reader: JSONReader, _ context: FileContext) {
    self.reader = reader
    self.context = context
  }

  // MARK: the way to the array

  /// False: reading is over. Diagnostics say why, unless `body` wanted no more.
  @discardableResult
  mutating func walk(
    _ path: ArraySlice<String>, _ refill: Refill, _ body: Body, _ diagnostics: inout Diagnostics
  ) rethrows -> Bool {
    guard try descend(path, refill, body, &diagnostics) else { return false }
    guard try next(refill) == nil else {
      return report("expected nothing after the value", &diagnostics)
    }
    return true
  }

  private mutating func descend(
    _ path: ArraySlice<String>, _ refill: Refill, _ body: Body, _ diagnostics: inout Diagnostics
  ) rethrows -> Bool {
    let first = try next(refill)
    let wantsArray = path.first == nil || path.first == "*"
    guard first == (wantsArray ? UInt8(ascii: "[") : UInt8(ascii: "{")) else {
      return try skipValue(refill, &diagnostics)
    }
    if path.isEmpty { found = true }
    at += 1
    let closing: UInt8 = wantsArray ? 0x5D : 0x7D
    if try next(refill) == closing {
      at += 1
      return true
    }
    while true {
      var isOnPath = true
      if !wantsArray {
        guard let key = try readKey(refill, &diagnostics) else { return false }
        isOnPath = key == path.first
      }
      if !isOnPath {
        guard try skipValue(refill, &diagnostics) else { return false }
      } else if path.isEmpty {
        guard try readElement(refill, body, &diagnostics) else { return false }
      } else {
        guard try descend(path.dropFirst(), refill, body, &diagnostics) else { return false }
      }
      let byte = try next(refill)
      guard byte == UInt8(ascii: ",") || byte == closing else {
        return report(
          "expected ',' or '\(wantsArray ? "]" : "}")' after a value", &diagnostics)
      }
      at += 1
      if byte == closing { return true }
      if reader.allowsTrailingCommas, try next(refill) == closing {
        at += 1
        return true
      }
    }
  }

  private mutating func readKey(
    _ refill: Refill, _ diagnostics: inout Diagnostics
  ) rethrows -> String? {
    guard try next(refill) == UInt8(ascii: "\"") else {
      _ = report("expected a key in double quotes", &diagnostics)
      return nil
    }
    locate()
    kept = at
    guard try skipValue(refill, &diagnostics) else { return nil }
    let key = document(&diagnostics)?.root.string
    kept = nil
    guard try next(refill) == UInt8(ascii: ":") else {
      _ = report("expected ':' after a key", &diagnostics)
      return nil
    }
    at += 1
    return key
  }

  private mutating func readElement(
    _ refill: Refill, _ body: Body, _ diagnostics: inout Diagnostics
  ) rethrows -> Bool {
    _ = try next(refill)
    locate()
    kept = at
    guard try skipValue(refill, &diagnostics) else { return false }
    return try deliver(body, &diagnostics) ?? false
  }

  mutating func readLines(
    _ refill: Refill, _ body: Body, _ diagnostics: inout Diagnostics
  ) rethrows {
    while try next(refill) != nil {
      locate()
      kept = at
      repeat { pass { $0 != 0x0A } } while try at >= filled && !isTooLarge && fill(refill)
      if isTooLarge {
        _ = report("the line is longer than \(reader.limits.bytes) bytes", &diagnostics)
        kept = nil
        while let byte = try peek(refill), byte != 0x0A { at += 1 }
        continue
      }
      if try deliver(body, &diagnostics) == false { return }
    }
  }

  /// What `body` says; nil, after diagnostics, when the kept bytes are no JSON.
  private mutating func deliver(
    _ body: Body, _ diagnostics: inout Diagnostics
  ) rethrows -> Bool? {
    let offset = base + (kept ?? at)
    let document = document(&diagnostics)
    kept = nil
    guard let document else { return nil }
    let index = count
    count += 1
    return try body(JSONElement(index: index, offset: offset, document: document))
  }

  /// The kept bytes, read; `position` is where they begin.
  private func document(_ diagnostics: inout Diagnostics) -> Document? {
    let bytes = Array(buffer[(kept ?? at)..<at])
    var source = SourceText(bytes, FileContext(context.file, quotes: false))
    source.origin = position
    if let bad = bytes.withUnsafeBufferPointer({ firstInvalidUTF8($0) }) {
      source.report(
        Problem("json.encoding", "the text is not valid UTF-8", at: ByteRange(bad, bad + 1)),
        to: &diagnostics)
      return nil
    }
    return reader.read(source, from: 0, diagnostics: &diagnostics)
  }

  // MARK: bytes

  private var isTooLarge: Bool { kept.map { at - $0 > reader.limits.bytes } ?? false }

  /// Passes over one value by its brackets and quotes.
  private mutating func skipValue(
    _ refill: Refill, _ diagnostics: inout Diagnostics
  ) rethrows -> Bool {
    var depth = 0
    repeat {
      guard let byte = try next(refill) else {
        return report("the text ends within a value", &diagnostics)
      }
      guard !isTooLarge else {
        return report("the value is larger than \(reader.limits.bytes) bytes", &diagnostics)
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        guard depth >= 0 else { return report("expected a value", &diagnostics) }
        at += 1
      case UInt8(ascii: "\""):
        guard try skipString(refill, &diagnostics) else { return false }
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard depth > 0 else { return report("expected a value", &diagnostics) }
        at += 1
      default:
        // Whatever it is, the element's reader judges it.
        at += 1
        repeat { pass { !Self.endsWord($0) } } while try at >= filled && fill(refill)
      }
    } while depth > 0
    return true
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    default: false
    }
  }

  private mutating func skipString(
    _ refill: Refill, _ diagnostics: inout Diagnostics
  ) rethrows -> Bool {
    at += 1
    while true {
      pass { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      guard let byte = try peek(refill) else { break }
      if byte == UInt8(ascii: "\"") {
        at += 1
        return true
      }
      if byte == UInt8(ascii: "\\") {
        at += 1
        if try peek(refill) != nil { at += 1 }
      }
      if isTooLarge {
        return report("the value is larger than \(reader.limits.bytes) bytes", &diagnostics)
      }
    }
    return report("the string is not closed", &diagnostics)
  }

  /// The first byte that is no space, byte order mark or allowed comment; `at` stands there.
  private mutating func next(_ refill: Refill) rethrows -> UInt8? {
    while let byte = try peek(refill) {
      switch byte {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      case 0xEF where base + at == 0: at += 3
      case UInt8(ascii: "/") where reader.allowsComments:
        at += 1
        let isLong = try peek(refill) == UInt8(ascii: "*")
        var before: UInt8 = 0
        at += 1
        while let byte = try peek(refill) {
          if !isLong, byte == 0x0A { break }
          at += 1
          if isLong, before == UInt8(ascii: "*"), byte == UInt8(ascii: "/") { break }
          before = byte
        }
      default: return byte
      }
    }
    return nil
  }

  /// Goes on within the window while bytes are what the caller passes over.
  @inline(__always)
  private mutating func pass(_ isPassed: (UInt8) -> Bool) {
    let end = filled
    var index = at
    buffer.withUnsafeBufferPointer {
      while index < end, isPassed($0[index]) { index += 1 }
    }
    at = index
  }

  @inline(__always)
  private mutating func peek(_ refill: Refill) rethrows -> UInt8? {
    if at >= filled, try !fill(refill) { return nil }
    return buffer[at]
  }

  private mutating func fill(_ refill: Refill) rethrows -> Bool {
    while at >= filled {
      guard !ended else {
        at = filled
        return false
      }
      let start = kept ?? min(at, filled)
      if start > 0 {
        locate()
        buffer.replaceSubrange(0..<filled - start, with: Array(buffer[start..<filled]))
        base += start
        located -= start
        at -= start
        filled -= start
        if kept != nil { kept = 0 }
      }
      if filled + Self.window / 2 > buffer.count {
        buffer.append(contentsOf: repeatElement(0, count: buffer.count))
      }
      let room = filled
      let count = try buffer.withUnsafeMutableBytes {
        try refill(UnsafeMutableRawBufferPointer(rebasing: $0[room...]))
      }
      filled = min(buffer.count, filled + max(0, count))
      ended = count <= 0
    }
    return true
  }

  /// Brings `position` up to `at`, or to the kept bytes' beginning, where it must stay.
  private mutating func locate() {
    let target = min(kept ?? at, filled)
    guard located < target else { return }
    buffer.withUnsafeBufferPointer { bytes in
      let passed = UnsafeBufferPointer(rebasing: bytes[located..<target])
      let lines = LineIndex(passed).newlines
      if let last = lines.last {
        position.line += lines.count
        position.column = 1 + codePoints(passed, from: last + 1, to: passed.count)
      } else {
        position.column += codePoints(passed, from: 0, to: passed.count)
      }
    }
    located = target
  }

  private mutating func report(_ message: String, _ diagnostics: inout Diagnostics) -> Bool {
    kept = nil
    locate()
    diagnostics.report(
      Diagnostic(
        .error, "json.syntax", message, file: context.file,
        frame: .init(line: position.line, column: position.column, length: 1, text: "")))
    return false
  }
}
