/// A page while it is written: bytes in one buffer, tags closed by scope, text escaped by where it stands.
///
/// Names of tags, classes and attributes are `StaticString`: only who writes this program chooses them. Text
/// from outside enters through `text`, an `Attribute` or a `Link`, and through nothing else.
public struct HTML: Sendable {
  public private(set) var bytes: [UInt8] = []

  /// `capacity`: about as many bytes as the page will have.
  public init(capacity: Int = 32_768) { bytes.reserveCapacity(capacity) }

  public var string: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: elements

  /// An element with content.
  public mutating func element(
    _ tag: StaticString, _ attributes: Attribute..., content: (inout HTML) -> Void
  ) {
    open(tag, attributes)
    content(&self)
    close(tag)
  }

  /// An element that holds one text.
  public mutating func element(_ tag: StaticString, _ attributes: Attribute..., text: String) {
    open(tag, attributes)
    self.text(text)
    close(tag)
  }

  /// An element that holds one number.
  public mutating func element(_ tag: StaticString, _ attributes: Attribute..., number: Int) {
    open(tag, attributes)
    self.number(number)
    close(tag)
  }

  /// An element without content and end: `input`, `meta`, `br`.
  public mutating func void(_ tag: StaticString, _ attributes: Attribute...) {
    open(tag, attributes)
  }

  private mutating func open(_ tag: StaticString, _ attributes: [Attribute]) {
    bytes.append(UInt8(ascii: "<"))
    literal(tag)
    for attribute in attributes { attribute.write(into: &self) }
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func close(_ tag: StaticString) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "/"))
    literal(tag)
    bytes.append(UInt8(ascii: ">"))
  }

  // MARK: text

  /// Between tags. Control characters and marks that reorder text become visible signs.
  public mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { Escape.text($0, into: &bytes) }
  }

  public mutating func text(_ text: Substring) {
    var text = text
    text.withUTF8 { Escape.text($0, into: &bytes) }
  }

  /// Between tags, with a space between the digits of large numbers: `12 345`.
  public mutating func number(_ number: Int) {
    if number > -10_000, number < 10_000 {
      digits(number)
    } else {
      text(Words.grouped(number))
    }
  }

  /// What the program itself says; it is written as it is, so it may hold markup.
  public mutating func literal(_ text: StaticString) {
    if text.hasPointerRepresentation {
      bytes.append(
        contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    } else {
      text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
  }

  /// A line's end, for people who read the source.
  public mutating func newline() { bytes.append(0x0A) }

  /// Digits without grouping.
  mutating func digits(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Between double quotes.
  mutating func quoted(_ text: String) {
    var text = text
    text.withUTF8 { Escape.attribute($0, into: &bytes) }
  }
}

/// Foreign text inside a page.
enum Escape {
  /// Bytes that need a look: markup, controls, and the first bytes of sequences that may hide something.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), 0x7F, 0xC2, 0xE2:
      false
    default: byte >= 0x20
    }
  }

  static func text(_ source: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    write(source, into: &out, shows: true)
  }

  /// Exact: what comes back from a form is what was put into it.
  static func attribute(_ source: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    write(source, into: &out, shows: false)
  }

  private static func write(
    _ source: UnsafeBufferPointer<UInt8>, into out: inout [UInt8], shows: Bool
  ) {
    var start = 0
    var at = 0
    let count = source.count
    while at < count {
      let byte = source[at]
      if isPlain(byte) {
        at += 1
        continue
      }
      guard let (sign, length) = sign(source, at, shows) else {
        at += 1
        continue
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<at]))
      out.append(contentsOf: sign.utf8)
      at += length
      start = at
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<count]))
  }

  /// What stands for the bytes at `at`, and how many they are; nil: themselves.
  private static func sign(
    _ source: UnsafeBufferPointer<UInt8>, _ at: Int, _ shows: Bool
  ) -> (String, Int)? {
    let next = at + 1 < source.count ? source[at + 1] : 0
    switch source[at] {
    case UInt8(ascii: "<"): return ("&lt;", 1)
    case UInt8(ascii: ">"): return ("&gt;", 1)
    case UInt8(ascii: "&"): return ("&amp;", 1)
    case UInt8(ascii: "\""): return ("&quot;", 1)
    case UInt8(ascii: "'"): return ("&#39;", 1)
    case 0x09, 0x0A: return nil
    case 0x0D: return shows ? ("\u{240D}", 1) : ("&#13;", 1)
    case 0x00..<0x20:
      guard let scalar = Unicode.Scalar(0x2400 + UInt32(source[at])), shows else {
        return ("\u{FFFD}", 1)
      }
      return (String(Character(scalar)), 1)
    case 0x7F: return shows ? ("\u{2421}", 1) : nil
    // C1 controls.
    case 0xC2: return shows && next >= 0x80 && next < 0xA0 ? ("\u{FFFD}", 2) : nil
    // Marks that reorder text: U+202A to U+202E, U+2066 to U+2069 (CVE-2021-42574).
    case 0xE2 where shows && at + 2 < source.count:
      let last = source[at + 2]
      let isHarmful =
        next == 0x80 && (0xAA...0xAE).contains(last) || next == 0x81 && (0xA6...0xA9).contains(last)
      return isHarmful ? ("\u{FFFD}", 3) : nil
    default: return nil
    }
  }
}
