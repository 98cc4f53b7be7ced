/// Paths as reports write them, from any system and as addresses, made one kind.
enum ReportPath {
  /// Slashes, no `file://`, no `./`, no drive letter, no `..` that a part before it takes back. An
  /// absolute path stays absolute: what it is relative to, the caller knows.
  static func normal(_ stated: String) -> String {
    if stated.isPlainPath { return stated }
    var path = stated
    if path.hasPrefix("file://") {
      path = String(path.dropFirst(7))
      if path.hasPrefix("localhost/") { path = String(path.dropFirst(9)) }
      path = path.percentDecodedPath
    } else if path.hasPrefix("file:/") {
      path = String(path.dropFirst(5)).percentDecodedPath
    } else if path.contains("://") {
      return path
    }
    if path.contains("\\"), !path.contains("/") || path.dropFirst().hasPrefix(":\\") {
      path = path.replacing("\\", with: "/")
    }
    let bytes = path.utf8
    // `C:/…`, also `/C:/…` as addresses have it.
    let drive = bytes.starts(with: "/".utf8) ? bytes.dropFirst() : bytes[...]
    if drive.count > 2, let letter = drive.first, (letter | 0x20) &- 0x61 < 26,
      drive.dropFirst().starts(with: ":/".utf8)
    {
      path = String(decoding: drive.dropFirst(2), as: UTF8.self)
    }
    guard path.contains("./") || path.contains("//") || path.hasSuffix("/.") else { return path }
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

extension String {
  /// Whether it is a path as most are: nothing of it has to be taken away.
  fileprivate var isPlainPath: Bool {
    var before: UInt8 = 0
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: ":"), UInt8(ascii: "\\"): return false
      // `./`, `//` and `/.` are looked at more closely.
      case UInt8(ascii: "/") where before == UInt8(ascii: ".") || before == UInt8(ascii: "/"):
        return false
      case UInt8(ascii: ".") where before == UInt8(ascii: "/"): return false
      default: before = byte
      }
    }
    return true
  }

  /// `%XX` as bytes.
  var percentDecodedPath: String {
    guard contains("%") else { return self }
    let bytes = Array(utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        out.append(value)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
