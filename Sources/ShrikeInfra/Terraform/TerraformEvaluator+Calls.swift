import ShrikeFormats
import ShrikeText

extension TerraformEvaluator {
  mutating func result(of call: HCLCall) throws(TerraformError) -> TerraformValue {
    let name = call.name.hasPrefix("core::") ? String(call.name.dropFirst(6)) : call.name
    if name.hasPrefix("provider::") { return .unknown(because: [name + "()"]) }
    switch name {
    case "try": return try firstSound(of: call)
    case "can":
      guard call.arguments.count == 1 else { throw TerraformError("can() takes one argument") }
      let (value, isSound) = attempt { $0.evaluate(call.arguments[0]) }
      if isSound, value.isUnknown { return .unknown(.bool, because: value.reasons) }
      return .bool(isSound)
    case "templatestring": try Self.refuseLiteralTemplate(call)
    default: break
    }
    guard let function = TerraformFunction.table[name] else {
      throw TerraformError("there is no function of this name")
    }
    var arguments: [TerraformValue] = []
    arguments.reserveCapacity(call.arguments.count)
    let count = problemCount
    for argument in call.arguments { arguments.append(evaluate(argument)) }
    if problemCount > count {
      // A mistake in an argument leaves even the result's type open.
      return .unknown(because: function.unknown(arguments).reasons)
    }
    if call.expandsLast, let last = arguments.popLast() {
      if last.isNull { throw TerraformError("the argument before '...' is null") }
      guard let elements = last.elements else {
        guard last.isUnknown else {
          throw TerraformError("the argument before '...' is no list")
        }
        return TerraformValue.unknown(because: last.reasons).marked(last.isSensitive)
      }
      arguments.append(contentsOf: elements.map { $0.marked(last.isSensitive) })
    }
    var weight = 0
    for argument in arguments {
      weight += argument.weight
      guard weight <= TerraformValue.weightLimit else {
        throw TerraformError("the arguments are too large to be followed")
      }
    }
    try spend(weight)
    if name == "templatefile" || name == "templatestring" {
      return try renderedTemplate(name, arguments, function)
    }
    let result = try function.call(arguments, files: scope.files)
    guard let argument = arguments.first else { return result }
    if name == "jsonencode" {
      var text = result
      text.draft = TerraformDraft(argument)
      return text
    }
    if name == "jsondecode", argument.isUnknown, let draft = argument.draft {
      return draft.value.marked(argument.isSensitive)
    }
    return result
  }

  mutating func firstSound(of call: HCLCall) throws(TerraformError) -> TerraformValue {
    guard !call.arguments.isEmpty else { throw TerraformError("try() takes an argument") }
    for argument in call.arguments {
      let (value, isSound) = attempt { $0.evaluate(argument) }
      if isSound { return value }
    }
    throw TerraformError("none of the expressions succeeds")
  }

  static func refuseLiteralTemplate(_ call: HCLCall) throws(TerraformError) {
    switch call.arguments.first?.kind {
    case .variable?, .steps?, .index?: return
    default:
      throw TerraformError("templatestring() takes a reference to a template, not a template")
    }
  }

  mutating func renderedTemplate(
    _ name: String, _ given: [TerraformValue], _ function: TerraformFunction
  ) throws(TerraformError) -> TerraformValue {
    guard let arguments = try function.prepared(given) else { return function.unknown(given) }
    var bytes = Array((arguments[0].string ?? "").utf8)
    if name == "templatefile" {
      switch scope.files.read(arguments[0].string ?? "") {
      case .bytes(let content): bytes = content
      case .missing: throw TerraformError("there is no file at this path")
      case .unknown: return .unknown(.string, because: ["templatefile()"])
      }
    }
    guard let fields = arguments[1].fields else {
      throw TerraformError("the variables of a template are an object")
    }
    guard templateDepth < Self.templateDepthLimit else {
      throw TerraformError("templates within templates, too deep to be followed")
    }
    var diagnostics = Diagnostics()
    let template = HCLReader().readTemplate(
      bytes, FileContext("", quotes: false), diagnostics: &diagnostics)
    guard let template else { throw TerraformError("the template has a syntax error") }
    var inner = TerraformEvaluator(
      TerraformScope(
        Dictionary(uniqueKeysWithValues: fields.entries.map { ($0.key, $0.value) }), isOpen: false,
        files: scope.files))
    inner.templateDepth = templateDepth + 1
    inner.iterations = iterations
    inner.work = work
    var value = inner.evaluate(template)
    iterations = inner.iterations
    work = inner.work
    if let problem = inner.problems.first {
      throw TerraformError("in the template: " + problem.message)
    }
    value.place = nil
    return value.marked(arguments.contains { $0.isSensitive })
  }
}
