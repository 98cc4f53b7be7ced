import Glibc

/// A string's bytes in one allocation. UTF-8 by construction where it came from text; compared byte
/// by byte, which is the order of code points.
public final class StringBox: Box, @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<UInt8>
  @usableFromInline let length: Int

  @usableFromInline
  init(uninitialized count: Int) {
    base = .allocate(capacity: max(count, 1))
    length = count
  }

  deinit { base.deallocate() }

  @inlinable
  static func make(_ bytes: UnsafeBufferPointer<UInt8>) -> StringBox {
    let box = StringBox(uninitialized: bytes.count)
    if let source = bytes.baseAddress { box.base.update(from: source, count: bytes.count) }
    return box
  }

  @inlinable
  static func make(_ string: String) -> StringBox {
    var string = string
    return string.withUTF8 { make($0) }
  }

  @inlinable @inline(__always)
  public func withBytes<R, E>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeBufferPointer(start: base, count: length))
  }

  public var byteCount: Int { length }
  public var string: String {
    withBytes { String(decoding: $0, as: UTF8.self) }
  }
  public var isASCII: Bool { withBytes { bytes in bytes.allSatisfy { $0 < 0x80 } } }

  /// Number of code points; a byte that is no part of one counts as one.
  public var scalarCount: Int {
    withBytes { bytes in
      var count = 0
      var index = 0
      while index < bytes.count {
        index += bytes[index] < 0x80 ? 1 : scalarWidth(bytes, at: index)
        count += 1
      }
      return count
    }
  }

  @usableFromInline
  static func compare(_ a: StringBox, _ b: StringBox) -> Int {
    if a === b { return 0 }
    let shared = min(a.length, b.length)
    let order = Int(memcmp(a.base, b.base, shared))
    return order != 0 ? order : a.length - b.length
  }
}

/// How many bytes the code point takes that begins here; 1 where none does (Unicode 15, table 3-7).
func scalarWidth(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
  let first = bytes[index]
  let width: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch first {
  case 0xC2...0xDF: width = 2
  case 0xE0: (width, second) = (3, 0xA0...0xBF)
  case 0xED: (width, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: width = 3
  case 0xF0: (width, second) = (4, 0x90...0xBF)
  case 0xF1...0xF3: width = 4
  case 0xF4: (width, second) = (4, 0x80...0x8F)
  default: return 1
  }
  guard index + width <= bytes.count, second.contains(bytes[index + 1]) else { return 1 }
  for offset in 2..<max(width, 2) where bytes[index + offset] & 0xC0 != 0x80 { return 1 }
  return width
}
