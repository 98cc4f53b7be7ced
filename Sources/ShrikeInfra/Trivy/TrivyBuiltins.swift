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
        return Value(object: entries).at(firstPlace(a[1]))
      },
      Builtin("isManaged", 1) { a, _ in
        (a[0]["__defsec_metadata"] ?? a[0])["managed"] ?? .true
      },
      Builtin("cidr.is_public", 1) { a, _ throws(BuiltinError) in
        guard let isPublic = AddressRanges.isPublic(try a.text(0)) else {
          throw .failure("this is no address range")
        }
        return Value(isPublic)
      },
      Builtin("cidr.count_addresses", 1) { a, _ throws(BuiltinError) in
        let text = try a.text(0)
        if AddressRanges.everywhere.contains(text) { return Value(BigInt(1) << 32) }
        guard let block = AddressRanges.block(text) else {
          throw .failure("this is no address range")
        }
        return Value(block.count)
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

  /// The place of a value; of one that was put together, of its first part that has one.
  private static func firstPlace(_ value: Value) -> UInt32 {
    if value.place != 0 { return value.place }
    let parts = value.elements ?? value.object?.entries.map(\.value) ?? []
    return parts.lazy.map { firstPlace($0) }.first { $0 != 0 } ?? 0
  }

  private static let placeKeys = [
    ("StartLine", "startline"), ("EndLine", "endline"), ("Path", "filepath"),
  ]
}

/// Addresses as infrastructure files write them.
enum AddressRanges {
  /// What providers write for all addresses.
  static let everywhere: Set<String> = ["*", "internet", "any"]

  /// Ranges that no router of the public network carries (RFC 6890).
  private static let privateBlocks = [
    "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10",
  ].compactMap { AddressBlock($0) }

  /// An address, or a block of them.
  static func block(_ text: String) -> AddressBlock? {
    AddressBlock(text) ?? Address(text).map { AddressBlock($0) }
  }

  /// Whether a range reaches addresses that everybody can; nil where the text is no range.
  static func isPublic(_ text: String) -> Bool? {
    if everywhere.contains(text) { return true }
    guard let block = block(text) else { return nil }
    return !privateBlocks.contains { $0.contains(block.first) && $0.contains(block.last) }
  }
}
