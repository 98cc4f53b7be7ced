import ShrikeText

/// Identifiers of RFC 4122.
let uuidBuiltins: [Builtin] = [
  Builtin("uuid.rfc4122", 1, isVolatile: true) { a, context throws(BuiltinError) in
    try context.kept(Value(array: [Value("uuid.rfc4122"), a[0]])) {
      () throws(BuiltinError) -> Value in
      let (high, low) = (try context.randomBits(), try context.randomBits())
      return Value(
        UUIDBytes(
          high: high & ~0xF000 | 0x4000, low: low & ~(0xC0 << 56) | 0x80 << 56
        ).text)
    }
  },
  Builtin("uuid.parse", 1) { a, _ throws(BuiltinError) in
    UUIDBytes(try a.bytes(0))?.facts
  },
]

/// Numbers by chance.
let randomBuiltins: [Builtin] = [
  Builtin("rand.intn", 2, isVolatile: true) { a, context throws(BuiltinError) in
    let name = try a.string(0)
    let limit = try a.int(1).magnitude
    guard limit > 0 else { return Value(0) }
    let key = Value(array: [Value("rand.intn"), Value(name), Value("\(limit)")])
    return try context.kept(key) { () throws(BuiltinError) -> Value in
      Value(Int(truncatingIfNeeded: try context.randomBits() % UInt64(limit)))
    }
  }
]

extension BuiltinContext {
  /// The value made once for a key within one evaluation.
  fileprivate func kept(
    _ key: Value, _ make: () throws(BuiltinError) -> Value
  ) throws(BuiltinError) -> Value {
    if let value = kept[key] { return value }
    let value = try make()
    kept[key] = value
    return value
  }

  fileprivate func randomBits() throws(BuiltinError) -> UInt64 {
    guard let random else { throw .failure("there is no source of randomness") }
    return random()
  }
}

private struct UUIDBytes {
  private let high: UInt64
  private let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// With hyphens, without, in braces, or as `urn:uuid:…`.
  init?(_ text: [UInt8]) {
    var digits = text[...]
    switch text.count {
    case 36, 32: break
    case 45:
      let prefix = String(decoding: text.prefix(9), as: UTF8.self).lowercased()
      guard prefix == "urn:uuid:" else { return nil }
      digits = text.dropFirst(9)
    case 38: digits = text.dropFirst().dropLast()
    default: return nil
    }
    if digits.count == 36 {
      let first = digits.startIndex
      guard [8, 13, 18, 23].allSatisfy({ digits[first + $0] == UInt8(ascii: "-") }) else {
        return nil
      }
      digits =
        digits.enumerated().filter { ![8, 13, 18, 23].contains($0.offset) }.map { $0.element }[...]
    }
    var value: UInt128 = 0
    for byte in digits {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      value = value << 4 | UInt128(digit)
    }
    high = UInt64(truncatingIfNeeded: value >> 64)
    low = UInt64(truncatingIfNeeded: value)
  }

  private func digits(_ value: UInt64, _ count: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: count - text.count) + text
  }

  var text: String {
    [
      digits(high >> 32, 8), digits(high >> 16 & 0xFFFF, 4), digits(high & 0xFFFF, 4),
      digits(low >> 48, 4), digits(low & 0xFFFF_FFFF_FFFF, 12),
    ].joined(separator: "-")
  }

  private var version: Int { Int(high >> 12 & 15) }

  private var variant: String {
    let byte = low >> 56
    if byte & 0xC0 == 0x80 { return "RFC4122" }
    if byte & 0xE0 == 0xC0 { return "Microsoft" }
    return byte & 0xE0 == 0xE0 ? "Future" : "Reserved"
  }

  /// 100 nanoseconds each between 15 October 1582 and 1970.
  private static let ticksBefore1970: UInt64 = 122_192_928_000_000_000

  var facts: Value {
    var entries: [ObjectBox.Entry] = [
      (Value("version"), Value(version)), (Value("variant"), Value(variant)),
    ]
    if version == 1 || version == 2 {
      let ticks = high >> 32 | (high >> 16 & 0xFFFF) << 32 | (high & 0xFFF) << 48
      let time = Int64(truncatingIfNeeded: (ticks &- Self.ticksBefore1970) &* 100)
      let node = (0..<6).map { digits(low >> (40 - 8 * UInt64($0)) & 0xFF, 2) }
      let isLocal = low >> 40 & 2 != 0
      let isMulticast = low >> 40 & 1 != 0
      entries += [
        (Value("time"), Value(Int(time))),
        (Value("nodeid"), Value(node.joined(separator: "-"))),
        (
          Value("macvariables"),
          Value((isLocal ? "local:" : "global:") + (isMulticast ? "multicast" : "unicast"))
        ),
        (Value("clocksequence"), Value(Int(low >> 48 & 0x3FFF))),
      ]
    }
    if version == 2 {
      let domain = Int(low >> 48 & 0xFF)
      let names = ["Person", "Group", "Org"]
      entries += [
        (Value("id"), Value(Int(high >> 32))),
        (Value("domain"), Value(domain < names.count ? names[domain] : "Domain\(domain)")),
      ]
    }
    return Value(object: entries)
  }
}
