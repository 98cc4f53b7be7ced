/// A URI reference as SARIF's readers see it, those on Windows among them: `C:\src` is an absolute path,
/// and a reference that begins with a slash is relative.
struct SarifURI {
  let text: String
  /// In lower case; nil for a relative reference.
  let scheme: String?

  init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8.prefix(64))
    let name = bytes.prefix {
      SarifText.isLetter($0) || SarifText.isDigit($0) || $0 == UInt8(ascii: "+")
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let hasColon = name.count < bytes.count && bytes[name.count] == UInt8(ascii: ":")
    if hasColon, let first = name.first, SarifText.isLetter(first) {
      if name.count == 1 {
        let next: UInt8 = bytes.count > 2 ? bytes[2] : 0
        scheme = next == UInt8(ascii: "\\") || next == UInt8(ascii: "/") ? "file" : nil
        return
      }
      scheme = String(decoding: name, as: UTF8.self).lowercased()
    } else {
      scheme = text.hasPrefix("\\\\") ? "file" : nil
    }
  }

  var isAbsolute: Bool { scheme != nil }
  var isFile: Bool { scheme == "file" }

  /// A path of Windows without a scheme.
  private var isImplicitFile: Bool { isFile && !text.lowercased().hasPrefix("file:") }

  /// Whether it is written as RFC 3986 wants it; of file addresses those without an authority, too.
  var isWellFormed: Bool {
    guard !isImplicitFile, Self.hasOnlyURICharacters(text) else {
      return text.lowercased().hasPrefix("file:/") && !text.utf8.contains(0x5C)
    }
    guard let scheme else {
      let segment = text.utf8.prefix {
        $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
      }
      return !segment.contains(UInt8(ascii: ":"))
    }
    guard ["http", "https", "ftp", "ws", "wss"].contains(scheme) else { return true }
    let rest = text.utf8.dropFirst(scheme.utf8.count + 1)
    guard rest.starts(with: "//".utf8) else { return false }
    return !authority.isEmpty
  }

  /// What stands between `//` and the path.
  private var authority: Substring.UTF8View {
    guard let mark = text.firstRange(of: "://") else { return Substring().utf8 }
    return text[mark.upperBound...].utf8.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
  }

  /// Without user and port, in lower case; empty where there is none.
  var host: String {
    var host = String(Substring(authority)).lowercased()
    if let user = host.lastIndex(of: "@") { host.removeSubrange(...user) }
    if let port = host.lastIndex(of: ":"), !host.hasSuffix("]") { host.removeSubrange(port...) }
    return host
  }

  /// The path, without query and fragment.
  var path: String {
    var rest = text[...]
    if let mark = rest.firstRange(of: "://") {
      rest = rest[mark.upperBound...]
      rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? ""
    } else if let scheme, !isImplicitFile {
      rest = rest.dropFirst(scheme.count + 1)
    }
    if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
    while rest.hasPrefix("/") { rest = rest.dropFirst() }
    return String(rest)
  }

  var hasQueryOrFragment: Bool {
    let bytes = text.utf8
    guard let mark = bytes.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") })
    else { return false }
    return bytes.index(after: mark) < bytes.endIndex || bytes[mark] == UInt8(ascii: "?")
  }

  /// A segment `..`, which may mean another folder on another machine.
  var hasParentSegment: Bool {
    text.split(separator: "/", omittingEmptySubsequences: false).contains("..")
  }

  /// Letters of all languages pass, as RFC 3987 has it.
  private static func hasOnlyURICharacters(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0...0x20, 0x7F: return false
      case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
        UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "`"),
        UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
        return false
      case UInt8(ascii: "%"):
        guard index + 2 < bytes.count, SarifText.isHexadecimal(bytes[index + 1]),
          SarifText.isHexadecimal(bytes[index + 2])
        else { return false }
      default: break
      }
    }
    return true
  }

  /// Names that stand in documentation and lead nowhere (RFC 2606, RFC 6761).
  var isReserved: Bool {
    let labels = host.split(separator: ".")
    guard let last = labels.last else { return false }
    if ["example", "test", "invalid", "localhost"].contains(last) { return true }
    if labels.count >= 2, labels[labels.count - 2] == "example",
      ["com", "net", "org"].contains(last)
    {
      return true
    }
    let organization = path.split(separator: "/").first?.lowercased()
    return host == "dev.azure.com" && ["example", "example-org"].contains(organization ?? "")
  }
}
