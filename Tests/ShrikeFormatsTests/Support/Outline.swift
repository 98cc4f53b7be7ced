import Foundation
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeFormats

/// Files beside the tests.
let fixtures = Fixtures()

/// A tree in one line a node: kind, text, and the source its range covers, escaped.
func outline(_ document: Document, ranges: Bool = false) -> String {
  var out = ""
  func put(_ node: Node, _ indent: String, _ lead: String) {
    var line = indent + lead + node.kind.letter
    if let tag = node.tag { line += " <\(tag)>" }
    if let text = node.text { line += " \(quoted(text))" }
    if ranges { line += " @\(quoted(source(document, node.range)))" }
    out += line + "\n"
    for entry in node.entries {
      let key = entry.key.isScalar ? entry.name : source(document, entry.key.range)
      put(entry.value, indent + "  ", key + ": ")
    }
    for element in node.elements { put(element, indent + "  ", "- ") }
  }
  put(document.root, "", "")
  return out
}

private func quoted(_ text: String) -> String {
  text.debugDescription.replacingOccurrences(of: "\\'", with: "'")
}

func source(_ document: Document, _ range: ByteRange) -> String {
  String(decoding: document.text.bytes[range.lower..<range.upper], as: UTF8.self)
}

extension Node.Kind {
  var letter: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .integer: "int"
    case .float: "float"
    case .string: "str"
    case .dateTime: "date"
    case .sequence: "list"
    case .mapping: "map"
    }
  }
}

func json(
  _ text: String, _ reader: JSONReader = .strict
) -> (document: Document?, problems: [Diagnostic]) {
  var diagnostics = Diagnostics()
  let document = reader.read(
    Array(text.utf8), FileContext("case.json"), diagnostics: &diagnostics)
  return (document, diagnostics.finish())
}

func yaml(
  _ text: String, _ reader: YAMLReader = YAMLReader()
) -> (documents: [Document], problems: [Diagnostic]) {
  var diagnostics = Diagnostics()
  let documents = reader.read(
    Array(text.utf8), FileContext("case.yml"), diagnostics: &diagnostics)
  return (documents, diagnostics.finish())
}

func toml(
  _ text: String, _ reader: TOMLReader = TOMLReader()
) -> (document: Document?, problems: [Diagnostic]) {
  var diagnostics = Diagnostics()
  let document = reader.read(
    Array(text.utf8), FileContext("case.toml"), diagnostics: &diagnostics)
  return (document, diagnostics.finish())
}

extension Diagnostic {
  /// `warning json.duplicate-key 2:3`
  var brief: String {
    "\(level.rawValue) \(code)" + (frame.map { " \($0.line):\($0.column)" } ?? "")
  }
}

func utf16(_ text: String, bigEndian: Bool, mark: Bool = true) -> [UInt8] {
  ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
    let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    return bigEndian ? pair : pair.reversed()
  }
}
