public import BigInt
import ShrikeText

/// An address of version 4 or 6. One of version 6 that stands for one of version 4 (`::ffff:1.2.3.4`)
/// is that one.
public struct Address: Equatable, Sendable {
  var bits: UInt128
  let isV4: Bool

  static let v4Prefix: UInt128 = 0xFFFF << 32

  init(bits: UInt128, isV4: Bool) {
    let isMapped = !isV4 && bits >> 32 == 0xFFFF
    self.bits = isMapped ? bits & 0xFFFF_FFFF : bits
    self.isV4 = isV4 || isMapped
  }

  /// Its place among all addresses of both versions.
  var ordinal: UInt128 { isV4 ? Self.v4Prefix | bits : bits }

  init(ordinal: UInt128, isV4: Bool) {
    bits = isV4 ? ordinal & 0xFFFF_FFFF : ordinal
    self.isV4 = isV4
  }

  public init?(_ text: String) {
    guard let (bits, isV4) = Self.parse(text) else { return nil }
    self.init(bits: bits, isV4: isV4)
  }

  /// The address as it is written, without a zone.
  static func parse(_ text: some StringProtocol) -> (bits: UInt128, isV4: Bool)? {
    let bytes = Array(text.utf8)
    guard bytes.count <= 45 else { return nil }
    if bytes.contains(UInt8(ascii: ":")) { return v6(bytes[...]).map { ($0, false) } }
    return v4(bytes[...]).map { ($0, true) }
  }

  private static func v4(_ bytes: ArraySlice<UInt8>) -> UInt128? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt128 = 0
    for part in parts {
      guard 1...3 ~= part.count, part.allSatisfy({ $0 &- 0x30 < 10 }),
        part.count == 1 || part.first != 0x30
      else { return nil }
      let value = part.reduce(0) { $0 * 10 + Int($1) - 0x30 }
      guard value < 256 else { return nil }
      bits = bits << 8 | UInt128(value)
    }
    return bits
  }

  private static func v6(_ bytes: ArraySlice<UInt8>) -> UInt128? {
    var groups: [UInt128] = []
    var gap: Int?
    var rest = bytes
    if rest.starts(with: "::".utf8) {
      gap = 0
      rest = rest.dropFirst(2)
      if rest.isEmpty { return 0 }
    }
    while groups.count < 8 {
      let digits = rest.prefix { hexadecimalDigit($0) != nil }
      if rest.dropFirst(digits.count).first == UInt8(ascii: ".") {
        guard groups.count <= 6, let low = v4(rest) else { return nil }
        groups += [low >> 16, low & 0xFFFF]
        rest = []
        break
      }
      guard 1...4 ~= digits.count else { return nil }
      groups.append(digits.reduce(0) { $0 << 4 | UInt128(hexadecimalDigit($1) ?? 0) })
      rest = rest.dropFirst(digits.count)
      if rest.isEmpty { break }
      guard rest.first == UInt8(ascii: ":"), rest.count > 1 else { return nil }
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: ":") {
        guard gap == nil else { return nil }
        gap = groups.count
        rest = rest.dropFirst()
        if rest.isEmpty { break }
      }
    }
    guard rest.isEmpty else { return nil }
    if groups.count < 8 {
      guard let gap else { return nil }
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    } else if gap != nil {
      return nil
    }
    return groups.reduce(0) { $0 << 16 | $1 }
  }

  /// The canonical text (RFC 5952).
  var text: String {
    if isV4 {
      return [24, 16, 8, 0].map { String(bits >> $0 & 0xFF) }.joined(separator: ".")
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > max(best.count, 1) { best = start..<end }
      start = max(end, start) + 1
    }
    func hex(_ groups: ArraySlice<UInt16>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    if best.isEmpty { return hex(groups[...]) }
    return hex(groups[..<best.lowerBound]) + "::" + hex(groups[best.upperBound...])
  }
}

/// A network: an address and how many of its first bits count.
public struct AddressBlock: Sendable {
  public let first: Address
  public let last: Address
  /// The address that is written, where it is not the network's first.
  private let written: Address
  private let prefix: Int

  private init(_ address: Address, prefix: Int) {
    let width = address.isV4 ? 32 : 128
    let host: UInt128 =
      width - prefix >= 128 ? .max : (1 << UInt128(width - prefix)) - 1
    first = Address(ordinal: address.ordinal & ~host, isV4: address.isV4)
    last = Address(ordinal: address.ordinal | host, isV4: address.isV4)
    self.prefix = prefix
    written = address
  }

  /// `10.0.0.0/8`; bits of the host count for nothing.
  public init?(_ text: String) {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")),
      let (bits, isV4) = Address.parse(text[..<slash])
    else { return nil }
    let digits = text[text.index(after: slash)...].utf8
    let width = isV4 ? 32 : 128
    guard !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }),
      let prefix = Int(Substring(digits)), prefix <= width
    else { return nil }
    let host: UInt128 = width - prefix >= 128 ? .max : (1 << UInt128(width - prefix)) - 1
    let address = Address(bits: bits & ~host, isV4: isV4)
    self.init(address, prefix: address.isV4 && !isV4 ? max(0, prefix - 96) : prefix)
  }

  /// The network of a single address of version 4, by its class.
  init?(classful address: Address) {
    guard address.isV4 else { return nil }
    let top = address.bits >> 24
    self.init(address, prefix: top < 128 ? 8 : top < 192 ? 16 : 24)
  }

  /// The block that holds one address alone.
  public init(_ address: Address) { self.init(address, prefix: address.isV4 ? 32 : 128) }

  /// How many addresses it holds.
  public var count: BigInt { BigInt(1) << ((first.isV4 ? 32 : 128) - prefix) }

  public func contains(_ address: Address) -> Bool {
    address.isV4 == first.isV4 && first.bits <= address.bits && address.bits <= last.bits
  }

  var text: String { "\(written.text)/\(prefix)" }
}
