import ShrikeText

/// The name of a git object: 20 bytes in a SHA-1 repository, 32 in a SHA-256 one.
///
/// A SHA-1 id fills the first 20 bytes, the rest is zero; a SHA-256 id with twelve zero bytes at
/// its end would be taken for one, which happens once in 2^96 objects.
public struct ObjectID: Sendable, Hashable, Comparable, CustomStringConvertible {
  // Big-endian words, so that comparing words compares bytes.
  var a: UInt64
  var b: UInt64
  var c: UInt64
  var d: UInt64

  init(a: UInt64, b: UInt64, c: UInt64, d: UInt64) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  static let zero = ObjectID(a: 0, b: 0, c: 0, d: 0)

  public var isSHA1: Bool { c & 0xFFFF_FFFF == 0 && d == 0 }
  public var isZero: Bool { a | b | c | d == 0 }
  public var byteCount: Int { isSHA1 ? 20 : 32 }

  /// From `count` raw bytes, 20 or 32.
  init(raw: UnsafePointer<UInt8>, count: Int) {
    let bytes = UnsafeRawPointer(raw)
    func word(_ offset: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    let half = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    self.init(
      a: word(0), b: word(8), c: count == 32 ? word(16) : UInt64(half) << 32,
      d: count == 32 ? word(24) : 0)
  }

  /// From 40 or 64 hexadecimal digits.
  public init?(hexadecimal digits: some Collection<UInt8>) {
    guard digits.count == 40 || digits.count == 64 else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var index = 0
    for digit in digits {
      guard let value = hexadecimalDigit(digit) else { return nil }
      switch index >> 4 {
      case 0: words.0 = words.0 << 4 | UInt64(value)
      case 1: words.1 = words.1 << 4 | UInt64(value)
      case 2: words.2 = words.2 << 4 | UInt64(value)
      default: words.3 = words.3 << 4 | UInt64(value)
      }
      index += 1
    }
    if index == 40 { words.2 <<= 32 }
    self.init(a: words.0, b: words.1, c: words.2, d: words.3)
  }

  public init?(_ text: some StringProtocol) { self.init(hexadecimal: Array(text.utf8)) }

  func withRawBytes<R>(_ body: (UnsafePointer<UInt8>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
      let words = [a, b, c, d]
      for index in 0..<32 {
        buffer[index] = UInt8(truncatingIfNeeded: words[index >> 3] >> (56 - 8 * UInt64(index & 7)))
      }
      return body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
    }
  }

  /// Lower-case hexadecimal.
  public var description: String {
    let digits = byteCount * 2
    return String(unsafeUninitializedCapacity: digits) { buffer in
      for index in 0..<digits {
        let word = index < 16 ? a : index < 32 ? b : index < 48 ? c : d
        let nibble = UInt8(truncatingIfNeeded: word >> (60 - 4 * UInt64(index & 15))) & 15
        buffer[index] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
      }
      return digits
    }
  }

  public static func < (x: ObjectID, y: ObjectID) -> Bool {
    (x.a, x.b, x.c, x.d) < (y.a, y.b, y.c, y.d)
  }

  // An id is a digest already: eight of its bytes are as good a hash as any.
  public func hash(into hasher: inout Hasher) { hasher.combine(a) }
}

/// How a repository names its objects.
public enum ObjectFormat: String, Sendable, Hashable {
  case sha1, sha256

  var byteCount: Int { self == .sha1 ? 20 : 32 }
}

/// Numbers ids in the order they first come: an open-addressing table without a hash function of
/// its own.
struct ObjectTable: Sendable {
  private(set) var ids: [ObjectID] = []
  private var slots = [Int32](repeating: -1, count: 1 << 10)

  init() {}

  var count: Int { ids.count }
  subscript(index: Int) -> ObjectID { ids[index] }

  func find(_ id: ObjectID) -> Int? {
    let found = slots[slot(of: id)]
    return found < 0 ? nil : Int(found)
  }

  /// The number of `id`, and whether it is new.
  mutating func insert(_ id: ObjectID) -> (index: Int, isNew: Bool) {
    let at = slot(of: id)
    if slots[at] >= 0 { return (Int(slots[at]), false) }
    let index = ids.count
    ids.append(id)
    slots[at] = Int32(truncatingIfNeeded: index)
    if ids.count * 2 > slots.count { grow() }
    return (index, true)
  }

  private func slot(of id: ObjectID) -> Int {
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: id.a) & mask
    while slots[at] >= 0, ids[Int(slots[at])] != id { at = (at + 1) & mask }
    return at
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in ids.indices { slots[slot(of: ids[index])] = Int32(truncatingIfNeeded: index) }
  }
}
