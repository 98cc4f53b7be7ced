import ShrikeFormats
import ShrikeText

/// Checks the types in one expression, and whether what it names is there.
struct ExpressionChecker {
  let contexts: ExpressionContexts
  let key: WorkflowKey
  private(set) var errors: [ExpressionError] = []
  private var untrusted: UntrustedInputs?

  /// With `isScript` the value becomes part of a program, so it must not be anybody's to choose.
  init(_ contexts: ExpressionContexts, key: WorkflowKey, isScript: Bool = false) {
    self.contexts = contexts
    self.key = key
    untrusted = isScript ? UntrustedInputs() : nil
  }

  mutating func check(_ expression: Expression) -> ExpressionType {
    let type = visit(expression)
    untrusted?.finish()
    for (paths, mark) in untrusted?.found ?? [] {
      errors.append(
        ExpressionError(
          message:
            "whoever triggers the workflow decides \(paths.joined(separator: ", ")), which becomes part of the script here; pass it through an environment variable",
          offset: mark))
    }
    return type
  }

  private mutating func fail(_ message: String, at expression: Expression) {
    errors.append(ExpressionError(message: message, offset: expression.mark))
  }

  private mutating func visit(_ expression: Expression) -> ExpressionType {
    untrusted?.enter(expression)
    let type = typeOf(expression)
    untrusted?.leave(expression)
    return type
  }

  private mutating func typeOf(_ expression: Expression) -> ExpressionType {
    switch expression.kind {
    case .null: return .null
    case .bool: return .bool
    case .number: return .number
    case .string: return .string
    case .context(let name): return context(name, expression)
    case .property(let receiver, let name): return property(name, of: receiver, expression)
    case .filter(let receiver): return filter(receiver, expression)
    case .index(let operand, let index): return element(index, of: operand, expression)
    case .call(let name, let arguments): return call(name, arguments, expression)
    case .not(let operand):
      _ = visit(operand)
      return .bool
    case .compare(let comparison, let left, let right):
      let (one, other) = (visit(left), visit(right))
      if !isComparable(comparison, one, other) {
        fail(
          "a \"\(one.name)\" is never \(comparison.rawValue) a \"\(other.name)\"", at: expression)
      }
      return .bool
    case .logical: return logical(expression)
    }
  }

  private mutating func context(_ name: String, _ expression: Expression) -> ExpressionType {
    guard let type = contexts[name] else {
      let known = contexts.types.keys.sorted()
      let hint = suggestion(for: name, among: known).map { "; did you mean \($0)?" } ?? ""
      fail("there is no context \"\(name)\"\(hint)", at: expression)
      return .any
    }
    if !key.contexts.contains(name) {
      let there = key.contexts.sorted().joined(separator: ", ")
      fail(
        "the context \"\(name)\" is not available here"
          + (there.isEmpty ? "; no context is" : "; these are: \(there)"), at: expression)
    }
    return type
  }

  private mutating func property(_ name: String, of receiver: Expression, _ whole: Expression)
    -> ExpressionType
  {
    let type = visit(receiver)
    switch type {
    case .any: return .any
    case .object(let object):
      if let found = object.properties[name] { return found }
      if let others = object.others {
        if case .context("vars") = receiver.kind { checkVariable(name, whole) }
        return others
      }
      fail("\(type.name) has no property \"\(name)\"", at: whole)
      return .any
    case .array(let element, isFiltered: true):
      switch element {
      case .any: return type
      case .object(let object):
        if let found = object.properties[name] ?? object.others {
          return .array(found, isFiltered: true)
        }
        fail("the elements, \(element.name), have no property \"\(name)\"", at: whole)
        return .array(.any, isFiltered: true)
      default:
        fail("the elements are \(element.name) and have no properties", at: whole)
        return .any
      }
    default:
      fail("a \"\(type.name)\" has no property \"\(name)\"", at: whole)
      return .any
    }
  }

  private mutating func checkVariable(_ name: String, _ whole: Expression) {
    if name.hasPrefix("github_") {
      fail("names of variables must not begin with GITHUB_", at: whole)
    } else if name.utf8.contains(0x2D) {
      fail("names of variables consist of letters, digits and _", at: whole)
    }
  }

  private mutating func filter(_ receiver: Expression, _ whole: Expression) -> ExpressionType {
    let type = visit(receiver)
    switch type {
    case .any: return .array(.any, isFiltered: true)
    case .array(let element, _): return .array(element, isFiltered: true)
    case .object(let object):
      if let others = object.others {
        switch others {
        case .any, .object: return .array(others, isFiltered: true)
        default: fail("the properties of \(type.name) are no objects to filter", at: whole)
        }
        return .any
      }
      let hasObject = object.properties.values.contains {
        if case .object = $0 { return true }
        return false
      }
      if hasObject { return .array(.any, isFiltered: true) }
      fail("\(type.name) has no object to filter", at: whole)
      return .any
    default:
      fail("a \"\(type.name)\" cannot be filtered by .*", at: whole)
      return .any
    }
  }

  private mutating func element(
    _ index: Expression, of operand: Expression, _ whole: Expression
  ) -> ExpressionType {
    // The index first: an untrusted input in it is a path of its own.
    let position = visit(index)
    let type = visit(operand)
    switch (type, position) {
    case (.any, _): return .any
    case (.array(let element, _), .any), (.array(let element, _), .number): return element
    case (.array, _):
      fail("an array is indexed by a number, not by a \"\(position.name)\"", at: index)
      return .any
    case (.object, .any): return .any
    case (.object(let object), .string):
      if case .string(let name) = index.kind {
        if let found = object.properties[name] { return found }
        if object.others == nil { fail("\(type.name) has no property \"\(name)\"", at: whole) }
      }
      return object.others ?? .any
    case (.object, _):
      fail("an object is indexed by a string, not by a \"\(position.name)\"", at: index)
      return .any
    default:
      fail("a \"\(type.name)\" cannot be indexed", at: whole)
      return .any
    }
  }

  // MARK: operators

  private mutating func logical(_ expression: Expression) -> ExpressionType {
    guard case .logical(let connective, let left, let right) = expression.kind else { return .any }
    return narrowed(left, isTrue: connective == .or).merged(with: visit(right))
  }

  /// The type of an operand of which is known whether it is true: of `x && 60` that is true, 60's.
  private mutating func narrowed(_ expression: Expression, isTrue: Bool) -> ExpressionType {
    switch expression.kind {
    case .logical(let connective, let left, let right):
      untrusted?.enter(expression)
      defer { untrusted?.leave(expression) }
      guard (connective == .and) == isTrue else { return logical(expression) }
      _ = visit(left)
      return visit(right)
    case .not(let operand):
      untrusted?.enter(expression)
      defer { untrusted?.leave(expression) }
      return narrowed(operand, isTrue: !isTrue)
    default: return visit(expression)
    }
  }

  private func isComparable(
    _ comparison: Expression.Comparison, _ left: ExpressionType, _ right: ExpressionType
  ) -> Bool {
    guard comparison == .equal || comparison == .notEqual else {
      return Self.hasOrder(left) && Self.hasOrder(right)
    }
    switch (left, right) {
    case (.any, _), (.null, _): return true
    case (.number, .object), (.number, .array), (.bool, .object), (.bool, .array),
      (.string, .object), (.string, .array):
      return false
    case (.number, _), (.bool, _), (.string, _): return true
    case (.object, .object), (.object, .null), (.object, .any), (.array, .null), (.array, .any):
      return true
    case (.array(let one, _), .array(let other, _)): return isComparable(comparison, one, other)
    default: return false
    }
  }

  private static func hasOrder(_ type: ExpressionType) -> Bool {
    switch type {
    case .any, .number, .string: true
    default: false
    }
  }

  // MARK: calls

  private mutating func call(_ name: String, _ arguments: [Expression], _ whole: Expression)
    -> ExpressionType
  {
    let id = name.lowercased()
    guard let functions = ExpressionFunction.all[id] else {
      let hint = suggestion(for: id, among: ExpressionFunction.all.keys.sorted())
      fail(
        "there is no function \"\(name)\"" + (hint.map { "; did you mean \($0)?" } ?? ""),
        at: whole)
      return .any
    }
    let types = arguments.map { visit($0) }
    var mistakes: [ExpressionError] = []
    for function in functions {
      guard let mistake = mismatch(function, arguments, types, whole) else {
        return result(of: function, id, arguments, whole)
      }
      mistakes.append(mistake)
    }
    errors += mistakes
    return .any
  }

  private func mismatch(
    _ function: ExpressionFunction, _ arguments: [Expression], _ types: [ExpressionType],
    _ whole: Expression
  ) -> ExpressionError? {
    let wanted = function.parameters.count
    guard function.repeats ? types.count >= wanted : types.count == wanted else {
      return ExpressionError(
        message:
          "\(function.signature) takes \(function.repeats ? "at least " : "")\(wanted) arguments, not \(types.count)",
        offset: whole.mark)
    }
    for (position, type) in types.enumerated() {
      let parameter = function.parameters[min(position, wanted - 1)]
      guard !parameter.accepts(type) else { continue }
      return ExpressionError(
        message:
          "argument \(position + 1) of \(function.signature) is a \"\(type.name)\", not a \"\(parameter.name)\"",
        offset: arguments[position].mark)
    }
    return nil
  }

  private mutating func result(
    of function: ExpressionFunction, _ id: String, _ arguments: [Expression], _ whole: Expression
  ) -> ExpressionType {
    if ExpressionFunction.special.contains(id), !key.functions.contains(id) {
      fail("\(function.name)() cannot be called here", at: whole)
    }
    switch id {
    case "format":
      guard case .string(let text) = arguments[0].kind else { break }
      let placeholders = formatPlaceholders(text)
      let given = arguments.count - 1
      for number in 0..<given where !placeholders.contains(number) {
        fail("the text has no {\(number)}, so that argument is not used", at: whole)
      }
      for number in placeholders.sorted() where number >= given {
        fail("the text has {\(number)}, but \(given) arguments are given", at: whole)
      }
    case "fromjson":
      guard case .string(let text) = arguments[0].kind else { break }
      guard let type = Self.type(ofJSON: text) else {
        fail("the text is no JSON", at: arguments[0])
        break
      }
      return type
    case "case" where arguments.count % 2 == 0:
      fail("case() takes pairs of condition and value, and one value more", at: whole)
    default: break
    }
    return function.result
  }

  private static func type(ofJSON text: String) -> ExpressionType? {
    var diagnostics = Diagnostics()
    guard
      let document = JSONReader.strict.read(
        Array(text.utf8), FileContext("fromJSON", quotes: false), diagnostics: &diagnostics)
    else { return nil }
    return type(of: document.root)
  }

  private static func type(of node: Node) -> ExpressionType {
    switch node.kind {
    case .null: return .null
    case .bool: return .bool
    case .integer, .float: return .number
    case .string, .dateTime: return .string
    case .sequence:
      let types = node.elements.map { type(of: $0) }
      guard let first = types.first else { return .array(.any, isFiltered: false) }
      return .array(types.dropFirst().reduce(first) { $0.merged(with: $1) }, isFiltered: false)
    case .mapping:
      var properties: [String: ExpressionType] = [:]
      for entry in node.entries { properties[entry.name] = type(of: entry.value) }
      return .closed(properties)
    }
  }
}
