import ShrikeRego

/// Variables in the texts of a compose file: `$A`, `${A}`, `${A:-default}`.
///
/// What the environment or a `.env` file decides is not known here. Where the file gives a default, the
/// text is what it is without any; else it is unknown because of the variable. `$$` is a dollar sign.
enum ComposeVariables {
  /// Defaults within defaults.
  private static let depthLimit = 20

  /// What holds settings of programs: whether one is written down or left to a variable is what checks
  /// ask there, so a text with an open variable stays as it is written.
  private static let settings: Set<String> = ["args", "environment", "labels"]

  /// The value with all texts resolved; keys stay as they are.
  static func resolving(_ value: Value, inSettings: Bool = false) -> Value {
    if let text = value.utf8 {
      guard text.contains(dollar) else { return value }
      var reader = Text(bytes: text[...])
      if let resolved = reader.read(depth: 0) { return Value(utf8: resolved).placed(like: value) }
      guard !inSettings, !reader.open.isEmpty else { return value }
      let name = String(decoding: reader.open, as: UTF8.self)
      return Value.unknown(because: ["${\(name)}"]).placed(like: value)
    }
    if let array = value.array {
      let elements = array.elements.map { resolving($0, inSettings: inSettings) }
      return Value(array: elements).placed(like: value)
    }
    if let object = value.object {
      let entries: [ObjectBox.Entry] = object.entries.map { entry in
        let isSettings = inSettings || settings.contains(entry.key.string ?? "")
        return (entry.key, resolving(entry.value, inSettings: isSettings))
      }
      return Value(object: entries).placed(like: value)
    }
    return value
  }

  private static let dollar = UInt8(ascii: "$")

  /// A text that is read from its beginning.
  private struct Text {
    var bytes: ArraySlice<UInt8>
    /// The variable that has no value.
    var open: [UInt8] = []

    /// The text up to its end, within braces up to the closing one; nil where it has no value.
    mutating func read(depth: Int) -> [UInt8]? {
      var out: [UInt8] = []
      while let byte = bytes.first {
        if depth > 0, byte == UInt8(ascii: "}") { return out }
        bytes.removeFirst()
        guard byte == dollar else {
          out.append(byte)
          continue
        }
        if bytes.first == dollar {
          bytes.removeFirst()
          out.append(dollar)
        } else if bytes.first == UInt8(ascii: "{") {
          bytes.removeFirst()
          guard let value = braced(depth: depth + 1) else { return nil }
          out += value
        } else {
          let name = name()
          guard name.isEmpty else {
            open = name
            return nil
          }
          out.append(dollar)
        }
      }
      return depth == 0 ? out : nil
    }

    /// What stands behind `${`, its closing brace included.
    private mutating func braced(depth: Int) -> [UInt8]? {
      open = name()
      guard !open.isEmpty, depth <= depthLimit else { return nil }
      if bytes.first == UInt8(ascii: ":") { bytes.removeFirst() }
      guard bytes.first == UInt8(ascii: "-") else { return nil }
      bytes.removeFirst()
      guard let value = read(depth: depth), bytes.first == UInt8(ascii: "}") else { return nil }
      bytes.removeFirst()
      return value
    }

    private mutating func name() -> [UInt8] {
      let name = bytes.prefix { byte in
        byte == UInt8(ascii: "_") || byte >= 0x30 && byte <= 0x39
          || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
      }
      bytes = bytes.dropFirst(name.count)
      return Array(name)
    }
  }
}
