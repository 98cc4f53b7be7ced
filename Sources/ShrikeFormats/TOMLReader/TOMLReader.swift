internal import CTOMLTree
import ShrikeText

/// Reads TOML 1.0 through toml++, every node and key with its place.
///
/// A syntax error, which in TOML a duplicate key is too, ends the reading with one diagnostic.
/// Tables keep the order of the file. A table's range goes from its header (or the key that made
/// it) to the end of its last descendant. Cost: about 40 ns a byte, nearly all of it toml++'s.
public struct TOMLReader: Sendable {
  /// Headers and dotted keys of one file: toml++ looks tables up in lists, so as many as these may
  /// cost seconds, and ten times as many minutes.
  public static let tableLimit = 50_000

  /// `depth` bounds toml++'s recursion; dots in keys count as levels.
  public var limits: FormatLimits = {
    var limits = FormatLimits()
    limits.bytes = 16 << 20
    limits.depth = 128
    return limits
  }()

  public init() {}

  public func read(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> Document? {
    guard
      let (source, start) = DecodedText.checked(
        bytes, context, limits, area: "toml", &diagnostics)
    else { return nil }
    return source.text.bytes.withUnsafeBufferPointer { bytes in
      // The shim is compiled for 128 levels whatever the limits say.
      let depth = min(limits.depth, 128)
      let excess = tomlNesting(bytes, from: start, exceeds: depth, tables: Self.tableLimit)
      switch excess {
      case .depth(let place):
        source.report(
          Problem(
            "toml.depth", "nested more than \(depth) levels deep",
            at: ByteRange(place, place + 1)), to: &diagnostics)
        return nil
      case .tables(let place):
        source.report(
          Problem(
            "toml.tables", "more than \(Self.tableLimit) table headers and dotted keys",
            at: ByteRange(place, place + 1)), to: &diagnostics)
        return nil
      case nil: break
      }
      guard let tree = ctoml_parse(bytes.baseAddress.map { $0 + start }, bytes.count - start) else {
        source.report(
          Problem("toml.memory", "there is not enough memory to read it", at: ByteRange(0, 0)),
          to: &diagnostics)
        return nil
      }
      defer { ctoml_free(tree) }
      let places = CodePointMap(bytes, from: start, lines: true)
      var line: UInt32 = 0
      var column: UInt32 = 0
      if let error = ctoml_error(tree, &line, &column) {
        let offset = places.offset(line: Int(line), column: Int(column))
        source.report(
          Problem(
            "toml.syntax", source.quotes ? message(String(cString: error)) : "this is not TOML",
            at: ByteRange(offset, offset + 1)), to: &diagnostics)
        return nil
      }
      let builder = build(tree, bytes, places)
      guard let root = builder.roots.first else { return nil }
      return Document(Tree(builder, source), root: root)
    }
  }

  /// toml++ says "Error while parsing key-value pair: expected '=', saw 'x'".
  private func message(_ text: String) -> String {
    let lead = "Error while parsing "
    return text.hasPrefix(lead) ? "in a " + text.dropFirst(lead.count) : text
  }

  private func build(
    _ tree: OpaquePointer, _ bytes: UnsafeBufferPointer<UInt8>, _ places: CodePointMap
  ) -> TreeBuilder {
    var builder = TreeBuilder(.toml, source: bytes)
    var count = 0
    var textCount = 0
    let nodes = UnsafeBufferPointer(start: ctoml_nodes(tree, &count), count: count)
    let text = UnsafeBufferPointer(start: ctoml_text(tree, &textCount), count: textCount)
    /// For every open container the children still to come, and its end.
    var open: [(left: UInt32, upper: Int)] = []
    for (index, node) in nodes.enumerated() {
      if node.key_region.line > 0 {
        addText(.string, node.key_region, node.key, node.key_length, text, places, &builder)
      }
      let isContainer = node.kind == CTOML_TABLE.rawValue || node.kind == CTOML_ARRAY.rawValue
      if isContainer {
        let lower = index == 0 ? 0 : lowerOffset(node.region, places)
        builder.begin(node.kind == CTOML_TABLE.rawValue ? .mapping : .sequence, lower: lower)
        open.append((node.children, index == 0 ? bytes.count : upperOffset(node.region, places)))
      } else if node.kind == CTOML_STRING.rawValue {
        addText(.string, node.region, node.value, node.value_length, text, places, &builder)
      } else {
        let lower = lowerOffset(node.region, places)
        let upper = max(lower, upperOffset(node.region, places))
        builder.add(
          NodeRecord(
            kind(node),
            flags: node.kind == CTOML_BOOLEAN.rawValue && node.children != 0
              ? NodeRecord.isTrue : 0, lower: lower, upper: upper, a: lower, b: upper - lower))
      }
      if !isContainer, let last = open.indices.last { open[last].left -= 1 }
      while let last = open.last, last.left == 0 {
        builder.end(upper: last.upper)
        open.removeLast()
        if let outer = open.indices.last { open[outer].left -= 1 }
      }
    }
    return builder
  }

  private func kind(_ node: ctoml_node) -> Node.Kind {
    switch node.kind {
    case CTOML_INTEGER.rawValue: .integer
    case CTOML_FLOAT.rawValue: .float
    case CTOML_BOOLEAN.rawValue: .bool
    default: .dateTime
    }
  }

  private func addText(
    _ kind: Node.Kind, _ region: ctoml_region, _ offset: UInt32, _ count: UInt32,
    _ text: UnsafeBufferPointer<UInt8>, _ places: CodePointMap, _ builder: inout TreeBuilder
  ) {
    let lower = lowerOffset(region, places)
    let upper = max(lower, upperOffset(region, places))
    let value = UnsafeBufferPointer(rebasing: text[Int(offset)..<Int(offset) + Int(count)])
    let closing = closingQuotes(builder.source, lower, upper)
    _ = builder.addText(
      kind, flags: closing == 0 ? 0 : NodeRecord.quoted, lower: lower, upper: upper, text: value,
      closing: closing)
  }

  private func closingQuotes(
    _ source: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int
  ) -> Int {
    guard lower < upper, upper <= source.count else { return 0 }
    let quote = source[lower]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return 0 }
    return upper - lower >= 6 && source[lower + 1] == quote && source[lower + 2] == quote ? 3 : 1
  }

  private func lowerOffset(_ region: ctoml_region, _ places: CodePointMap) -> Int {
    places.offset(line: Int(region.line), column: Int(region.column))
  }

  private func upperOffset(_ region: ctoml_region, _ places: CodePointMap) -> Int {
    places.offset(line: Int(region.end_line), column: Int(region.end_column))
  }
}
