import ShrikeFormats
import ShrikeRego
import ShrikeText

/// Terraform files in the shape KICS' queries are written for: blocks by type and labels, values where
/// they can be computed from the files at hand, and the text of an expression (`${…}`) where not.
struct KICSTerraform {
  private let file: HCLFile
  private let scope: Variables

  /// What expressions may refer to: defaults of variables and local values of all files together.
  struct Variables {
    var variables: [String: TerraformValue] = [:]
    var locals: [String: TerraformValue] = [:]
    var policies: [String: TerraformValue] = [:]

    init(_ files: [(name: String, file: HCLFile)]) {
      for (name, file) in files where !name.hasSuffix(".tfvars") {
        for block in file.body.blocks("variable") where block.labels.count == 1 {
          guard let value = block.body["default"]?.value else { continue }
          set(&variables, block.labels[0].text, value, [:])
        }
        for _ in 0..<3 {
          for block in file.body.blocks("locals") {
            for attribute in block.body.attributes where locals[attribute.name] == nil {
              set(
                &locals, attribute.name, attribute.value,
                ["local": .object(locals.map { ($0, $1) })])
            }
          }
        }
      }
      for (name, file) in files where name == "terraform.tfvars" || name.hasSuffix(".auto.tfvars") {
        for attribute in file.body.attributes {
          set(&variables, attribute.name, attribute.value, [:])
        }
      }
      for (_, file) in files {
        for block in file.body.blocks("data")
        where block.labels.count == 2 && block.labels[0].text == "aws_iam_policy_document" {
          policies[block.labels[1].text] = .object([("json", .string(policy(block.body)))])
        }
      }
    }

    private func set(
      _ map: inout [String: TerraformValue], _ name: String, _ expression: HCLExpression,
      _ known: [String: TerraformValue]
    ) {
      var evaluator = TerraformEvaluator(TerraformScope(known, isOpen: false))
      let value = evaluator.evaluate(expression)
      if evaluator.problems.isEmpty, !value.isUnknown { map[name] = value }
    }

    var all: [String: TerraformValue] {
      var all: [String: TerraformValue] = [
        "var": .object(variables.map { ($0, $1) }), "local": .object(locals.map { ($0, $1) }),
      ]
      if !policies.isEmpty {
        let documents = TerraformValue.object(policies.map { ($0, $1) })
        all["data"] = .object([("aws_iam_policy_document", documents)])
      }
      return all
    }

    /// A policy document as its JSON, with the names KICS gives its parts.
    private func policy(_ body: HCLBody) -> String {
      func texts(_ body: HCLBody, _ name: String) -> Value? {
        guard let expression = body[name]?.value else { return nil }
        if case .tuple(let elements) = expression.kind {
          return Value(array: elements.map { Value(text($0)) })
        }
        return Value(array: [Value(text(expression))])
      }
      func text(_ expression: HCLExpression) -> String {
        var evaluator = TerraformEvaluator(TerraformScope(all, isOpen: false))
        let value = evaluator.evaluate(expression)
        if evaluator.problems.isEmpty, case .string(let text) = value.content { return text }
        return expression.word ?? ""
      }
      var statements: [Value] = []
      for block in body.blocks("statement") {
        var entries: [ObjectBox.Entry] = []
        for (name, key) in [
          ("actions", "Actions"), ("not_actions", "Not_actions"), ("resources", "Resources"),
          ("not_resources", "Not_resources"),
        ] {
          if let values = texts(block.body, name) { entries.append((Value(key), values)) }
        }
        for (name, key) in [("effect", "Effect"), ("sid", "Sid")] {
          if let value = block.body[name]?.value {
            entries.append((Value(key), Value(text(value))))
          }
        }
        for (name, key) in [("principals", "Principals"), ("not_principals", "Not_principals")] {
          for inner in block.body.blocks(name) {
            let type = inner.body["type"].map { text($0.value) } ?? ""
            let ids = texts(inner.body, "identifiers") ?? .emptyArray
            entries.append((Value(key), Value(object: [(Value(type), ids)])))
          }
        }
        for inner in block.body.blocks("condition") {
          let test = inner.body["test"].map { text($0.value) } ?? ""
          let variable = inner.body["variable"].map { text($0.value) } ?? ""
          let values = texts(inner.body, "values") ?? .emptyArray
          entries.append(
            (
              Value("Condition"),
              Value(object: [(Value(test), Value(object: [(Value(variable), values)]))])
            ))
        }
        statements.append(Value(object: entries))
      }
      var entries: [ObjectBox.Entry] = [(Value("Statement"), Value(array: statements))]
      if let version = body["version"]?.value {
        entries.append((Value("Version"), Value(text(version))))
      }
      return Value(object: entries).jsonText
    }
  }

  init(_ file: HCLFile, _ scope: Variables) {
    self.file = file
    self.scope = scope
  }

  /// Nil where two blocks cannot stand in one object.
  func document() -> KICSDocument? {
    guard let value = convert(file.body), value.object?.entries.isEmpty == false else { return nil }
    return KICSDocument(kind: .terraform, value: value, root: nil)
  }

  // MARK: blocks

  private final class Table {
    enum Entry {
      case value(Value)
      case list([Value])
      case table(Table)
    }
    var entries: [String: Entry] = [:]

    var value: Value {
      Value(
        object: entries.map { name, entry in
          switch entry {
          case .value(let value): (Value(name), value)
          case .list(let values): (Value(name), Value(array: values))
          case .table(let table): (Value(name), table.value)
          }
        })
    }
  }

  private func convert(_ body: HCLBody) -> Value? {
    if let count = body["count"]?.value {
      var evaluator = TerraformEvaluator(TerraformScope(isOpen: false))
      if case .number(let number) = evaluator.evaluate(count).content, number.int == 0 {
        return nil
      }
    }
    let table = Table()
    for attribute in body.attributes {
      table.entries[attribute.name] = .value(convert(attribute.value))
    }
    for block in body.blocks {
      guard let value = convert(block.body) else { continue }
      var target = table
      var key = block.type
      for label in block.labels {
        switch target.entries[key] {
        case .table(let inner): target = inner
        case nil:
          let inner = Table()
          target.entries[key] = .table(inner)
          target = inner
        default: return nil
        }
        key = label.text
      }
      switch target.entries[key] {
      case nil: target.entries[key] = .value(value)
      case .list(let values): target.entries[key] = .list(values + [value])
      case .value(let first): target.entries[key] = .list([first, value])
      case .table(let first): target.entries[key] = .list([first.value, value])
      }
    }
    return table.value
  }

  // MARK: expressions

  private func source(_ range: ByteRange) -> String {
    String(decoding: file.text.bytes[range.lower..<range.upper], as: UTF8.self)
  }

  private func wrapped(_ expression: HCLExpression) -> String {
    "${" + source(expression.range) + "}"
  }

  private func convert(_ expression: HCLExpression) -> Value {
    switch expression.kind {
    case .null: return .null
    case .bool(let bool): return Value(bool)
    case .number(let text):
      return Array(text.utf8).withUnsafeBufferPointer { Value(numberText: $0) } ?? Value(text)
    case .string(let text): return encoded(text)
    case .template(let parts): return encoded(self.text(parts))
    case .wrap(let inner): return convert(inner)
    case .tuple(let elements): return Value(array: elements.map { convert($0) })
    case .object(let items):
      return Value(object: items.map { (Value(key($0.key)), convert($0.value)) })
    case .call: return call(expression)
    default: return evaluated(expression) ?? Value(wrapped(expression))
    }
  }

  private func evaluated(_ expression: HCLExpression) -> Value? {
    var evaluator = TerraformEvaluator(TerraformScope(scope.all, isOpen: false))
    let value = evaluator.evaluate(expression)
    return evaluator.problems.isEmpty ? Self.value(value) : nil
  }

  /// A function's value; what its arguments refer to and nobody knows stands in it as its text.
  private func call(_ expression: HCLExpression) -> Value {
    if let value = evaluated(expression) { return value }
    let known = scope.all
    let bytes = file.text.bytes
    let open = TerraformScope(known, isOpen: false) { name, steps in
      guard known[name] == nil else { return nil }
      var text = name
      if let first = steps.first, let last = steps.last {
        text += String(decoding: bytes[first.range.lower..<last.range.upper], as: UTF8.self)
      }
      return .init(.string(text), steps: steps.count)
    }
    var evaluator = TerraformEvaluator(open)
    let value = evaluator.evaluate(expression)
    if evaluator.problems.isEmpty, let value = Self.value(value) { return value }
    return encoded(wrapped(expression))
  }

  private static func value(_ value: TerraformValue) -> Value? {
    switch value.content {
    case .null: return .null
    case .bool(let bool): return Value(bool)
    case .number(let number):
      return Array(number.text.utf8).withUnsafeBufferPointer { Value(numberText: $0) }
    case .string(let text): return Value(text)
    case .list(let elements, _), .set(let elements, _), .tuple(let elements):
      var values: [Value] = []
      for element in elements {
        guard let value = Self.value(element) else { return nil }
        values.append(value)
      }
      return Value(array: values)
    case .map(let fields, _), .object(let fields):
      var entries: [ObjectBox.Entry] = []
      for (name, field) in fields.entries {
        guard let value = Self.value(field) else { return nil }
        entries.append((Value(name), value))
      }
      return Value(object: entries)
    case .unknown: return nil
    }
  }

  private func key(_ expression: HCLExpression) -> String {
    if case .variable = expression.kind { return source(expression.range) }
    return part(expression)
  }

  private func text(_ parts: [HCLTemplatePart]) -> String {
    parts.map { part in
      switch part {
      case .literal(let text, _): return text
      case .value(let expression): return self.part(expression)
      case .conditional(let condition, let then, let otherwise):
        let other = text(otherwise)
        return "%{if \(source(condition.range))}\(text(then))"
          + (other.isEmpty ? "" : "%{else}\(other)") + "%{endif}"
      case .loop(let keyName, let valueName, let collection, let body):
        return
          "%{for \(keyName.map { $0 + ", " } ?? "")\(valueName) in \(source(collection.range))}"
          + text(body) + "%{endfor}"
      }
    }.joined()
  }

  private func part(_ expression: HCLExpression) -> String {
    switch expression.kind {
    case .null: return ""
    case .bool(let bool): return bool ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return text
    case .template(let parts): return text(parts)
    case .wrap(let inner), .parentheses(let inner): return part(inner)
    case .conditional(let condition, let then, let otherwise):
      let other = part(otherwise)
      return "%{if \(source(condition.range))}\(part(then))"
        + (other.isEmpty ? "" : "%{else}\(other)") + "%{endif}"
    case .call: return wrapped(expression)
    default:
      if let text = evaluated(expression)?.string { return text }
      return wrapped(expression)
    }
  }

  // MARK: jsonencode

  /// A text that is a call of `jsonencode` becomes what it would encode.
  private func encoded(_ text: String) -> Value {
    var body = text.trimmed
    guard body.hasPrefix("jsonencode(") || body.hasPrefix("${jsonencode(") else {
      return Value(text)
    }
    if body.hasPrefix("${"), body.hasSuffix("}") { body = body.dropFirst(2).dropLast() }
    guard body.hasPrefix("jsonencode("), body.hasSuffix(")") else { return Value(text) }
    var diagnostics = Diagnostics()
    let inner = HCLReader().readExpression(
      Array(body.dropFirst(11).dropLast().utf8), FileContext("jsonencode"),
      diagnostics: &diagnostics)
    guard let inner, diagnostics.errorCount == 0 else { return Value(text) }
    return Self.json(inner)
  }

  private static func json(_ expression: HCLExpression) -> Value {
    switch expression.kind {
    case .null: return .null
    case .bool(let bool): return Value(bool)
    case .number(let text):
      return Array(text.utf8).withUnsafeBufferPointer { Value(numberText: $0) } ?? Value(text)
    case .string(let text): return Value(text)
    case .template(let parts):
      return Value(
        parts.map { part in
          if case .literal(let text, _) = part { text } else { "${...}" }
        }.joined())
    case .wrap(let inner): return json(inner)
    case .variable(let name, _): return Value(name)
    case .tuple(let elements): return Value(array: elements.map { json($0) })
    case .object(let items):
      return Value(
        object: items.compactMap { item in
          let key = json(item.key)
          return key.kind == .string ? (key, json(item.value)) : nil
        })
    default: return Value("__UNSUPPORTED_EXPR__")
    }
  }
}
