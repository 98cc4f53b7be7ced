import ShrikeFormats
import ShrikeText

/// Reads a workflow and says everything that GitHub would not accept in its shape.
public struct WorkflowReader {
  /// Levels of nesting: a workflow needs about ten.
  public static let depthLimit = 100
  /// Nodes that aliases may stand for.
  public static let aliasedNodesLimit = 100_000

  var problems: GitHubProblems

  /// The workflow, nil where the bytes are no YAML, and all mistakes of its shape.
  public static func read(_ bytes: [UInt8], file: String) -> (Workflow?, [GitHubProblem]) {
    let (document, failure) = load(bytes, file: file)
    guard let document else { return (nil, failure.map { [$0] } ?? []) }
    var reader = WorkflowReader(problems: GitHubProblems(document))
    let workflow = reader.read(document)
    return (workflow, reader.problems.finish())
  }

  /// The first document of a pipeline file, duplicate keys and all.
  static func load(_ bytes: [UInt8], file: String) -> (Document?, GitHubProblem?) {
    var yaml = YAMLReader(schema: .core12)
    yaml.keepsDuplicateKeys = true
    yaml.keepsRecursiveAliases = true
    yaml.limits.depth = depthLimit
    yaml.limits.aliasedNodes = aliasedNodesLimit
    var diagnostics = Diagnostics()
    let documents = yaml.read(bytes, FileContext(file, quotes: false), diagnostics: &diagnostics)
    // GitHub reads one document; what is wrong after it is of no account.
    if let first = documents.first { return (first, nil) }
    if let error = diagnostics.finish().first(where: { $0.level == .error }) {
      let isUnplaced = error.code == "yaml.alias"
      let place = SourcePosition(
        line: isUnplaced ? 0 : error.frame?.line ?? 1,
        column: isUnplaced ? 0 : (error.frame?.column ?? 1) - 1)
      return (
        nil,
        GitHubProblem(
          kind: .syntax, message: "this is no YAML: \(error.message)", range: ByteRange(0, 0),
          place: place)
      )
    }
    return (
      nil,
      GitHubProblem(
        kind: .syntax, message: "the file is empty", range: ByteRange(0, 0),
        place: SourcePosition(line: 1, column: 1))
    )
  }

  mutating func read(_ document: Document) -> Workflow {
    checkAnchors(document)
    var workflow = Workflow(document)
    for entry in entries(of: document.root, "the workflow", mayBeEmpty: false) {
      let value = entry.value
      switch entry.id {
      case "name": workflow.name = text(value, mayBeEmpty: true)
      case "on":
        workflow.onKey = entry.key.node
        workflow.triggers = triggers(value)
      case "permissions": workflow.permissions = permissions(entry.key.node, value)
      case "env": workflow.variables = variables(value)
      case "defaults": workflow.defaults = defaults(value)
      case "concurrency": workflow.concurrency = concurrency(entry.key.node, value)
      case "jobs": workflow.jobs = jobs(value)
      case "run-name": workflow.runName = text(value)
      default:
        unexpected(
          entry.key, in: "a workflow",
          [
            "name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs",
          ])
      }
    }
    for (index, job) in (workflow.jobs ?? []).enumerated() {
      workflow.jobIndex[job.id.lowercased] = index
    }
    if workflow.triggers == nil { fail(document.root, "the workflow has no \"on\"") }
    if workflow.jobs == nil { fail(document.root, "the workflow has no \"jobs\"") }
    return workflow
  }

  private mutating func checkAnchors(_ document: Document) {
    let anchored = document.anchored
    guard !anchored.isEmpty else { return }
    let used = Set(document.aliased.map(\.id))
    for node in anchored where !used.contains(node.id) {
      fail(node, "nothing uses the anchor \"\(node.anchor ?? "")\"")
    }
    for node in document.recursions { fail(node, "the alias stands within what it means") }
  }

  // MARK: values

  mutating func fail(_ node: Node, _ message: String) { problems.report(.syntax, node, message) }

  mutating func unexpected(_ key: Text, in place: String, _ known: [String]) {
    let hint = suggestion(for: key.value, among: known).map { "; did you mean \"\($0)\"?" }
    fail(
      key.node,
      "\(place) has no key \"\(key.value)\""
        + (hint ?? "; its keys are \(known.sorted().joined(separator: ", "))"))
  }

  struct Entry {
    /// The key, in lower case where case does not count.
    let id: String
    let key: Text
    /// What an alias stands for, not the alias.
    let value: Node
  }

  /// The entries of a mapping, less those whose key came before.
  mutating func entries(
    of node: Node, _ place: @autoclosure () -> String, mayBeEmpty: Bool, foldsCase: Bool = false
  ) -> [Entry] {
    if node.isNull, node.recursionTarget == nil {
      if !mayBeEmpty { fail(node, "\(place()) is empty") }
      return []
    }
    guard node.isMapping else {
      fail(node, "\(place()) is a \(kind(of: node)), not a mapping")
      return []
    }
    var out: [Entry] = []
    out.reserveCapacity(node.count)
    var seen = Set<String>(minimumCapacity: node.count > 16 ? node.count : 0)
    for entry in node.entries {
      let key = text(resolved(entry.key))
      if key.value == "<<" {
        fail(key.node, "GitHub has no merge keys")
        continue
      }
      let id = foldsCase ? key.lowercased : key.value
      let isKnown = node.count > 16 ? !seen.insert(id).inserted : out.contains { $0.id == id }
      if isKnown {
        let note = foldsCase ? " (upper and lower case are the same)" : ""
        fail(key.node, "the key \"\(key.value)\" stands in \(place()) already\(note)")
        continue
      }
      out.append(Entry(id: id, key: key, value: resolved(entry.value)))
    }
    if !mayBeEmpty, out.isEmpty { fail(node, "\(place()) is empty") }
    return out
  }

  /// The entries of a mapping of texts.
  mutating func namedTexts(
    _ node: Node, _ place: String, mayBeEmpty: Bool = false
  ) -> [NamedText] {
    entries(of: node, place, mayBeEmpty: mayBeEmpty, foldsCase: true).map {
      NamedText(id: $0.id, name: $0.key, value: text($0.value, mayBeEmpty: true))
    }
  }

  func resolved(_ node: Node) -> Node { node.aliasTarget ?? node }

  func isScalar(_ node: Node) -> Bool { node.isScalar && node.recursionTarget == nil }

  func kind(of node: Node) -> String {
    if node.recursionTarget != nil { return "alias" }
    return node.isMapping ? "mapping" : node.isSequence ? "sequence" : "scalar"
  }

  mutating func text(_ node: Node, mayBeEmpty: Bool = false) -> Text {
    guard isScalar(node) else {
      fail(node, "a text is expected, not a \(kind(of: node))")
      return Text(missing: node)
    }
    let text = Text(node)
    if !mayBeEmpty, text.isEmpty { fail(node, "the text is empty") }
    return text
  }

  mutating func texts(
    _ node: Node, _ place: String, elementsMayBeEmpty: Bool = false, mayBeEmpty: Bool = false
  ) -> [Text] {
    guard isSequence(node, place, mayBeEmpty: mayBeEmpty) else { return [] }
    return node.elements.map { text(resolved($0), mayBeEmpty: elementsMayBeEmpty) }
  }

  mutating func textOrTexts(_ node: Node, _ place: String) -> [Text] {
    isScalar(node) ? [text(node)] : texts(node, place)
  }

  mutating func isSequence(_ node: Node, _ place: String, mayBeEmpty: Bool = false) -> Bool {
    guard node.isSequence else {
      fail(node, "\"\(place)\" is a \(kind(of: node)), not a list")
      return false
    }
    if !mayBeEmpty, node.count == 0 {
      fail(node, "\"\(place)\" is empty")
      return false
    }
    return true
  }

  /// A text that is one expression.
  mutating func expression(_ node: Node, or other: String) -> Text? {
    let text = Text(node)
    guard text.isExpression else {
      fail(node, "one ${{ … }} or \(other) is expected")
      return nil
    }
    return text
  }

  func optionalExpression(_ node: Node) -> Text? {
    guard isScalar(node), node.kind == .string else { return nil }
    let text = Text(node)
    return text.isExpression ? text : nil
  }

  mutating func flag(_ node: Node) -> Setting<Bool>? {
    switch node.kind {
    case .bool: return Setting(node: node, value: node.bool, expression: nil)
    case .string:
      return Setting(node: node, value: nil, expression: expression(node, or: "true or false"))
    default:
      fail(node, "true or false is expected")
      return nil
    }
  }

  mutating func integer(_ node: Node) -> Setting<Int>? {
    switch node.kind {
    case .integer:
      guard let value = node.text.flatMap({ Int($0) }) else {
        fail(node, "the number is too large or not written in decimals")
        return nil
      }
      return Setting(node: node, value: value, expression: nil)
    case .string:
      return expression(node, or: "a whole number").map {
        Setting(node: node, value: nil, expression: $0)
      }
    default:
      fail(node, "a whole number is expected")
      return nil
    }
  }

  mutating func number(_ node: Node) -> Setting<Double>? {
    switch node.kind {
    case .integer, .float:
      guard let value = node.double, !value.isNaN else {
        fail(node, "a number is expected")
        return nil
      }
      return Setting(node: node, value: value, expression: nil)
    case .string:
      return expression(node, or: "a number").map {
        Setting(node: node, value: nil, expression: $0)
      }
    default:
      fail(node, "a number is expected")
      return nil
    }
  }
}
