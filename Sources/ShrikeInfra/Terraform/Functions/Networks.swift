import BigInt

extension TerraformFunction {
  static let networks: [String: TerraformFunction] = [
    "cidrhost": .init([.string, .number], .string) { call throws(TerraformError) in
      let network = try Network(call.string(0))
      guard let number = call[1].number?.big else {
        throw TerraformError("a whole number is required")
      }
      let room = network.width - network.length
      let count = BigInt(1) << room
      guard number < count, number >= -count else {
        throw TerraformError("the network has no host of this number")
      }
      let host = number < 0 ? number + count : number
      return .string(network.address(network.base | UInt128(truncatingIfNeeded: host)))
    },
    "cidrnetmask": .init([.string], .string) { call throws(TerraformError) in
      let network = try Network(call.string(0))
      guard network.width == 32 else {
        throw TerraformError("networks of IPv6 have no netmask")
      }
      return .string(network.address(network.mask(network.length)))
    },
    "cidrsubnet": .init([.string, .number, .number], .string) { call throws(TerraformError) in
      let network = try Network(call.string(0))
      let added = try call.int(1)
      guard (-network.width...network.width).contains(added) else {
        throw TerraformError("the network has no room for so many bits")
      }
      let length = network.length + added
      guard let number = call[2].number?.big else {
        throw TerraformError("a whole number is required")
      }
      guard length >= 0, length <= network.width else {
        throw TerraformError("the network has no room for so many bits")
      }
      let bits = max(0, length - network.length)
      guard number >= 0, number < BigInt(1) << bits else {
        throw TerraformError("the number does not fit the bits")
      }
      let base = network.base & network.mask(min(length, network.length))
      let offset = UInt128(truncatingIfNeeded: number)
      let shift = network.width - length
      return .string(
        network.address(base | (shift < 128 ? offset << UInt128(shift) : 0)) + "/\(length)")
    },
    "cidrsubnets": .init([.string], variadic: .number, .list(.string)) {
      call throws(TerraformError) in
      let network = try Network(call.string(0))
      var out: [String] = []
      // A bit more than an address holds the end of the last network.
      var next = BigInt(network.base)
      let end = next + BigInt(1) << (network.width - network.length)
      for index in 1..<max(1, call.count) {
        let bits = try call.int(index)
        guard bits >= 1, bits <= 32, network.length + bits <= network.width else {
          throw TerraformError("the network has no room for so many bits")
        }
        let length = network.length + bits
        let size = BigInt(1) << (network.width - length)
        let start = (next + size - 1) / size * size
        guard start + size <= end else {
          throw TerraformError("the network has no room for so many networks")
        }
        out.append(network.address(UInt128(truncatingIfNeeded: start)) + "/\(length)")
        next = start + size
      }
      return .strings(out)
    },
  ]
}

/// `10.0.0.0/8` or `fd00::/48`.
struct Network {
  /// Bits of an address: 32 or 128.
  let width: Int
  let length: Int
  /// The first address.
  let base: UInt128

  init(_ text: String) throws(TerraformError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let length = Int(parts[1]), length >= 0,
      parts[1].utf8.allSatisfy({ $0 &- 0x30 < 10 })
    else { throw TerraformError("the text is no network like 10.0.0.0/8") }
    let address: UInt128
    if let short = Self.short(parts[0]) {
      (width, address) = (32, UInt128(short))
    } else if let long = Self.long(parts[0]) {
      (width, address) = (128, long)
    } else {
      throw TerraformError("the text is no network like 10.0.0.0/8")
    }
    guard length <= width else { throw TerraformError("the prefix is longer than an address") }
    self.length = length
    base = address & Self.mask(length, width)
  }

  func mask(_ length: Int) -> UInt128 { Self.mask(length, width) }

  private static func mask(_ length: Int, _ width: Int) -> UInt128 {
    let all: UInt128 = width == 32 ? 0xFFFF_FFFF : UInt128.max
    guard length > 0 else { return 0 }
    return all & ~(length == width ? 0 : (UInt128(1) << UInt128(width - length)) - 1)
  }

  /// Leading zeros are read as decimal, as Terraform does.
  private static func short(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard (1...10).contains(part.utf8.count), part.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
        let byte = UInt32(part), byte < 256
      else { return nil }
      value = value << 8 | byte
    }
    return value
  }

  private static func long(_ text: Substring) -> UInt128? {
    var groups: [UInt16] = []
    var gap: Int?
    var rest = text
    if rest.hasPrefix("::") {
      gap = 0
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let part = rest.prefix { $0 != ":" }
      if part.utf8.contains(0x2E) {
        guard part.endIndex == rest.endIndex, let short = short(part) else { return nil }
        groups.append(UInt16(short >> 16))
        groups.append(UInt16(short & 0xFFFF))
        break
      }
      guard (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16) else {
        return nil
      }
      groups.append(group)
      rest = rest[part.endIndex...]
      if rest.hasPrefix("::") {
        guard gap == nil else { return nil }
        gap = groups.count
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix(":") {
        rest = rest.dropFirst()
        guard !rest.isEmpty else { return nil }
      }
    }
    if let gap {
      guard groups.count < 8 else { return nil }
      groups.insert(contentsOf: [UInt16](repeating: 0, count: 8 - groups.count), at: gap)
    }
    guard groups.count == 8 else { return nil }
    return groups.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
  }

  /// As RFC 5952 writes it: the longest run of zeros, if it has two groups, becomes `::`.
  func address(_ value: UInt128) -> String {
    if width == 32 {
      return [24, 16, 8, 0].map { String(value >> UInt128($0) & 0xFF) }.joined(separator: ".")
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > best.count { best = start..<end }
      start = max(end, start + 1)
    }
    func joined(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    if best.count < 2 { return joined(groups[...]) }
    return joined(groups[..<best.lowerBound]) + "::" + joined(groups[best.upperBound...])
  }
}
