/// Fills a template in.
struct TemplateRun {
  private let templates: [String: [TemplateNode]]
  private let root: TemplateValue
  private let limit: Int
  private(set) var out: [UInt8] = []
  private var variables: [(name: String, value: TemplateValue)]
  private var depth = 0
  private var work = 0

  /// Templates within templates; Go's own bound is what its stack takes.
  private static let depthLimit = 100
  /// Nodes that may be looked at, those of loops once a turn.
  private static let workLimit = 1_000_000

  init(_ templates: [String: [TemplateNode]], _ root: TemplateValue, limit: Int) {
    self.templates = templates
    self.root = root
    self.limit = limit
    variables = [("$", root)]
  }

  private enum Flow { case on, leave, proceed }

  mutating func run(_ nodes: [TemplateNode]) throws(BuiltinError) { _ = try run(nodes, root) }

  private func wrong(_ message: String) -> BuiltinError {
    .failure("template: template: \(message)")
  }

  private mutating func count() throws(BuiltinError) {
    work += 1
    guard work <= Self.workLimit, out.count <= limit else {
      throw .limit("a template that takes too long or makes more than \(limit) bytes")
    }
  }

  private mutating func run(
    _ nodes: [TemplateNode], _ dot: TemplateValue
  ) throws(BuiltinError) -> Flow {
    for node in nodes {
      try count()
      let flow = try run(node, dot)
      if flow != .on { return flow }
    }
    return .on
  }

  private mutating func run(_ node: TemplateNode, _ dot: TemplateValue) throws(BuiltinError) -> Flow
  {
    switch node {
    case .text(let text): out += text
    case .action(let pipeline):
      let value = try value(of: pipeline, dot)
      if pipeline.names.isEmpty {
        // What has no value is said to be undefined, as a text of the language has it.
        if case .missing = value { out += Array("<undefined>".utf8) } else { out += value.text }
      }
    case .branch(let branch), .with(let branch):
      let known = variables.count
      defer { variables.removeLast(variables.count - known) }
      let value = try value(of: branch.pipeline, dot)
      guard value.isTrue else { return try run(branch.otherwise, dot) }
      if case .with = node { return try run(branch.body, value) }
      return try run(branch.body, dot)
    case .range(let branch): return try loop(branch, dot)
    case .call(let name, let pipeline):
      guard let body = templates[name] else { throw wrong("template \"\(name)\" not defined") }
      let value = try pipeline.map { (pipeline) throws(BuiltinError) in
        try self.value(of: pipeline, dot)
      }
      guard depth < Self.depthLimit else { throw .limit("templates within templates without end") }
      depth += 1
      let outside = variables
      variables = [("$", value ?? .missing)]
      defer {
        variables = outside
        depth -= 1
      }
      _ = try run(body, value ?? .missing)
    case .leave: return .leave
    case .proceed: return .proceed
    }
    return .on
  }

  private mutating func loop(_ branch: TemplateBranch, _ dot: TemplateValue) throws(BuiltinError)
    -> Flow
  {
    let known = variables.count
    defer { variables.removeLast(variables.count - known) }
    var pipeline = branch.pipeline
    let names = pipeline.names
    pipeline.names = []
    let items: [(TemplateValue, TemplateValue)]
    switch try value(of: pipeline, dot) {
    case .missing: items = []
    case .array(let elements):
      items = elements.enumerated().map { (.int($0), TemplateValue($1)) }
    case .map(let object):
      items = object.entries.map { (TemplateValue($0.key), TemplateValue($0.value)) }
    case .int(let count):
      guard count <= Self.workLimit else { throw .limit("a loop of \(count) turns") }
      items = (0..<max(0, count)).map { (.int($0), .int($0)) }
    case let value: throw wrong("range can't iterate over a \(value.typeName)")
    }
    if items.isEmpty { return try run(branch.otherwise, dot) }
    for (key, value) in items {
      try count()
      let mark = variables.count
      defer { variables.removeLast(variables.count - mark) }
      let given = names.count == 2 ? [key, value] : [value]
      for (name, item) in zip(names, given) {
        if pipeline.isAssignment { try assign(name, item) } else { variables.append((name, item)) }
      }
      if try run(branch.body, value) == .leave { break }
    }
    return .on
  }

  private mutating func assign(_ name: String, _ value: TemplateValue) throws(BuiltinError) {
    guard let index = variables.lastIndex(where: { $0.name == name }) else {
      throw wrong("undefined variable: \(name)")
    }
    variables[index].value = value
  }

  // MARK: values

  private mutating func value(
    of pipeline: TemplatePipeline, _ dot: TemplateValue
  ) throws(BuiltinError) -> TemplateValue {
    var value: TemplateValue?
    for command in pipeline.commands { value = try self.value(of: command, dot, last: value) }
    let result = value ?? .missing
    for name in pipeline.names {
      if pipeline.isAssignment {
        try assign(name, result)
      } else {
        variables.append((name, result))
      }
    }
    return result
  }

  private mutating func value(
    of command: TemplateCommand, _ dot: TemplateValue, last: TemplateValue?
  ) throws(BuiltinError) -> TemplateValue {
    try count()
    let arguments = command.words.dropFirst()
    guard let first = command.words.first else { throw wrong("an empty command") }
    if case .function(let name) = first { return try call(name, Array(arguments), dot, last: last) }
    if case .null = first { throw wrong("nil is not a command") }
    guard arguments.isEmpty, last == nil else { throw wrong("can't give argument to non-function") }
    return try value(of: first, dot)
  }

  private mutating func value(
    of word: TemplateWord, _ dot: TemplateValue
  ) throws(BuiltinError) -> TemplateValue {
    switch word {
    case .dot: return dot
    case .null: return .missing
    case .constant(let value): return value
    case .field(let names): return try field(names, of: dot)
    case .variable(let name, let names):
      guard let variable = variables.last(where: { $0.name == name }) else {
        throw wrong("undefined variable: \(name)")
      }
      return try field(names, of: variable.value)
    case .chain(let inner, let names): return try field(names, of: try value(of: inner, dot))
    case .pipeline(let pipeline): return try value(of: pipeline, dot)
    case .function(let name): return try call(name, [], dot, last: nil)
    }
  }

  private func field(_ names: [String], of value: TemplateValue) throws(BuiltinError)
    -> TemplateValue
  {
    var value = value
    for (index, name) in names.enumerated() {
      switch value {
      case .map(let object):
        guard let next = object[Value(name)] else {
          value = .missing
          continue
        }
        if next.isNull, index + 1 < names.count {
          throw wrong("nil pointer evaluating interface {}.\(names[index + 1])")
        }
        value = TemplateValue(next)
      case .missing: return .missing
      default: throw wrong("can't evaluate field \(name) in type \(value.typeName)")
      }
    }
    return value
  }

  private mutating func call(
    _ name: String, _ words: [TemplateWord], _ dot: TemplateValue, last: TemplateValue?
  ) throws(BuiltinError) -> TemplateValue {
    try count()
    depth += 1
    defer { depth -= 1 }
    guard depth <= 2 * Self.depthLimit else { throw .limit("calls within calls without end") }
    if name == "and" || name == "or" {
      // Stops at the first that decides.
      var result: TemplateValue?
      for word in words {
        let value = try value(of: word, dot)
        result = value
        if value.isTrue == (name == "or") { return value }
      }
      guard let result = last ?? result else {
        throw wrong("wrong number of args for \(name): want at least 1 got 0")
      }
      return result
    }
    var arguments: [TemplateValue] = []
    for word in words { arguments.append(try value(of: word, dot)) }
    if let last { arguments.append(last) }
    return try TemplateFunctions.call(name, arguments)
  }
}
