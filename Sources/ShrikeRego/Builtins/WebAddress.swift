import ShrikeText

/// A URL taken apart as Go's `net/url` does it, whose verdict on odd ones policies have come to rely
/// on: what it refuses is refused, and what it lets through keeps its text.
struct WebAddress {
  private(set) var scheme = ""
  /// What follows the scheme of an address without a leading slash, such as `mailto:a@b`.
  private(set) var opaque = ""
  private(set) var user: [UInt8]?
  /// Whether two slashes stand before the host, even if none follows.
  private(set) var hasAuthority = false
  private(set) var host: [UInt8] = []
  /// Without escapes.
  private(set) var path: [UInt8] = []
  private(set) var query: [UInt8] = []
  private(set) var hasQuery = false
  /// Without escapes.
  private(set) var fragment: [UInt8] = []
  /// The path as it was written.
  private var writtenPath: [UInt8] = []

  /// Where in an address a byte stands; each place escapes others.
  private enum Part { case path, host, zone, user, fragment }

  init?(_ text: String) { self.init(Array(text.utf8)) }

  init?(_ text: [UInt8]) {
    var rest = text[...]
    if let hash = rest.firstIndex(of: 0x23) {
      guard let fragment = Self.unescaped(rest[(hash + 1)...], .fragment) else { return nil }
      self.fragment = fragment
      rest = rest[..<hash]
    }
    guard rest.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    guard let afterScheme = readScheme(rest) else { return nil }
    rest = afterScheme
    if let mark = rest.firstIndex(of: 0x3F) {
      query = Array(rest[(mark + 1)...])
      hasQuery = true
      rest = rest[..<mark]
    }
    if rest.first != 0x2F {
      if !scheme.isEmpty {
        opaque = String(decoding: rest, as: UTF8.self)
        return
      }
      // `a:b/c` would be read as a scheme; it has to be written `./a:b/c`.
      guard !rest.prefix(while: { $0 != 0x2F }).contains(0x3A) else { return nil }
    }
    if rest.starts(with: Array("//".utf8)), !scheme.isEmpty || !rest.starts(with: Array("///".utf8))
    {
      let authority = rest.dropFirst(2).prefix { $0 != 0x2F }
      rest = rest[authority.endIndex...]
      hasAuthority = true
      guard readAuthority(authority) else { return nil }
    }
    guard let path = Self.unescaped(rest, .path) else { return nil }
    self.path = path
    writtenPath = Array(rest)
  }

  /// What follows the scheme; nil where an address begins with a colon.
  private mutating func readScheme(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for (index, byte) in zip(text.indices, text) {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: continue
      case 0x30...0x39, 0x2B, 0x2D, 0x2E:
        if index == text.startIndex { return text }
      case 0x3A:
        guard index > text.startIndex else { return nil }
        scheme = String(decoding: text[..<index], as: UTF8.self).lowercased()
        return text[(index + 1)...]
      default: return text
      }
    }
    return text
  }

  private mutating func readAuthority(_ authority: ArraySlice<UInt8>) -> Bool {
    var rest = authority
    if let at = authority.lastIndex(of: 0x40) {
      let user = authority[..<at]
      let marks = Array("-._:~!$&'()*+,;=%@".utf8)
      guard user.allSatisfy({ isAlphanumeric($0) || marks.contains($0) }),
        Self.unescaped(user, .user) != nil
      else { return false }
      self.user = Array(user)
      rest = authority[(at + 1)...]
    }
    guard let host = readHost(rest) else { return false }
    self.host = host
    return true
  }

  private func readHost(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    if let open = text.lastIndex(of: 0x5B) {
      guard open == text.startIndex, let close = text.lastIndex(of: 0x5D),
        Self.isPort(text[(close + 1)...])
      else { return nil }
      return Self.literal(text, upTo: close)
    }
    if let first = text.firstIndex(of: 0x3A), let last = text.lastIndex(of: 0x3A) {
      guard Self.isPort(text[last...]), first == last || scheme != "http" && scheme != "https"
      else { return nil }
    }
    return Self.unescaped(text, .host)
  }

  /// `[fe80::1%25eth0]:80` ([RFC 6874](https://www.rfc-editor.org/rfc/rfc6874)).
  private static func literal(_ text: ArraySlice<UInt8>, upTo close: Int) -> [UInt8]? {
    let inner = text[(text.startIndex + 1)..<close]
    let zone = inner.indices.first { inner[$0...].starts(with: "%25".utf8) } ?? close
    guard let name = unescaped(text[..<zone], .host),
      let zoneName = unescaped(text[zone..<close], .zone),
      let port = unescaped(text[close...], .host),
      let address = Address.parse(String(decoding: name.dropFirst(), as: UTF8.self)),
      !address.isV4, zone == close || zoneName.count > 1
    else { return nil }
    return name + zoneName + port
  }

  /// Nothing, or a colon and digits.
  static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
    text.isEmpty || text.first == 0x3A && text.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
  }

  private static func unescaped(_ text: ArraySlice<UInt8>, _ part: Part) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == 0x25 {
        guard index + 2 < text.endIndex, let high = hexadecimalDigit(text[index + 1]),
          let low = hexadecimalDigit(text[index + 2])
        else { return nil }
        let value = high << 4 | low
        // A host's escapes stand for bytes beyond ASCII, or for the mark of a zone.
        if part == .host, high < 8, value != 0x25 { return nil }
        if part == .zone, value != 0x25, value != 0x20, isEscaped(value, .host) { return nil }
        out.append(value)
        index += 3
      } else {
        if part == .host || part == .zone, byte < 0x80, isEscaped(byte, .host) { return nil }
        out.append(byte)
        index += 1
      }
    }
    return out
  }

  private static func isEscaped(_ byte: UInt8, _ part: Part) -> Bool {
    if isAlphanumeric(byte) { return false }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"): return false
    case UInt8(ascii: "!"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "*"):
      return part == .path || part == .user
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "\""):
      return part != .host
    case UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: ","),
      UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="):
      return part == .user && byte == UInt8(ascii: ":")
    case UInt8(ascii: "/"), UInt8(ascii: "@"): return part == .host || part == .user
    case UInt8(ascii: "?"): return part != .fragment
    default: return true
    }
  }

  private static func escaped(_ text: [UInt8], _ part: Part) -> [UInt8] {
    var out: [UInt8] = []
    for byte in text {
      if isEscaped(byte, part) {
        out += [0x25, upperDigits[Int(byte >> 4)], upperDigits[Int(byte & 15)]]
      } else {
        out.append(byte)
      }
    }
    return out
  }

  /// The path as it goes over the wire: as written, where that was well written.
  var escapedPath: [UInt8] {
    let marks = Array("!$&'()*+,;=:@[]%".utf8)
    let isWellWritten = writtenPath.allSatisfy {
      marks.contains($0) || !Self.isEscaped($0, .path)
    }
    if isWellWritten { return writtenPath }
    return path == [0x2A] ? path : Self.escaped(path, .path)
  }

  /// The path as it was written, where it cannot be told from `path`.
  var unusualPath: [UInt8] { writtenPath == Self.escaped(path, .path) ? [] : writtenPath }

  /// The whole address, without its fragment where `withFragment` is false.
  func text(withFragment: Bool = true) -> String {
    var out: [UInt8] = scheme.isEmpty ? [] : Array(scheme.utf8) + [0x3A]
    if !opaque.isEmpty {
      out += Array(opaque.utf8)
    } else {
      if !host.isEmpty || user != nil {
        out += [0x2F, 0x2F] + (user.map { $0 + [0x40] } ?? []) + Self.escaped(host, .host)
        if let first = escapedPath.first, first != 0x2F { out.append(0x2F) }
      }
      out += escapedPath
    }
    if hasQuery { out += [0x3F] + query }
    if withFragment, !fragment.isEmpty { out += [0x23] + Self.escaped(fragment, .fragment) }
    return String(decoding: out, as: UTF8.self)
  }

  /// Another address as seen from this one
  /// ([RFC 3986, 5.2](https://www.rfc-editor.org/rfc/rfc3986#section-5.2)).
  func resolving(_ other: WebAddress) -> WebAddress {
    var result = other
    if other.scheme.isEmpty { result.scheme = scheme }
    if !other.scheme.isEmpty || !other.host.isEmpty || other.user != nil {
      result.setPath(Self.resolved([], other.escapedPath))
      return result
    }
    if !other.opaque.isEmpty { return result }
    if other.path.isEmpty, !other.hasQuery {
      (result.query, result.hasQuery) = (query, hasQuery)
      if other.fragment.isEmpty { result.fragment = fragment }
    }
    if other.path.isEmpty, !opaque.isEmpty {
      result.opaque = opaque
      return result
    }
    (result.host, result.user) = (host, user)
    result.setPath(Self.resolved(escapedPath, other.escapedPath))
    return result
  }

  private mutating func setPath(_ written: [UInt8]) {
    writtenPath = written
    path = Self.unescaped(written[...], .path) ?? written
  }

  private static func resolved(_ base: [UInt8], _ reference: [UInt8]) -> [UInt8] {
    var full = reference
    if reference.isEmpty {
      full = base
    } else if reference.first != 0x2F {
      full = base[..<((base.lastIndex(of: 0x2F) ?? -1) + 1)] + reference
    }
    guard !full.isEmpty else { return [] }
    var steps: [ArraySlice<UInt8>] = []
    let parts = full.split(separator: 0x2F, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      if part == [0x2E] {
        if isLast { steps.append([]) }
      } else if part == [0x2E, 0x2E] {
        if steps.count > 1 || steps.first?.isEmpty == false { steps.removeLast() }
        if isLast { steps.append([]) }
      } else {
        steps.append(part)
      }
    }
    let joined = Array(steps.joined(separator: [0x2F]))
    return joined.first == 0x2F || joined.isEmpty ? joined : [0x2F] + joined
  }
}

func isAlphanumeric(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: false
  }
}
