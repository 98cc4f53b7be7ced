public import ShrikeText

extension HCLReader {
  /// A file in HCL's JSON syntax (`*.tf.json`) as the body it stands for.
  ///
  /// The syntax leaves open what is an attribute and what a block; `blocks` tells it for the root:
  /// the types of blocks and how many labels each has. Whatever stands deeper is read as
  /// attributes. Strings are templates; where a string holds escapes its parts have the place
  /// of the whole. Specification: https://github.com/hashicorp/hcl/blob/main/json/spec.md
  public func readJSON(
    _ bytes: [UInt8], _ context: FileContext, blocks: [String: Int],
    diagnostics: inout Diagnostics
  ) -> HCLFile? {
    var reader = JSONReader.strict
    reader.limits.bytes = Self.byteLimit
    reader.limits.depth = Self.depthLimit
    let errors = diagnostics.errorCount
    guard let document = reader.read(bytes, context, diagnostics: &diagnostics),
      diagnostics.errorCount == errors
    else { return nil }
    return document.text.bytes.withUnsafeBufferPointer { buffer in
      var mapping = JSONMapping(buffer, document, blocks)
      let body = mapping.readRoot()
      for mistake in mapping.mistakes {
        diagnostics.report(
          document.diagnostic(
            .error, "hcl.syntax", mistake.message, at: mistake.range, help: mistake.help))
      }
      return HCLFile(body: body, text: document.text, comments: [], mistakes: mapping.mistakes)
    }
  }
}

private struct JSONMapping {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let document: Document
  private let blocks: [String: Int]
  private(set) var mistakes: [HCLMistake] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ document: Document, _ blocks: [String: Int]) {
    self.bytes = bytes
    self.document = document
    self.blocks = blocks
  }

  private mutating func note(_ message: String, _ range: ByteRange) {
    if mistakes.count < HCLReader.mistakeLimit { mistakes.append(HCLMistake(message, at: range)) }
  }

  mutating func readRoot() -> HCLBody {
    var body = HCLBody(range: document.root.range)
    for part in objects(document.root) {
      for entry in part.entries where entry.name != "//" {
        if let labels = blocks[entry.name] {
          addBlocks(entry, entry.value, [], labels, to: &body)
        } else {
          body.attributes.append(attribute(entry))
        }
      }
    }
    return body
  }

  /// An object, or the objects of an array.
  private mutating func objects(_ node: Node) -> [Node] {
    switch node.kind {
    case .mapping: return [node]
    case .sequence:
      return node.elements.filter { element in
        if element.isNull { return false }
        if !element.isMapping { note("expected an object", element.range) }
        return element.isMapping
      }
    case .null: return []
    default:
      note("expected an object, or an array of objects", node.range)
      return []
    }
  }

  private mutating func addBlocks(
    _ type: Node.Entry, _ node: Node, _ labels: [HCLLabel], _ left: Int, to body: inout HCLBody
  ) {
    for part in objects(node) {
      if left > 0 {
        for entry in part.entries where entry.name != "//" {
          addBlocks(
            type, entry.value, labels + [HCLLabel(text: entry.name, range: entry.key.range)],
            left - 1, to: &body)
        }
        continue
      }
      var inner = HCLBody(range: part.range)
      for entry in part.entries where entry.name != "//" {
        inner.attributes.append(attribute(entry))
      }
      body.blocks.append(
        HCLBlock(
          type: type.name, typeRange: type.key.range, labels: labels, body: inner,
          headRange: labels.last?.range ?? type.key.range, range: part.range))
    }
  }

  private mutating func attribute(_ entry: Node.Entry) -> HCLAttribute {
    HCLAttribute(
      name: entry.name, nameRange: entry.key.range, value: expression(entry.value),
      range: entry.range)
  }

  private mutating func expression(_ node: Node) -> HCLExpression {
    let range = node.range
    switch node.kind {
    case .null: return HCLExpression(.null, range)
    case .bool: return HCLExpression(.bool(node.bool ?? false), range)
    case .integer, .float: return HCLExpression(.number(node.text ?? "0"), range)
    case .string, .dateTime: return template(node)
    case .sequence:
      var items: [HCLExpression] = []
      items.reserveCapacity(node.count)
      for element in node.elements { items.append(expression(element)) }
      return made(.tuple(items), range, items.map(\.height).max() ?? 0)
    case .mapping:
      var items: [HCLItem] = []
      items.reserveCapacity(node.count)
      for entry in node.entries {
        items.append(HCLItem(key: template(entry.key), value: expression(entry.value)))
      }
      return made(
        .object(items), range, items.map { max($0.key.height, $0.value.height) }.max() ?? 0)
    }
  }

  private mutating func made(
    _ kind: HCLExpression.Kind, _ range: ByteRange, _ height: Int32
  ) -> HCLExpression {
    guard height < HCLReader.depthLimit else {
      note("nested more than \(HCLReader.depthLimit) levels deep", range)
      return HCLExpression(.invalid, range)
    }
    return HCLExpression(kind, range, height: height + 1)
  }

  private mutating func template(_ node: Node) -> HCLExpression {
    let text = node.text ?? ""
    guard text.utf8.contains(UInt8(ascii: "{")) else {
      return HCLExpression(.string(text), node.range)
    }
    if let content = node.contentRange {
      return template(
        UnsafeBufferPointer(rebasing: bytes[..<content.upper]), from: content.lower, node.range,
        keepsPlaces: true)
    }
    var copy = text
    return copy.withUTF8 { template($0, from: 0, node.range, keepsPlaces: false) }
  }

  private mutating func template(
    _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, _ range: ByteRange, keepsPlaces: Bool
  ) -> HCLExpression {
    var lexer = HCLLexer(buffer, from: start, asTemplate: true)
    lexer.run()
    var parser = HCLParser(buffer, lexer.tokens)
    let expression = parser.readLoneTemplate()
    for mistake in parser.mistakes { note(mistake.message, keepsPlaces ? mistake.range : range) }
    guard var expression, parser.mistakes.isEmpty else { return HCLExpression(.invalid, range) }
    if !keepsPlaces { expression = expression.moved(to: range) }
    expression.range = range
    return expression
  }
}

extension HCLExpression {
  /// The expression with every part at one place.
  fileprivate func moved(to range: ByteRange) -> HCLExpression {
    func move(_ expression: HCLExpression) -> HCLExpression { expression.moved(to: range) }
    func move(_ steps: [HCLStep]) -> [HCLStep] {
      steps.map { HCLStep(kind: $0.kind, range: range) }
    }
    let moved: Kind =
      switch kind {
      case .null, .bool, .number, .string, .element, .invalid: kind
      case .template(let parts): .template(parts.map { $0.moved(to: range) })
      case .wrap(let inner): .wrap(move(inner))
      case .variable(let name, let steps): .variable(name, move(steps))
      case .steps(let source, let steps): .steps(move(source), move(steps))
      case .index(let source, let key): .index(move(source), move(key))
      case .splat(let source, let each, let isLegacy):
        .splat(move(source), each: move(each), isLegacy: isLegacy)
      case .call(let call):
        .call(
          HCLCall(
            name: call.name, nameRange: range, arguments: call.arguments.map { move($0) },
            expandsLast: call.expandsLast))
      case .negate(let operand): .negate(move(operand))
      case .not(let operand): .not(move(operand))
      case .operation(let op, let left, let right): .operation(op, move(left), move(right))
      case .conditional(let test, let then, let otherwise):
        .conditional(move(test), then: move(then), otherwise: move(otherwise))
      case .tuple(let items): .tuple(items.map { move($0) })
      case .object(let items):
        .object(items.map { HCLItem(key: move($0.key), value: move($0.value)) })
      case .loop(let loop):
        .loop(
          HCLLoop(
            keyName: loop.keyName, valueName: loop.valueName, collection: move(loop.collection),
            key: loop.key.map { move($0) }, value: move(loop.value), isGrouping: loop.isGrouping,
            condition: loop.condition.map { move($0) }))
      case .parentheses(let inner): .parentheses(move(inner))
      }
    return HCLExpression(moved, range, height: height)
  }
}

extension HCLTemplatePart {
  fileprivate func moved(to range: ByteRange) -> HCLTemplatePart {
    switch self {
    case .literal(let text, _): .literal(text, range)
    case .value(let value): .value(value.moved(to: range))
    case .conditional(let test, let then, let otherwise):
      .conditional(
        test.moved(to: range), then: then.map { $0.moved(to: range) },
        otherwise: otherwise.map { $0.moved(to: range) })
    case .loop(let key, let value, let collection, let body):
      .loop(
        keyName: key, valueName: value, collection.moved(to: range),
        body: body.map { $0.moved(to: range) })
    }
  }
}
