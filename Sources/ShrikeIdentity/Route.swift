/// An address without what changes from one request to the next: ids in the path become `{}`, of the
/// query only the names stay, sorted.
struct Route: Hashable {
  /// With its port, in lower case; empty for an address without one.
  let host: String
  let path: String

  init(_ url: String) {
    var rest = url[...]
    var host = ""
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
      host = rest[..<end].lowercased()
      if let user = host.lastIndex(of: "@") { host.removeSubrange(...user) }
      rest = rest[end...]
    }
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    var query: Substring = ""
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    let parts = rest.split(separator: "/").map { Self.isVariable($0) ? "{}" : String($0) }
    let names = Set(query.split(separator: "&").map { $0.prefix { $0 != "=" } })
    var path = "/" + parts.joined(separator: "/")
    if !names.isEmpty { path += "?" + names.sorted().joined(separator: "&") }
    self.host = host
    self.path = path
  }

  /// Whether a segment is a value: a number, a UUID or long hexadecimal id, a named placeholder, a
  /// long mixture of digits and letters.
  static func isVariable(_ segment: Substring) -> Bool {
    guard let first = segment.utf8.first else { return false }
    if first == UInt8(ascii: ":") || first == UInt8(ascii: "{") || first == UInt8(ascii: "<") {
      return true
    }
    var digits = 0
    var hexadecimal = 0
    var letters = 0
    var others = 0
    for byte in segment.utf8 {
      let folded = byte | 0x20
      if byte &- 0x30 < 10 {
        digits += 1
        hexadecimal += 1
      } else if folded &- 0x61 < 26 {
        letters += 1
        if folded &- 0x61 < 6 { hexadecimal += 1 }
      } else if byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_") {
        others += 1
      }
    }
    guard others == 0, digits > 0 else { return false }
    if letters == 0 { return true }
    // A short git hash has seven digits; `v1`, `oauth2` and `page-2` are names.
    if hexadecimal == digits + letters, hexadecimal >= 7 { return true }
    return digits + letters >= 20 && digits >= 4
  }
}
