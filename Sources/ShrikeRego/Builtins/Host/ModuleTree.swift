/// A module as the JSON of OPA's syntax tree, without places.
struct ModuleTree {
  private let module: Module
  /// Each `_` is a variable of its own.
  private var wildcards = 0

  init(_ module: Module) { self.module = module }

  var tree: Value {
    mutating get {
      let package = [term("var", Value("data"))] + module.package.map { term("string", Value($0)) }
      var entries: [(String, Value?)] = [("package", object([("path", Value(array: package))]))]
      let imports = module.imports.map { item in
        object([
          ("path", term("ref", Value(array: names(item.path)))),
          ("alias", item.alias.map { Value($0) }),
        ])
      }
      if !imports.isEmpty { entries.append(("imports", Value(array: imports))) }
      var rules: [Value] = []
      for item in module.rules { rules.append(rule(item)) }
      if !rules.isEmpty { entries.append(("rules", Value(array: rules))) }
      let comments = module.comments.map { comment($0) }
      if !comments.isEmpty { entries.append(("comments", Value(array: comments))) }
      return object(entries)
    }
  }

  private func object(_ entries: [(String, Value?)]) -> Value {
    Value(object: entries.compactMap { name, value in value.map { (Value(name), $0) } })
  }

  private func term(_ type: String, _ value: Value?) -> Value {
    object([("type", Value(type)), ("value", value)])
  }

  private func names(_ path: [String]) -> [Value] {
    path.enumerated().map { term($0 == 0 ? "var" : "string", Value($1)) }
  }

  private func comment(_ span: Span) -> Value {
    let before = module.text[..<min(Int(span.lower), module.text.count)]
    let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    let text = module.text[
      before.count..<max(before.count, min(Int(span.upper), module.text.count))]
    let content = Array(text.first == UInt8(ascii: "#") ? text.dropFirst() : text)
    return object([
      ("Text", Value(utf8: Base64.encode(content, .standard))),
      (
        "Location",
        object([
          ("file", Value(module.name)), ("row", Value(before.count { $0 == 0x0A } + 1)),
          ("col", Value(column)),
        ])
      ),
    ])
  }

  // MARK: rules

  private mutating func rule(_ rule: Rule) -> Value {
    var otherwise: Value?
    // From the last alternative back, since each holds the next.
    for alternative in rule.alternatives.reversed() {
      var head = rule.head
      head.value = alternative.value
      otherwise = self.rule(head, alternative.body, isDefault: false, otherwise)
    }
    return self.rule(rule.head, rule.body, isDefault: rule.isDefault, otherwise)
  }

  private mutating func rule(
    _ head: Head, _ body: Body, isDefault: Bool, _ otherwise: Value?
  ) -> Value {
    object([
      ("default", isDefault ? .true : nil), ("head", self.head(head)),
      (
        "body",
        body.isEmpty
          ? Value(array: [object([("index", Value(0)), ("terms", term("boolean", .true))])])
          : self.body(body)
      ), ("else", otherwise),
    ])
  }

  private mutating func head(_ head: Head) -> Value {
    var reference = [term("var", Value(head.name))]
    for part in head.path { reference.append(tree(part)) }
    let value = head.value.map { tree($0) }
    return object([
      ("name", head.path.isEmpty ? Value(head.name) : nil), ("ref", Value(array: reference)),
      ("args", head.arguments.map { list($0) }), ("key", head.key.map { tree($0) }),
      ("value", value ?? (head.key == nil ? term("boolean", .true) : nil)),
      ("assign", head.value != nil && isAssigned(head) ? .true : nil),
    ])
  }

  /// Whether the value stands behind `:=`; the last sign before it says so.
  private func isAssigned(_ head: Head) -> Bool {
    guard let value = head.value, Int(value.span.lower) <= module.text.count else { return false }
    let before = module.text[..<Int(value.span.lower)]
    guard let equals = before.lastIndex(of: UInt8(ascii: "=")), equals > 0 else { return false }
    return before[equals - 1] == UInt8(ascii: ":")
  }

  // MARK: expressions

  private mutating func body(_ body: Body) -> Value {
    var out: [Value] = []
    for (index, expression) in body.enumerated() { out.append(tree(expression, index)) }
    return Value(array: out)
  }

  private mutating func tree(_ expression: Expression, _ index: Int) -> Value {
    let terms: Value
    switch expression.kind {
    case .term(let term):
      if case .call(let callee, let arguments) = term.kind {
        terms = call(tree(callee), arguments)
      } else if case .operation(let name, let arguments) = term.kind {
        terms = call(operatorTree(name), arguments)
      } else {
        terms = tree(term)
      }
    case .unify(let left, let right): terms = call(operatorTree("eq"), [left, right])
    case .assign(let left, let right): terms = call(operatorTree("assign"), [left, right])
    case .some(let names): terms = object([("symbols", list(names))])
    case .someIn(let key, let value, let domain):
      let name = key == nil ? "internal.member_2" : "internal.member_3"
      let member = call(operatorTree(name), (key.map { [$0] } ?? []) + [value, domain])
      terms = object([("symbols", Value(array: [term("call", member)]))])
    case .every(let key, let value, let domain, let body):
      terms = object([
        ("key", key.map { tree($0) } ?? .null), ("value", tree(value)), ("domain", tree(domain)),
        ("body", self.body(body)),
      ])
    }
    var withs: [Value] = []
    for with in expression.withs {
      withs.append(object([("target", tree(with.target)), ("value", tree(with.value))]))
    }
    return object([
      ("index", Value(index)), ("terms", terms), ("negated", expression.isNegated ? .true : nil),
      ("with", withs.isEmpty ? nil : Value(array: withs)),
    ])
  }

  private func operatorTree(_ name: String) -> Value {
    term("ref", Value(array: names(name.split(separator: ".").map { String($0) })))
  }

  private mutating func call(_ callee: Value, _ arguments: [Term]) -> Value {
    // A function's name is a reference even where it is one word.
    let name = callee["type"]?.string == "var" ? term("ref", Value(array: [callee])) : callee
    var out = [name]
    for argument in arguments { out.append(tree(argument)) }
    return Value(array: out)
  }

  // MARK: terms

  private mutating func list(_ terms: [Term]) -> Value {
    var out: [Value] = []
    for term in terms { out.append(tree(term)) }
    return Value(array: out)
  }

  private mutating func tree(_ term: Term) -> Value {
    switch term.kind {
    case .constant(let value): return constant(value)
    case .variable("_"):
      wildcards += 1
      return self.term("var", Value("$\(wildcards - 1)"))
    case .variable(let name): return self.term("var", Value(name))
    case .reference(let head, let path):
      var parts = [tree(head)]
      for part in path { parts.append(tree(part)) }
      return self.term("ref", Value(array: parts))
    case .array(let terms): return self.term("array", list(terms))
    case .set(let terms): return self.term("set", list(terms))
    case .object(let entries):
      var pairs: [Value] = []
      for entry in entries { pairs.append(Value(array: [tree(entry.key), tree(entry.value)])) }
      return self.term("object", Value(array: pairs))
    case .arrayComprehension(let value, let body):
      return self.term(
        "arraycomprehension", object([("term", tree(value)), ("body", self.body(body))]))
    case .setComprehension(let value, let body):
      return self.term(
        "setcomprehension", object([("term", tree(value)), ("body", self.body(body))]))
    case .objectComprehension(let key, let value, let body):
      return self.term(
        "objectcomprehension",
        object([("key", tree(key)), ("value", tree(value)), ("body", self.body(body))]))
    case .call(let callee, let arguments): return self.term("call", call(tree(callee), arguments))
    case .operation(let name, let arguments):
      return self.term("call", call(operatorTree(name), arguments))
    case .template(let parts):
      var items: [Value] = []
      for part in parts {
        switch part {
        case .text(let value): items.append(constant(value))
        case .expression(let expression): items.append(tree(expression, 0))
        }
      }
      return self.term(
        "templatestring", object([("parts", Value(array: items)), ("multi_line", .false)]))
    }
  }

  private func constant(_ value: Value) -> Value {
    switch value.kind {
    case .array: term("array", Value(array: (value.elements ?? []).map { constant($0) }))
    case .set: term("set", Value(array: (value.elements ?? []).map { constant($0) }))
    case .object:
      term(
        "object",
        Value(
          array: (value.object?.entries ?? []).map {
            Value(array: [constant($0.key), constant($0.value)])
          }))
    default: term(value.typeName, value)
    }
  }
}
