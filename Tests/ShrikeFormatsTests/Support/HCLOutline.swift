import ShrikeFormats
import ShrikeText

/// A body as indented lines: one an attribute, a block's header before what it holds.
func outline(_ body: HCLBody, _ indent: String = "") -> String {
  var out = ""
  for attribute in body.attributes {
    out += "\(indent)\(attribute.name) = \(brief(attribute.value))\n"
  }
  for block in body.blocks {
    out += indent + ([block.type] + block.labels.map { "'\($0.text)'" }).joined(separator: " ")
    out += "\n" + outline(block.body, indent + "  ")
  }
  return out
}

/// An expression in one line, every operation in parentheses.
func brief(_ expression: HCLExpression) -> String {
  switch expression.kind {
  case .null: "null"
  case .bool(let bool): "\(bool)"
  case .number(let text): text
  case .string(let text): "'\(escaped(text))'"
  case .template(let parts): "T[" + brief(parts) + "]"
  case .wrap(let inner): "wrap(\(brief(inner)))"
  case .variable(let name, let steps): name + brief(steps)
  case .steps(let source, let steps): brief(source) + brief(steps)
  case .index(let source, let key): "\(brief(source))[\(brief(key))]"
  case .splat(let source, let each, let isLegacy):
    "splat\(isLegacy ? "." : "")(\(brief(source)), \(brief(each)))"
  case .element: "_"
  case .call(let call):
    "\(call.name)(\(call.arguments.map { brief($0) }.joined(separator: ", "))"
      + (call.expandsLast ? "...)" : ")")
  case .negate(let inner): "-\(brief(inner))"
  case .not(let inner): "!\(brief(inner))"
  case .operation(let op, let a, let b): "(\(brief(a)) \(op) \(brief(b)))"
  case .conditional(let test, let then, let otherwise):
    "(\(brief(test)) ? \(brief(then)) : \(brief(otherwise)))"
  case .tuple(let items): "[" + items.map { brief($0) }.joined(separator: ", ") + "]"
  case .object(let items):
    "{" + items.map { "\(brief($0.key)): \(brief($0.value))" }.joined(separator: ", ") + "}"
  case .loop(let loop):
    "for(\(loop.keyName.map { $0 + "," } ?? "")\(loop.valueName) in \(brief(loop.collection)): "
      + (loop.key.map { brief($0) + " => " } ?? "") + brief(loop.value)
      + (loop.isGrouping ? "..." : "") + (loop.condition.map { " if " + brief($0) } ?? "") + ")"
  case .parentheses(let inner): "(\(brief(inner)))"
  case .invalid: "<invalid>"
  }
}

private func brief(_ steps: [HCLStep]) -> String {
  steps.map { step in
    switch step.kind {
    case .attribute(let name): "." + name
    case .index(let number): "[\(number)]"
    case .key(let key): "['\(key)']"
    }
  }.joined()
}

private func brief(_ parts: [HCLTemplatePart]) -> String {
  parts.map { part in
    switch part {
    case .literal(let text, _): "'\(escaped(text))'"
    case .value(let value): brief(value)
    case .conditional(let test, let then, let otherwise):
      "if(\(brief(test)): \(brief(then)) else \(brief(otherwise)))"
    case .loop(let key, let value, let collection, let body):
      "for(\(key.map { $0 + "," } ?? "")\(value) in \(brief(collection)): \(brief(body)))"
    }
  }.joined(separator: " ")
}

private func escaped(_ text: String) -> String {
  String(text.flatMap { $0 == "\n" ? "\\n" : String($0) })
}
