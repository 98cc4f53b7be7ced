import ShrikeText

/// Git's configuration files, read without running anything: `section.key` and `section.sub.key` to
/// their values, the last one wins. Includes are followed, conditional ones are not.
public struct GitConfig: Sendable {
  public static let maximumFileSize = 4 << 20
  /// Git's own limit of nested includes.
  public static let maximumIncludeDepth = 10

  private var values: [String: String] = [:]

  public init() {}

  /// Section and key in lower case, a subsection as written.
  public subscript(key: String) -> String? { values[key] }

  func pairs(where wanted: (String) -> Bool) -> [(key: String, value: String)] {
    values.filter { wanted($0.key) }.sorted { $0.key < $1.key }
  }

  /// Git's reading of a boolean: a key without value is true.
  public func flag(_ key: String) -> Bool? {
    guard let value = values[key] else { return nil }
    switch value.lowercased() {
    case "true", "yes", "on", "1": return true
    case "false", "no", "off", "0", "": return false
    default: return nil
    }
  }

  /// Adds a file's values over those already here; a file that is not there adds nothing.
  public mutating func add(file: String, home: String?, depth: Int = 0) {
    guard let bytes = readFile(file, limit: Self.maximumFileSize) else { return }
    add(text: bytes, file: file, home: home, depth: depth)
  }

  mutating func add(text bytes: [UInt8], file: String, home: String?, depth: Int = 0) {
    var scanner = ConfigScanner(bytes: bytes)
    while let (key, value) = scanner.next() {
      values[key] = value
      if key == "include.path", depth < Self.maximumIncludeDepth {
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        add(file: Self.path(value, home: home, relativeTo: folder), home: home, depth: depth + 1)
      }
    }
  }

  /// A path value: `~/` is `home`, a relative path starts in `folder`.
  static func path(_ value: String, home: String?, relativeTo folder: String) -> String {
    if value.hasPrefix("~/"), let home { return home + value.dropFirst(1) }
    if value.hasPrefix("/") { return value }
    return folder + "/" + value
  }
}

/// Reads `[section "sub"] key = value` lines as git's config.c does; what it cannot read it passes
/// over.
private struct ConfigScanner {
  let bytes: [UInt8]
  var at = 0
  var section = ""

  init(bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  mutating func next() -> (String, String)? {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      case 0x23, 0x3B: skipLine()
      case 0x5B: readSection()
      default:
        if let pair = readPair() { return pair }
      }
    }
    return nil
  }

  private mutating func skipLine() {
    while at < bytes.count, bytes[at] != 0x0A { at += 1 }
  }

  private mutating func readSection() {
    at += 1
    var name: [UInt8] = []
    var quoted = false
    while at < bytes.count, bytes[at] != 0x0A {
      let byte = bytes[at]
      at += 1
      if quoted {
        if byte == 0x5C, at < bytes.count {
          name.append(bytes[at])
          at += 1
        } else if byte == 0x22 {
          quoted = false
        } else {
          name.append(byte)
        }
      } else if byte == 0x5D {
        break
      } else if byte == 0x22 {
        quoted = true
        name.append(0x2E)
      } else if byte != 0x20, byte != 0x09 {
        name.append(asciiLower(byte))
      }
    }
    section = String(decoding: name, as: UTF8.self)
  }

  private mutating func readPair() -> (String, String)? {
    var key: [UInt8] = []
    while at < bytes.count, isKeyByte(bytes[at]) {
      key.append(asciiLower(bytes[at]))
      at += 1
    }
    guard !key.isEmpty, !section.isEmpty else {
      skipLine()
      return nil
    }
    let name = section + "." + String(decoding: key, as: UTF8.self)
    skipBlanks()
    guard at < bytes.count, bytes[at] == 0x3D else {
      let isFlag = at >= bytes.count || [0x0A, 0x0D, 0x23, 0x3B].contains(bytes[at])
      skipLine()
      return isFlag ? (name, "true") : nil
    }
    at += 1
    skipBlanks()
    return (name, readValue())
  }

  private mutating func readValue() -> String {
    var value: [UInt8] = []
    var kept = 0
    var quoted = false
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 0x0A { break }
      if !quoted, byte == 0x23 || byte == 0x3B {
        skipLine()
        break
      }
      if byte == 0x22 {
        quoted.toggle()
        kept = value.count
        continue
      }
      if byte == 0x5C {
        guard at < bytes.count else { break }
        let escaped = bytes[at]
        at += 1
        switch escaped {
        case 0x0A: continue
        case 0x0D where at < bytes.count && bytes[at] == 0x0A:
          at += 1
          continue
        case 0x6E: value.append(0x0A)
        case 0x74: value.append(0x09)
        case 0x62: value.append(0x08)
        default: value.append(escaped)
        }
        kept = value.count
        continue
      }
      value.append(byte)
      if quoted || (byte != 0x20 && byte != 0x09 && byte != 0x0D) { kept = value.count }
    }
    return String(decoding: value.prefix(kept), as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
  }

  private func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
    default: false
    }
  }
}
