import Glibc

/// Distance to the first `byte` in `count` bytes from `base`.
public func findByte(_ base: UnsafePointer<UInt8>, _ byte: UInt8, _ count: Int) -> Int? {
  guard let hit = memchr(base, Int32(byte), count) else { return nil }
  return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
}

/// Whether every byte is below 0x80.
public func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  let raw = UnsafeRawBufferPointer(bytes)
  var index = 0
  let wide = raw.count & ~31
  while index < wide {
    let a = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let b = raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
    let c = raw.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
    let d = raw.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
    if (a | b | c | d) & 0x8080_8080_8080_8080 != 0 { return false }
    index += 32
  }
  while index < raw.count {
    if raw[index] >= 0x80 { return false }
    index += 1
  }
  return true
}

@inlinable
public func asciiLower(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

/// Offset of `needle` (already lower case) in `bytes`, ASCII letters compared without case.
public func findCaseless(_ needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  guard let first = needle.first else { return 0 }
  guard let base = bytes.baseAddress, bytes.count >= needle.count else { return nil }
  let last = bytes.count - needle.count
  let upper = first >= 0x61 && first <= 0x7A ? first & 0xDF : first
  // Two streams of candidates, one a case; each is scanned by memchr only as far as needed.
  var nextLower = findByte(base, first, last + 1) ?? Int.max
  var nextUpper = upper == first ? Int.max : (findByte(base, upper, last + 1) ?? Int.max)
  while true {
    let at = min(nextLower, nextUpper)
    if at > last { return nil }
    var index = 1
    while index < needle.count, asciiLower(base[at + index]) == needle[index] { index += 1 }
    if index == needle.count { return at }
    if at == nextLower {
      nextLower = findByte(base + at + 1, first, last - at).map { $0 + at + 1 } ?? Int.max
    } else {
      nextUpper = findByte(base + at + 1, upper, last - at).map { $0 + at + 1 } ?? Int.max
    }
  }
}

/// Offset of `needle` in `bytes`.
public func find(_ needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  guard let first = needle.first else { return 0 }
  guard let base = bytes.baseAddress, bytes.count >= needle.count else { return nil }
  let last = bytes.count - needle.count
  var at = 0
  while at <= last, let hit = findByte(base + at, first, last - at + 1) {
    at += hit
    if memcmp(base + at, needle, needle.count) == 0 { return at }
    at += 1
  }
  return nil
}

extension String {
  /// The bytes as text; what is no UTF-8 becomes U+FFFD.
  public init(bytes: UnsafeBufferPointer<UInt8>) {
    self = String(decoding: bytes, as: UTF8.self)
  }
}

/// Lower-case hexadecimal.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var out: [UInt8] = []
  for byte in bytes {
    out.append(digits[Int(byte >> 4)])
    out.append(digits[Int(byte & 15)])
  }
  return String(decoding: out, as: UTF8.self)
}

/// What a hexadecimal digit of either case counts; nil for other bytes.
@inlinable @inline(__always)
public func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x41 + 10
  case 0x61...0x66: byte - 0x61 + 10
  default: nil
  }
}
