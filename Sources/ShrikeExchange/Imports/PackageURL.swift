import ShrikeFormats
import ShrikeModel

/// A package URL (purl-spec), as far as reports need it apart.
struct PackageURL {
  let text: String
  let type: String
  let namespace: String?
  let name: String
  let version: String?

  init(_ text: String) {
    self.text = text
    var rest = text[...]
    if rest.hasPrefix("pkg:") { rest = rest.dropFirst(4) }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    var version: String?
    // A scope begins with the same sign: only one behind the last slash divides.
    if let at = rest.lastIndex(of: "@"), rest[at...].firstIndex(of: "/") == nil,
      at > rest.startIndex, rest[rest.index(before: at)] != "/"
    {
      version = String(rest[rest.index(after: at)...]).percentDecodedPath
      rest = rest[..<at]
    }
    let parts = rest.split(separator: "/")
    self.version = version
    type = parts.count > 1 ? String(parts[0]) : ""
    name = (parts.last.map(String.init) ?? text).percentDecodedPath
    namespace =
      parts.count > 2 ? parts[1..<(parts.count - 1)].joined(separator: "/").percentDecodedPath : nil
  }

  var package: Finding.Package {
    let separator = type == "maven" ? ":" : "/"
    return Finding.Package(
      name: namespace.map { "\($0)\(separator)\(name)" } ?? name, version: version, purl: text)
  }
}
