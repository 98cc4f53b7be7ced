import ShrikeFormats
import ShrikeText

/// YAML as `yamlencode` writes it (block style, keys and strings in double quotes) and `yamldecode`
/// reads it.
enum YAMLText {
  static func encoded(_ value: TerraformValue) throws(TerraformError) -> String {
    var out = ""
    try write(value, indent: 0, to: &out)
    switch value.content {
    // A lone plain scalar ends with the mark of a document's end.
    case .null, .bool, .number: return out + "...\n"
    default: return out
    }
  }

  /// Where a line of a quoted text is broken at its next blank, as libyaml does.
  private static let width = 80

  /// The value where the line already stands at its place; always ends the line.
  private static func write(
    _ value: TerraformValue, indent: Int, to out: inout String
  ) throws(TerraformError) {
    guard indent < JSONText.depthLimit else { throw TerraformError("the value is nested too deep") }
    if let elements = value.elements, !elements.isEmpty {
      for (index, element) in elements.enumerated() {
        if index > 0 { out += spaces(indent) }
        out += "- "
        try write(element, indent: indent + 1, to: &out)
      }
      return
    }
    if let fields = value.fields, fields.count > 0 {
      for (index, entry) in fields.entries.enumerated() {
        if index > 0 { out += spaces(indent) }
        writeQuoted(entry.key, indent: nil, to: &out)
        out += ":"
        if let elements = entry.value.elements, !elements.isEmpty {
          // A list within a map stands at the map's margin.
          out += "\n" + spaces(indent)
          try write(entry.value, indent: indent, to: &out)
        } else if let inner = entry.value.fields, inner.count > 0 {
          out += "\n" + spaces(indent + 1)
          try write(entry.value, indent: indent + 1, to: &out)
        } else {
          out += " "
          try write(entry.value, indent: indent + 1, to: &out)
        }
      }
      return
    }
    switch value.content {
    case .null: out += "null\n"
    case .bool(let bool): out += bool ? "true\n" : "false\n"
    case .number(let number):
      if case .infinity(let isNegative) = number {
        out += isNegative ? "-.inf\n" : "+.inf\n"
      } else {
        out += number.text + "\n"
      }
    case .string(let text): writeText(text, indent: max(indent, 1), to: &out)
    case .list, .set, .tuple: out += "[]\n"
    case .map, .object: out += "{}\n"
    case .unknown: throw TerraformError("the value is not known")
    }
  }

  private static func spaces(_ indent: Int) -> String { String(repeating: "  ", count: indent) }

  private static func writeText(_ text: String, indent: Int, to out: inout String) {
    guard text.utf8.contains(0x0A), !needsQuotes(text) else {
      writeQuoted(text, indent: indent, to: &out)
      out += "\n"
      return
    }
    // A literal block; the sign says what happens to the line breaks at its end.
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    out += "|"
    if text.utf8.first == 0x20 || text.utf8.first == 0x0A { out += "2" }
    if lines.last?.isEmpty == true {
      lines.removeLast()
      if lines.last?.isEmpty != false { out += "+" }
    } else {
      out += "-"
    }
    out += "\n"
    for line in lines { out += line.isEmpty ? "\n" : spaces(indent) + line + "\n" }
  }

  /// Texts that a literal block cannot hold: with characters that must be escaped, a blank before
  /// a line break or one at the end.
  private static func needsQuotes(_ text: String) -> Bool {
    var isBlank = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        if isBlank { return true }
      } else if !isPrintable(scalar) || scalar == "\u{2028}" || scalar == "\u{2029}" {
        return true
      }
      isBlank = scalar == " "
    }
    return isBlank
  }

  /// libyaml's idea: nothing beyond the basic plane, and no tab.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    default: false
    }
  }

  /// In double quotes; without `indent`, on one line.
  private static func writeQuoted(_ text: String, indent: Int?, to out: inout String) {
    let scalars = Array(text.unicodeScalars)
    var column = out.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1
    var afterBlank = false
    out += "\""
    for (index, scalar) in scalars.enumerated() {
      if scalar == " " {
        if let indent, !afterBlank, column > width, index > 0, index < scalars.count - 1 {
          out += "\n" + spaces(indent)
          column = 2 * indent
          if scalars[index + 1] == " " {
            out += "\\"
            column += 1
          }
        } else {
          out += " "
          column += 1
        }
        afterBlank = true
        continue
      }
      afterBlank = false
      let written = escaped(scalar)
      if let written { out += written } else { out.unicodeScalars.append(scalar) }
      column += written?.unicodeScalars.count ?? 1
    }
    out += "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    case "\u{0}": return "\\0"
    case "\u{7}": return "\\a"
    case "\u{8}": return "\\b"
    case "\u{B}": return "\\v"
    case "\u{C}": return "\\f"
    case "\u{1B}": return "\\e"
    case "\u{85}": return "\\N"
    case "\u{2028}": return "\\L"
    case "\u{2029}": return "\\P"
    default: break
    }
    if isPrintable(scalar) { return nil }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (mark, count) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + mark + String(repeating: "0", count: count - digits.utf8.count) + digits
  }

  // MARK: reading

  static func decoded(_ text: String) throws(TerraformError) -> TerraformValue {
    var diagnostics = Diagnostics()
    // Booleans and merge keys as in YAML 1.1, numbers as in 1.2.
    var reader = YAMLReader(schema: .core12)
    reader.expandsMergeKeys = true
    let documents = reader.read(
      Array(text.utf8), FileContext("", quotes: false), diagnostics: &diagnostics)
    guard !diagnostics.hasErrors else { throw TerraformError("the text is not valid YAML") }
    guard documents.count == 1 else {
      throw TerraformError("the text is not one YAML document")
    }
    return try value(of: documents[0].root)
  }

  private static func value(of node: Node) throws(TerraformError) -> TerraformValue {
    switch node.kind {
    case .string where !node.isQuoted && node.tag == nil: return try plain(node.text ?? "")
    case .string, .dateTime: return .string((node.text ?? "").normalized)
    case .null: return .null()
    case .bool: return .bool(node.bool ?? false)
    case .integer, .float:
      let text = node.text ?? ""
      if node.isQuoted || node.tag == "tag:yaml.org,2002:str" { return .string(text) }
      return try plain(text)
    case .sequence:
      var elements: [TerraformValue] = []
      for element in node.elements { elements.append(try value(of: element)) }
      return .tuple(elements)
    case .mapping:
      var fields: [(String, TerraformValue)] = []
      for entry in node.entries {
        let key = try value(of: entry.key)
        guard !key.isNull, let name = try key.converted(to: .string).string else {
          throw TerraformError("a key of the YAML text is no text")
        }
        fields.append((name, try value(of: entry.value)))
      }
      return .object(fields)
    }
  }

  private static func plain(_ text: String) throws(TerraformError) -> TerraformValue {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE": return .bool(true)
    case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE":
      return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF":
      return .number(.infinity(isNegative: false))
    case "-.inf", "-.Inf", "-.INF": return .number(.infinity(isNegative: true))
    case ".nan", ".NaN", ".NAN": throw TerraformError("NaN is no number")
    default: break
    }
    guard let first = text.utf8.first, first &- 0x30 < 10 || "+-.".utf8.contains(first) else {
      return .string(text.normalized)
    }
    let digits = text.drop { $0 == "-" || $0 == "+" }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      guard let value = Int(text.dropFirst(2), radix: radix) else { break }
      return .number(value)
    }
    if digits.utf8.contains(where: { $0 &- 0x30 < 10 }), let number = TerraformNumber(text: text) {
      return .number(number)
    }
    if let date = Timestamp(yaml: text) { return .string(date.text) }
    return .string(text.normalized)
  }
}
