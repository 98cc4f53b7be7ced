import ShrikeFormats
import ShrikeRego
import ShrikeText

/// A file in the shape KICS' queries are written for.
struct KICSDocument {
  enum Kind: Sendable { case yaml, json, terraform, dockerfile }

  let kind: Kind
  let value: Value
  /// For `searchLine`: the lines of a document's keys.
  let root: Node?

  /// The documents of a YAML file. Aliased mappings are merged into the mapping that names them, floats
  /// and dates stay texts, a sequence within a sequence is an object of `playbooks`.
  static func yaml(_ documents: [Document]) -> [KICSDocument] {
    documents.compactMap { document in
      let value = yamlValue(document.root)
      guard value.object?.entries.isEmpty == false else { return nil }
      return KICSDocument(kind: .yaml, value: value, root: document.root)
    }
  }

  static func json(_ document: Document) -> [KICSDocument] {
    let roots = document.root.isSequence ? Array(document.root.elements) : [document.root]
    return roots.compactMap { root in
      guard root.isMapping else { return nil }
      return KICSDocument(kind: .json, value: jsonValue(root), root: root)
    }
  }

  /// The instructions of a Dockerfile by the `FROM` above them; variables replaced by what ARG and ENV say.
  static func dockerfile(_ file: Dockerfile) -> KICSDocument {
    var stages: [(name: String, commands: [Value])] = []
    var arguments: [Value] = []
    var current: String?
    var variables = (arguments: [(String, String)](), environment: [(String, String)]())
    for instruction in file.instructions {
      let keyword = instruction.name.lowercased()
      let original = String(
        String(decoding: instruction.logical.bytes, as: UTF8.self).trimmed)
      if keyword == "from" {
        let name = original.hasPrefix("FROM ") ? String(original.dropFirst(5)) : original
        if !stages.contains(where: { $0.name == name }) { stages.append((name, [])) }
        current = name
      }
      let command = dockerCommand(instruction, keyword, original, &variables)
      if let current, let index = stages.firstIndex(where: { $0.name == current }) {
        stages[index].commands.append(command)
      } else {
        arguments.append(command)
      }
    }
    let value = Value(object: [
      (
        Value("command"),
        Value(object: stages.map { (Value($0.name), Value(array: $0.commands)) })
      ),
      (Value("args"), Value(array: arguments)),
    ])
    return KICSDocument(kind: .dockerfile, value: value, root: nil)
  }

  private static func dockerCommand(
    _ outer: DockerInstruction, _ keyword: String, _ original: String,
    _ variables: inout (arguments: [(String, String)], environment: [(String, String)])
  ) -> Value {
    let inner = outer.nested.first ?? outer
    var values: [String] = []
    switch inner.keyword {
    case .arg:
      values = inner.pairs.map { $0.key.text + ($0.value.map { "=" + $0.text } ?? "") }
    case .env, .label:
      for pair in inner.pairs {
        values += [pair.key.text, pair.value?.text ?? "", pair.isSpaced ? "" : "="]
      }
    default: values = (inner.check.map { [$0.text] } ?? []) + inner.values.map { $0.text }
    }
    func replaced(_ values: [String], _ known: [(String, String)]) -> [String] {
      values.map { value in
        known.reduce(value) { text, variable in
          text.contains("$")
            ? text.replacing("${\(variable.0)}", with: variable.1)
              .replacing("$\(variable.0)", with: variable.1) : text
        }
      }
    }
    if inner.keyword == .arg {
      for pair in inner.pairs {
        if let value = pair.value { variables.arguments.append((pair.key.text, value.text)) }
      }
    } else {
      values = replaced(values, variables.arguments)
    }
    if inner.keyword == .env {
      for pair in inner.pairs {
        variables.environment.append((pair.key.text, pair.value?.text ?? ""))
      }
    } else {
      values = replaced(values, variables.environment)
    }
    let flags = inner.flags.map { flag in
      Value("--\(flag.name)" + (flag.value.map { "=" + $0.text } ?? ""))
    }
    return Value(object: [
      (Value("Cmd"), Value(keyword)),
      (Value("SubCmd"), Value(outer.nested.isEmpty ? "" : inner.name.lowercased())),
      (Value("Flags"), Value(array: flags)),
      (Value("Value"), Value(array: values.map { Value($0) })),
      (Value("Original"), Value(original)),
      (Value("_kics_line"), Value(outer.firstLine)),
      (Value("EndLine"), Value(outer.lastLine)),
      (Value("JSON"), Value(inner.isJSON)),
    ])
  }

  private static func yamlValue(_ node: Node) -> Value {
    switch node.kind {
    case .mapping:
      var entries: [ObjectBox.Entry] = []
      for entry in node.entries where entry.key.isScalar {
        if entry.value.aliasTarget != nil {
          let value = yamlValue(entry.value)
          if let object = value.object {
            entries += object.entries
          } else if value.kind == .string {
            entries.append((Value(entry.name), value))
          }
          continue
        }
        let value =
          entry.value.isSequence
          ? Value(array: entry.value.elements.map { yamlValue($0) }) : yamlValue(entry.value)
        entries.append((Value(entry.name), value))
      }
      return Value(object: entries)
    case .sequence:
      return Value(object: [
        (Value("playbooks"), Value(array: node.elements.map { yamlValue($0) }))
      ])
    default: return yamlScalar(node)
    }
  }

  private static func yamlScalar(_ node: Node) -> Value {
    let text = node.text ?? ""
    if node.isQuoted || (node.tag?.hasPrefix("!") ?? false) { return Value(text) }
    switch text {
    case "", "~", "null", "Null", "NULL": return node.kind == .null ? .null : Value(text)
    case "true", "True": return .true
    case "false", "False", "FALSE", "TRUE": return .false
    default: return node.kind == .integer ? Int(text).map { Value($0) } ?? Value(text) : Value(text)
    }
  }

  private static func jsonValue(_ node: Node) -> Value {
    switch node.kind {
    case .mapping:
      return Value(object: node.entries.map { (Value($0.name), jsonValue($0.value)) })
    case .sequence: return Value(array: node.elements.map { jsonValue($0) })
    case .null: return .null
    case .bool: return Value(node.bool ?? false)
    case .integer, .float:
      let number = node.withText { Value(numberText: $0) } ?? nil
      return number ?? Value(node.text ?? "")
    default: return Value(node.text ?? "")
    }
  }

  // MARK: lines of keys

  /// The line of a key by its path from the document's root, as KICS' own index of lines knows it: keys
  /// of mappings below mappings, and one level into sequences. Nil where that index has none.
  func line(of path: [String], _ lineOf: (Node) -> Int) -> Int? {
    guard let root else { return nil }
    guard let target = path.last else { return 1 }
    let parents = path.count > 1 ? Array(path[..<(path.count - 1)]) : [path[0]]
    if let parent = node(root, parents), parent.hasLines {
      if let key = entry(parent.node, target)?.key { return lineOf(key) }
    }
    if let child = node(root, parents + [target]), child.hasLines, let key = child.key {
      return lineOf(key)
    }
    return arrayLine(root, path, target, lineOf)
  }

  private struct Found {
    let node: Node
    let key: Node?
    /// KICS notes lines of a mapping that is a mapping's value, and of the root.
    let hasLines: Bool
  }

  private func entry(_ node: Node, _ name: String) -> Node.Entry? {
    node.isMapping ? node.entries.last { $0.name == name } : nil
  }

  private func node(_ root: Node, _ path: [String]) -> Found? {
    var found = Found(node: root, key: nil, hasLines: true)
    for name in path {
      if found.node.isMapping {
        guard let entry = entry(found.node, name) else { return nil }
        found = Found(node: entry.value, key: entry.key, hasLines: entry.value.isMapping)
      } else if found.node.isSequence, let index = Int(name), let element = found.node[index] {
        found = Found(node: element, key: nil, hasLines: false)
      } else {
        return nil
      }
    }
    return found
  }

  /// The path's last sequence, its element, and at most one key in that.
  private func arrayLine(
    _ root: Node, _ path: [String], _ target: String, _ lineOf: (Node) -> Int
  ) -> Int? {
    guard let last = path.lastIndex(where: { Int($0) != nil }),
      let name = path[..<last].lastIndex(where: { Int($0) == nil })
    else { return nil }
    // The sequence's name counts wherever it stands first in the path.
    guard let at = path.dropLast().firstIndex(of: path[name]) else { return nil }
    guard let parent = node(root, Array(path[..<at])), parent.hasLines,
      let sequence = entry(parent.node, path[at])?.value, sequence.isSequence
    else { return nil }
    let rest = Array(path[(at + 1)...])
    guard let number = rest.first.flatMap({ Int($0) }), let element = sequence[number] else {
      return nil
    }
    if rest.count == 1 { return defaultLine(element, sequence, lineOf) }
    guard rest.count == 2 else { return nil }
    if let key = entry(element, target)?.key { return lineOf(key) }
    return nil
  }

  private func defaultLine(_ element: Node, _ sequence: Node, _ lineOf: (Node) -> Int) -> Int {
    if element.isMapping {
      let lines = element.entries.map { lineOf($0.key) }
      return (kind == .json ? lines.min() : lines.first) ?? lineOf(element)
    }
    return lineOf(element)
  }
}
