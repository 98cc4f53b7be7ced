extension Module {
  /// Whether two modules say the same: the same statements in the same order, the same comments and METADATA,
  /// wherever they stand in the text.
  public func saysTheSame(as other: Module) -> Bool {
    package == other.package && imports.map(\.outline) == other.imports.map(\.outline)
      && annotations.map(\.outline) == other.annotations.map(\.outline)
      && commentTexts == other.commentTexts && outline == other.outline
  }

  /// Everything that has a meaning, as one text without places.
  var outline: String {
    var writer = OutlineWriter()
    for rule in rules { writer.write(rule) }
    return writer.text
  }

  private var commentTexts: [[UInt8]] {
    comments.map { span in
      var bytes = text[Int(span.lower)..<Int(span.upper)]
      while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
      return Array(bytes)
    }
  }
}

extension Import {
  fileprivate var outline: String { path.joined(separator: "/") + " as \(alias ?? "")" }
}

extension Annotation {
  fileprivate var outline: String { "\(rule ?? -1) \(yaml)" }
}

private struct OutlineWriter {
  var text = ""

  mutating func write(_ rule: Rule) {
    text += "\nrule \(rule.isDefault) \(rule.isChained) \(rule.head.name)"
    list("path", rule.head.path)
    if let arguments = rule.head.arguments { list("arguments", arguments) }
    if let key = rule.head.key { list("key", [key]) }
    if let value = rule.head.value { list("value", [value]) }
    write(rule.body)
    for alternative in rule.alternatives {
      text += " else"
      if let value = alternative.value { list("value", [value]) }
      write(alternative.body)
    }
  }

  private mutating func list(_ name: String, _ terms: [Term]) {
    text += "(\(name)"
    for term in terms {
      text += " "
      write(term)
    }
    text += ")"
  }

  private mutating func write(_ body: Body) {
    text += "{"
    for expression in body { write(expression) }
    text += "}"
  }

  private mutating func write(_ expression: Expression) {
    text += expression.isNegated ? "\n not " : "\n "
    switch expression.kind {
    case .term(let term): write(term)
    case .unify(let left, let right): list("=", [left, right])
    case .assign(let left, let right): list(":=", [left, right])
    case .some(let terms): list("some", terms)
    case .someIn(let key, let value, let domain):
      list("some-in \(key != nil)", [key, value, domain].compactMap { $0 })
    case .every(let key, let value, let domain, let body):
      list("every \(key != nil)", [key, value, domain].compactMap { $0 })
      write(body)
    }
    for with in expression.withs { list("with", [with.target, with.value]) }
  }

  private mutating func write(_ term: Term) {
    switch term.kind {
    case .constant(let value): text += value.regoText
    // Wildcards are numbered as they are read, tries included.
    case .variable(let name): text += name.hasPrefix("_#") ? "_" : "$\(name)"
    case .reference(let head, let path): list("reference", [head] + path)
    case .array(let terms): list("array", terms)
    case .set(let terms): list("set", terms)
    case .object(let entries): list("object", entries.flatMap { [$0.key, $0.value] })
    case .arrayComprehension(let value, let body):
      list("each-array", [value])
      write(body)
    case .setComprehension(let value, let body):
      list("each-set", [value])
      write(body)
    case .objectComprehension(let key, let value, let body):
      list("each-object", [key, value])
      write(body)
    case .call(let callee, let terms): list("call", [callee] + terms)
    case .operation(let name, let terms): list(name, terms)
    case .template(let parts):
      text += "(template"
      for part in parts {
        switch part {
        case .text(let value): text += " \(value.regoText)"
        case .expression(let expression): write(expression)
        }
      }
      text += ")"
    }
  }
}
