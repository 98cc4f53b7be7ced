/// URIs taken apart, as leniently as Go's net/url does it.
let uriBuiltins: [Builtin] = [
  Builtin("uri.parse", 1) { a, _ throws(BuiltinError) in
    let text = try a.bytes(0)
    guard let uri = URIParts(text) else {
      throw .failure("parse \(a[0].regoText): it is no URI")
    }
    return uri.value
  },
  Builtin("uri.is_valid", 1) { a, _ in
    guard let text = a[0].utf8, !text.isEmpty else { return .false }
    return Value(URIParts(text) != nil)
  },
]

private struct URIParts {
  private var scheme: [UInt8] = []
  private var host: [UInt8] = []
  private var path: [UInt8] = []
  private var rawPath: [UInt8] = []
  private var query: [UInt8] = []
  private var fragment: [UInt8] = []

  init?(_ text: [UInt8]) {
    let hash = text.firstIndex(of: UInt8(ascii: "#"))
    var rest = text[..<(hash ?? text.endIndex)]
    if let hash {
      guard let fragment = Self.unescaped(text[(hash + 1)...], in: .other) else { return nil }
      self.fragment = fragment
    }
    guard rest.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    if rest.elementsEqual("*".utf8) {
      (path, rawPath) = ([UInt8(ascii: "*")], [UInt8(ascii: "*")])
      return
    }
    guard let scheme = Self.takeScheme(&rest) else { return nil }
    self.scheme = scheme
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = Array(rest[(mark + 1)...])
      rest = rest[..<mark]
    }
    if rest.first != UInt8(ascii: "/") {
      // `mailto:a@b`: what follows is nobody's path.
      if !scheme.isEmpty { return }
      let segment = rest.prefix { $0 != UInt8(ascii: "/") }
      guard !segment.contains(UInt8(ascii: ":")) else { return nil }
    }
    if rest.starts(with: "//".utf8), !scheme.isEmpty || !rest.starts(with: "///".utf8) {
      let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
      rest = rest[authority.endIndex...]
      guard let host = Self.host(ofAuthority: authority, scheme) else { return nil }
      self.host = host
    }
    guard let path = Self.unescaped(rest, in: .other) else { return nil }
    self.path = path
    // The path as it was written counts only where it is not what anybody would write.
    rawPath = rest.elementsEqual(Self.escaped(path)) ? path : Array(rest)
  }

  var value: Value {
    var entries: [ObjectBox.Entry] = []
    func add(_ name: String, _ text: some Collection<UInt8>) {
      if !text.isEmpty { entries.append((Value(name), Value(utf8: Array(text)))) }
    }
    var name = host[...]
    var port: ArraySlice<UInt8> = []
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), Self.isPort(name[colon...]) {
      (name, port) = (name[..<colon], name[(colon + 1)...])
    }
    if name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]"), name.count > 1 {
      name = name.dropFirst().dropLast()
    }
    add("scheme", scheme)
    add("hostname", name)
    add("port", port)
    add("path", path)
    add("raw_path", path.isEmpty ? [] : rawPath)
    add("raw_query", query)
    add("fragment", fragment)
    return Value(object: entries)
  }

  // MARK: parts

  /// In small letters; empty where there is none; nil where a colon comes first.
  private static func takeScheme(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    for (offset, byte) in rest.enumerated() {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: continue
      case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        if offset == 0 { return [] }
      case UInt8(ascii: ":"):
        guard offset > 0 else { return nil }
        defer { rest = rest.dropFirst(offset + 1) }
        return rest.prefix(offset).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
      default: return []
      }
    }
    return []
  }

  private static func host(ofAuthority authority: ArraySlice<UInt8>, _ scheme: [UInt8]) -> [UInt8]?
  {
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else {
      return host(authority, scheme)
    }
    let user = authority[..<at]
    let allowed = user.allSatisfy {
      isUnreserved($0) || ":!$&'()*+,;=%@".utf8.contains($0)
    }
    guard allowed, unescaped(user, in: .other) != nil else { return nil }
    return host(authority[(at + 1)...], scheme)
  }

  private static func host(_ text: ArraySlice<UInt8>, _ scheme: [UInt8]) -> [UInt8]? {
    if let open = text.lastIndex(of: UInt8(ascii: "[")) {
      guard open == text.startIndex, let close = text.lastIndex(of: UInt8(ascii: "]")),
        isPort(text[(close + 1)...])
      else { return nil }
      return literal(text, upTo: close)
    }
    if let first = text.firstIndex(of: UInt8(ascii: ":")),
      let last = text.lastIndex(of: UInt8(ascii: ":"))
    {
      let isWeb = scheme == Array("http".utf8) || scheme == Array("https".utf8)
      guard isPort(text[last...]), first == last || !isWeb else { return nil }
    }
    return unescaped(text, in: .host)
  }

  /// `[fe80::1%25eth0]:80` (RFC 6874).
  private static func literal(_ text: ArraySlice<UInt8>, upTo close: Int) -> [UInt8]? {
    let inner = text[(text.startIndex + 1)..<close]
    var zone = close
    for index in inner.indices where inner[index...].starts(with: "%25".utf8) {
      zone = index
      break
    }
    guard let name = unescaped(text[..<zone], in: .host),
      let zoneName = unescaped(text[zone..<close], in: .zone),
      let port = unescaped(text[close...], in: .host),
      let address = Address.parse(String(decoding: name.dropFirst(), as: UTF8.self)),
      !address.isV4, zone == close || zoneName.count > 1
    else { return nil }
    return name + zoneName + port
  }

  /// Nothing, or a colon and digits.
  private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
    text.isEmpty
      || text.first == UInt8(ascii: ":") && text.dropFirst().allSatisfy { $0 &- 0x30 < 10 }
  }

  // MARK: escapes

  private enum Place { case host, zone, other }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~".utf8.contains(byte)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || "!$&'()*+,;=:[]<>\"".utf8.contains(byte)
  }

  private static func unescaped(_ text: ArraySlice<UInt8>, in place: Place) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      guard byte == UInt8(ascii: "%") else {
        if place != .other, byte < 0x80, !isHostByte(byte) { return nil }
        out.append(byte)
        index += 1
        continue
      }
      guard index + 2 < text.endIndex, let high = hexDigit(text[index + 1]),
        let low = hexDigit(text[index + 2])
      else { return nil }
      let value = high << 4 | low
      let isPercent = value == UInt8(ascii: "%")
      // In a host only what is not ASCII may be escaped.
      if place == .host, high < 8, !isPercent { return nil }
      if place == .zone, !isPercent, value != 0x20, !isHostByte(value) { return nil }
      out.append(value)
      index += 3
    }
    return out
  }

  /// A path's usual text.
  private static func escaped(_ path: [UInt8]) -> [UInt8] {
    path.flatMap { byte in
      isUnreserved(byte) || "$&+,/:;=@".utf8.contains(byte)
        ? [byte] : [UInt8(ascii: "%"), upperDigits[Int(byte >> 4)], upperDigits[Int(byte & 15)]]
    }
  }
}
