import BigInt
import ShrikeFormats
import ShrikeRego
import ShrikeText

/// The functions Trivy gives its checks beside the language's own.
enum TrivyBuiltins {
  /// - Parameter findsSecret: whether a text holds a secret; what it is called.
  static func all(findsSecret: @escaping @Sendable (String) -> String?) -> [Builtin] {
    [
      Builtin("result.new", 2) { a, _ in
        var entries: [ObjectBox.Entry] = [(Value("msg"), a[0])]
        for (from, to) in placeKeys {
          let metadata = a[1]["__defsec_metadata"] ?? a[1]
          if let value = metadata[from] ?? metadata[to] { entries.append((Value(to), value)) }
        }
        // The result stands where its cause does; two causes at no place are one result.
        return Value(object: entries).at(a[1].place)
      },
      Builtin("isManaged", 1) { a, _ in
        (a[0]["__defsec_metadata"] ?? a[0])["managed"] ?? .true
      },
      Builtin("cidr.is_public", 1) { a, _ throws(BuiltinError) in
        guard let isPublic = AddressRange.isPublic(try a.text(0)) else {
          throw .failure("this is no address range")
        }
        return Value(isPublic)
      },
      Builtin("cidr.count_addresses", 1) { a, _ throws(BuiltinError) in
        let text = try a.text(0)
        if AddressRange.everywhere.contains(text) { return Value(BigInt(1) << 32) }
        guard let range = AddressRange(text) else { throw .failure("this is no address range") }
        return Value(BigInt(1) << (range.bits - range.prefix))
      },
      Builtin("sh.parse_commands", 1) { a, _ throws(BuiltinError) in
        let bytes = try a.bytes(0)
        var diagnostics = Diagnostics()
        let script = ShellReader().read(bytes, FileContext("script"), diagnostics: &diagnostics)
        guard let script, diagnostics.errorCount == 0 else {
          throw .failure("this is no shell script")
        }
        // Words as they are written, quotes and all.
        return Value(
          array: script.commands.compactMap { call in
            let words = call.command.words.map { word in
              Value(utf8: bytes[word.range.lower..<min(bytes.count, word.range.upper)])
            }
            return words.isEmpty ? nil : Value(array: words)
          })
      },
      Builtin("squealer.scan_string", 1) { a, _ throws(BuiltinError) in
        let found = findsSecret(try a.text(0))
        return Value(object: [
          (Value("transgressionFound"), Value(found != nil)),
          (Value("warning"), Value(found != nil)),
          (Value("description"), Value(found ?? "")),
        ])
      },
    ]
  }

  private static let placeKeys = [
    ("StartLine", "startline"), ("EndLine", "endline"), ("Path", "filepath"),
  ]
}

/// An address or a range of them, as infrastructure files write it.
struct AddressRange {
  let bytes: [UInt8]
  let prefix: Int

  var bits: Int { bytes.count * 8 }

  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let bytes = Self.address(String(parts[0])) else { return nil }
    self.bytes = bytes
    if parts.count == 2 {
      guard let prefix = Int(parts[1]), prefix >= 0, prefix <= bytes.count * 8 else { return nil }
      self.prefix = prefix
    } else {
      prefix = bytes.count * 8
    }
  }

  /// An address's bytes in the order of the network.
  static func address(_ text: String) -> [UInt8]? {
    if !text.contains(":") {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 4 else { return nil }
      let bytes = parts.compactMap { $0.count <= 3 ? UInt8($0) : nil }
      return bytes.count == 4 ? bytes : nil
    }
    let halves = text.components(separatedBy: "::")
    guard halves.count <= 2 else { return nil }
    func groups(_ text: String) -> [UInt8]? {
      guard !text.isEmpty else { return [] }
      var bytes: [UInt8] = []
      for group in text.split(separator: ":", omittingEmptySubsequences: false) {
        if group.contains(".") {
          guard let tail = address(String(group)), tail.count == 4 else { return nil }
          bytes += tail
        } else {
          guard !group.isEmpty, group.count <= 4, let value = UInt16(group, radix: 16) else {
            return nil
          }
          bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
        }
      }
      return bytes
    }
    guard let head = groups(halves[0]), let tail = groups(halves.count == 2 ? halves[1] : "") else {
      return nil
    }
    let missing = 16 - head.count - tail.count
    guard halves.count == 2 ? missing >= 0 : missing == 0 else { return nil }
    return head + [UInt8](repeating: 0, count: missing) + tail
  }

  /// What providers write for all addresses.
  static let everywhere: Set<String> = ["*", "internet", "any"]

  /// Whether a range reaches addresses that everybody can; nil where the text is no range.
  static func isPublic(_ text: String) -> Bool? {
    if everywhere.contains(text) { return true }
    guard let range = AddressRange(text) else { return nil }
    let isPrivate = privateRanges.contains { outer in
      outer.bytes.count == range.bytes.count && outer.prefix <= range.prefix
        && outer.holds(range.bytes)
    }
    return !isPrivate
  }

  func holds(_ address: [UInt8]) -> Bool {
    for bit in 0..<prefix where (address[bit / 8] ^ bytes[bit / 8]) & (0x80 >> (bit % 8)) != 0 {
      return false
    }
    return true
  }

  /// Ranges that no router of the public network carries (RFC 6890).
  private static let privateRanges = [
    "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10",
  ].compactMap { AddressRange($0) }
}

extension String {
  func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var start = startIndex
    while let range = range(of: separator, after: start) {
      parts.append(String(self[start..<range.lowerBound]))
      start = range.upperBound
    }
    parts.append(String(self[start...]))
    return parts
  }
}
