import BigInt

/// Reads DER, the binary form of certificates and keys
/// ([X.690](https://www.itu.int/rec/T-REC-X.690)), one value after the other. Values keep their
/// place in the whole, so that what was signed can be taken out as it stands.
struct DER {
  private(set) var rest: ArraySlice<UInt8>

  struct Malformed: Error {}

  struct Element {
    let tag: UInt8
    /// Tag, length and content.
    let raw: ArraySlice<UInt8>
    let content: ArraySlice<UInt8>

    var reader: DER { DER(content) }
  }

  enum Tag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let null: UInt8 = 0x05
    static let objectIdentifier: UInt8 = 0x06
    static let enumerated: UInt8 = 0x0A
    static let utf8String: UInt8 = 0x0C
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    /// `[number]` around a whole value or in the place of its tag.
    static func context(_ number: UInt8, isConstructed: Bool = false) -> UInt8 {
      0x80 | number | (isConstructed ? 0x20 : 0)
    }
  }

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }
  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }
  var nextTag: UInt8? { rest.first }

  mutating func element() throws(Malformed) -> Element {
    let start = rest.startIndex
    guard rest.count >= 2, rest[start] & 0x1F != 0x1F else { throw Malformed() }
    var length = Int(rest[start + 1])
    var content = start + 2
    if length >= 0x80 {
      let count = length & 0x7F
      guard 1...4 ~= count, rest.endIndex - content > count else { throw Malformed() }
      length = rest[content..<(content + count)].reduce(0) { $0 << 8 | Int($1) }
      // The shortest form is the only one.
      guard length >= 0x80, rest[content] != 0 else { throw Malformed() }
      content += count
    }
    guard length <= rest.endIndex - content else { throw Malformed() }
    let end = content + length
    let element = Element(tag: rest[start], raw: rest[start..<end], content: rest[content..<end])
    rest = rest[end...]
    return element
  }

  mutating func element(_ tag: UInt8) throws(Malformed) -> Element {
    guard nextTag == tag else { throw Malformed() }
    return try element()
  }

  mutating func optional(_ tag: UInt8) throws(Malformed) -> Element? {
    nextTag == tag ? try element() : nil
  }

  mutating func sequence() throws(Malformed) -> DER { try element(Tag.sequence).reader }

  mutating func integer() throws(Malformed) -> BigInt {
    let content = try element(Tag.integer).content
    return try Self.integer(content)
  }

  /// Bytes of a number; longer ones take too long to write as text, and serve nobody.
  private static let integerLimit = 2_049

  static func integer(_ content: ArraySlice<UInt8>) throws(Malformed) -> BigInt {
    guard let first = content.first, content.count <= integerLimit else { throw Malformed() }
    if content.count > 1, let second = content.dropFirst().first {
      guard first != 0 || second >= 0x80, first != 0xFF || second < 0x80 else { throw Malformed() }
    }
    let magnitude = BigInt(BigUInt(bigEndian: content))
    return first < 0x80 ? magnitude : magnitude - BigInt(1) << (8 * content.count)
  }

  mutating func small() throws(Malformed) -> Int {
    guard let int = Int(exactly: try integer()) else { throw Malformed() }
    return int
  }

  mutating func boolean() throws(Malformed) -> Bool {
    let content = try element(Tag.boolean).content
    guard content.count == 1, content.first == 0 || content.first == 0xFF else {
      throw Malformed()
    }
    return content.first == 0xFF
  }

  /// A bit string of whole bytes.
  mutating func bits() throws(Malformed) -> ArraySlice<UInt8> {
    let content = try element(Tag.bitString).content
    guard content.first == 0 else { throw Malformed() }
    return content.dropFirst()
  }

  mutating func objectIdentifier() throws(Malformed) -> ObjectIdentifierDER {
    try ObjectIdentifierDER(element(Tag.objectIdentifier).content)
  }

  // MARK: writing

  static func write(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    if count < 0x80 { return [tag, UInt8(count)] + content }
    let length = BigUInt(count).bigEndian()
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }

  static func write(_ number: BigUInt) -> [UInt8] {
    let bytes = number.bigEndian(count: 1)
    return write(Tag.integer, (bytes[0] >= 0x80 ? [0] : []) + bytes)
  }
}

/// The number of a kind of thing, such as 2.5.4.3 of a common name.
struct ObjectIdentifierDER: Hashable {
  let arcs: [Int]

  /// Arcs that fit 31 bits, as Go holds them.
  init(_ content: ArraySlice<UInt8>) throws(DER.Malformed) {
    var arcs: [Int] = []
    var value = 0
    var isInside = false
    for byte in content {
      guard isInside || byte != 0x80, value < 1 << 24 else { throw DER.Malformed() }
      value = value << 7 | Int(byte & 0x7F)
      isInside = byte >= 0x80
      guard !isInside else { continue }
      if arcs.isEmpty {
        arcs = value < 80 ? [value / 40, value % 40] : [2, value - 80]
      } else {
        arcs.append(value)
      }
      value = 0
    }
    guard !isInside, !arcs.isEmpty else { throw DER.Malformed() }
    self.arcs = arcs
  }

  init(_ arcs: Int...) { self.arcs = arcs }

  var text: String { arcs.map(String.init).joined(separator: ".") }
}

extension BigUInt {
  init(bigEndian bytes: some Collection<UInt8>) {
    var words: [Word] = []
    var word: Word = 0
    var shift: Word = 0
    for byte in bytes.reversed() {
      word |= Word(byte) << shift
      shift += 8
      if shift == 64 {
        words.append(word)
        (word, shift) = (0, 0)
      }
    }
    words.append(word)
    self.init(words: words)
  }

  /// The bytes, most significant first, of at least the length asked for.
  func bigEndian(count: Int = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    for word in words {
      for shift in stride(from: Word(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    while bytes.count > count, bytes.last == 0 { bytes.removeLast() }
    while bytes.count < count { bytes.append(0) }
    return bytes.reversed()
  }
}
