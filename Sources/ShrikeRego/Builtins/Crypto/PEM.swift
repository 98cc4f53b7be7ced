/// A block of text-armoured bytes ([RFC 7468](https://www.rfc-editor.org/rfc/rfc7468)).
struct PEM {
  let type: String
  let bytes: [UInt8]

  /// The first block of a text, and what follows it; nil where there is none.
  static func first(in text: ArraySlice<UInt8>) -> (block: PEM, rest: ArraySlice<UInt8>)? {
    var rest = text
    while let line = nextLine(&rest, beginningWith: "-----BEGIN ") {
      guard let type = label(line, "-----BEGIN ") else { continue }
      let body = rest
      var end = body.startIndex
      var scan = body
      var found: ArraySlice<UInt8>?
      while !scan.isEmpty {
        end = scan.startIndex
        let line = takeLine(&scan)
        if line.starts(with: Array("-----END ".utf8)) {
          if label(line, "-----END ") == type { found = scan }
          break
        }
        if line.starts(with: Array("-----BEGIN ".utf8)) { break }
      }
      guard let found else {
        rest = end > body.startIndex ? body[end...] : body
        if scan.isEmpty { return nil }
        continue
      }
      guard let bytes = decoded(body[..<end]) else {
        rest = found
        continue
      }
      return (PEM(type: type, bytes: bytes), found)
    }
    return nil
  }

  /// Base64 after the headers of old, which end with an empty line.
  private static func decoded(_ body: ArraySlice<UInt8>) -> [UInt8]? {
    var rest = body
    while true {
      var next = rest
      let line = takeLine(&next)
      guard line.contains(0x3A) else { break }
      rest = next
    }
    let text = rest.filter { $0 != 0x20 && $0 != 0x09 }
    return Base64.decode(text, .standard)
  }

  private static func label(_ line: ArraySlice<UInt8>, _ prefix: String) -> String? {
    let trimmed = line.reversed().drop { [0x20, 0x09, 0x0D].contains($0) }.reversed()
    let text = Array(trimmed)
    let suffix = Array("-----".utf8)
    guard text.starts(with: Array(prefix.utf8)), text.count >= prefix.utf8.count + suffix.count,
      text.suffix(suffix.count) == suffix[...]
    else { return nil }
    return String(decoding: text[prefix.utf8.count..<(text.count - suffix.count)], as: UTF8.self)
  }

  private static func nextLine(
    _ rest: inout ArraySlice<UInt8>, beginningWith prefix: String
  ) -> ArraySlice<UInt8>? {
    let prefix = Array(prefix.utf8)
    while !rest.isEmpty {
      let line = takeLine(&rest)
      if line.starts(with: prefix) { return line }
    }
    return nil
  }

  private static func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let line = rest.prefix { $0 != 0x0A }
    rest = rest[line.endIndex...].dropFirst()
    return line
  }
}
