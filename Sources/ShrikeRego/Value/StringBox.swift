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

  /// Number of code points.
  public var scalarCount: Int {
    withBytes { bytes in
      var count = 0
      for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
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
