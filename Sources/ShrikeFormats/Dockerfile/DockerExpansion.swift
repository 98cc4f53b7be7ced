/// Resolves quotes, escapes and variables of one value as the builder does (Dockerfile reference,
/// "Environment replacement").
struct DockerExpansion {
  /// Values of values: `ENV A=$B$B`, `ENV B=$A$A` … grow, so a result's size is bounded.
  static let longestResult = 64 << 10
  /// And that of all results of a file together.
  static let totalLimit = 16 << 20
  /// So many names of unknown variables are kept.
  static let unknownLimit = 64
  /// `${A:-${B:-…}}`
  static let depthLimit = 32

  private let bytes: [UInt8]
  private let escape: UInt8
  private let meaning: (String) -> DockerScopes.Meaning
  private var at = 0
  private var out: [UInt8] = []
  private var unknown: [String] = []

  init(_ text: String, escape: UInt8, meaning: @escaping (String) -> DockerScopes.Meaning) {
    bytes = Array(text.utf8)
    self.escape = escape
    self.meaning = meaning
  }

  static func isNeeded(_ text: String, escape: UInt8) -> Bool {
    text.utf8.contains {
      $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
        || $0 == escape
    }
  }

  mutating func run() -> DockerText {
    words(until: nil, depth: 0)
    return DockerText(String(decoding: out, as: UTF8.self), unknown: unknown)
  }

  private mutating func words(until closing: UInt8?, depth: Int) {
    var quote: UInt8 = 0
    while at < bytes.count {
      let byte = bytes[at]
      if quote == 0, let closing, byte == closing { return }
      if quote == UInt8(ascii: "'") {
        if byte == quote { quote = 0 } else { put(byte) }
        at += 1
      } else if byte == escape, at + 1 < bytes.count {
        let next = bytes[at + 1]
        if quote != 0, next != quote, next != UInt8(ascii: "$"), next != escape { put(byte) }
        put(next)
        at += 2
      } else if byte == UInt8(ascii: "$") {
        variable(depth: depth)
      } else if byte == quote {
        quote = 0
        at += 1
      } else if quote == 0, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        at += 1
      } else {
        put(byte)
        at += 1
      }
    }
  }

  private mutating func put(_ byte: UInt8) {
    if out.count < Self.longestResult { out.append(byte) }
  }

  private mutating func put(_ text: DockerText) {
    if out.count < Self.longestResult { out += text.written.utf8.prefix(Self.longestResult) }
    for name in text.unknown where unknown.count < Self.unknownLimit && !unknown.contains(name) {
      unknown.append(name)
    }
  }

  private mutating func putUnknown(_ name: String) {
    put(DockerText("${\(name)}", unknown: [name]))
  }

  private mutating func variable(depth: Int) {
    at += 1
    guard at < bytes.count else { return put(UInt8(ascii: "$")) }
    guard bytes[at] == UInt8(ascii: "{") else {
      let start = at
      if isNameStart(bytes[at]) {
        while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
      } else if bytes[at] &- 0x30 < 10 || "@*#?-$!".utf8.contains(bytes[at]) {
        at += 1
      }
      guard at > start else { return put(UInt8(ascii: "$")) }
      return plain(String(decoding: bytes[start..<at], as: UTF8.self))
    }
    let start = at + 1
    at = start
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    guard at < bytes.count, !name.isEmpty, depth < Self.depthLimit else { return skip(name) }
    if bytes[at] == UInt8(ascii: "}") {
      at += 1
      return plain(name)
    }
    let hasColon = bytes[at] == UInt8(ascii: ":")
    if hasColon { at += 1 }
    guard at < bytes.count else { return skip(name) }
    let sign = bytes[at]
    at += 1
    // The word is resolved by itself; where it is not wanted it is thrown away.
    let saved = (out, unknown)
    out = []
    unknown = []
    words(until: UInt8(ascii: "}"), depth: depth + 1)
    if at < bytes.count { at += 1 }
    let word = DockerText(String(decoding: out, as: UTF8.self), unknown: unknown)
    (out, unknown) = saved
    let meaning = meaning(name)
    switch sign {
    case UInt8(ascii: "-"), UInt8(ascii: "?"):
      if case .known(let value) = meaning, !(hasColon && value.text == "") {
        put(value)
      } else if case .automatic = meaning {
        putUnknown(name)
      } else if sign == UInt8(ascii: "-") {
        put(word)
      } else {
        putUnknown(name)
      }
    case UInt8(ascii: "+"):
      switch meaning {
      case .known(let value): if !(hasColon && value.text == "") { put(word) }
      case .declared: putUnknown(name)
      case .automatic: put(word)
      case .undefined: break
      }
    default: putUnknown(name)
    }
  }

  private mutating func plain(_ name: String) {
    if case .known(let value) = meaning(name) { put(value) } else { putUnknown(name) }
  }

  /// To the closing brace: what stands here is no expansion that is known.
  private mutating func skip(_ name: String) {
    while at < bytes.count, bytes[at] != UInt8(ascii: "}") { at += 1 }
    at = min(at + 1, bytes.count)
    putUnknown(name)
  }
}
