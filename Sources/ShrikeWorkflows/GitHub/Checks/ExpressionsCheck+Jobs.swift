import ShrikeFormats
import ShrikeText

extension ExpressionsCheck {
  mutating func check(_ job: Job) {
    contexts["needs"] = needs(of: job)
    if let matrix = job.strategy?.matrix { contexts["matrix"] = .object(type(of: matrix)) }
    text(job.name, .jobName)
    texts(job.needs, .none)
    if let runner = job.runsOn { check(runner) }
    concurrency(job.concurrency, .jobConcurrency)
    variables(job.variables, .jobVariables)
    texts([job.defaults?.shell, job.defaults?.workingDirectory], .jobDefaults)
    condition(job.condition, .jobCondition)
    flag(job.strategy?.failFast, .jobStrategy)
    number(job.strategy?.maxParallel?.expression, .jobStrategy)
    flag(job.continueOnError, .jobContinueOnError)
    number(job.timeout?.expression, .jobTimeout)
    if let container = job.container {
      self.container(container, .jobContainer, .jobContainerCredentials, .jobContainerVariables)
    }
    object(job.services?.expression, "services", .jobServices)
    for service in job.services?.containers ?? [] {
      container(service.container, .jobServices, .jobContainerCredentials, .jobContainerVariables)
    }
    if let call = job.call { check(call) }
    condition(job.snapshot?.condition, .snapshotCondition)
    var steps = ExpressionType.Object()
    for step in job.steps ?? [] { check(step, &steps) }
    // What follows is evaluated after all steps.
    text(job.environment?.name, .jobEnvironment)
    text(job.environment?.url, .jobEnvironmentURL)
    flag(job.environment?.deployment, .jobEnvironment)
    for output in job.outputs { text(output.value, .jobOutput) }
  }

  private mutating func needs(of job: Job) -> ExpressionType {
    var properties: [String: ExpressionType] = [:]
    for need in job.needs {
      let id = need.lowercased
      guard id != job.id.value, properties[id] == nil, let other = base.workflow.job(id) else {
        continue
      }
      var outputs = ExpressionType.stringMap
      if let call = other.call {
        if let interface = base.localWorkflow(call.uses, .expression) {
          outputs = .closed(
            Dictionary(interface.outputs.map { ($0.id, .string) }) { one, _ in one })
        }
      } else {
        outputs = .closed(Dictionary(other.outputs.map { ($0.id, .string) }) { one, _ in one })
      }
      properties[id] = .closed(["outputs": outputs, "result": .string])
    }
    return .closed(properties)
  }

  private mutating func check(_ runner: Runner) {
    if let expression = runner.expression {
      switch single(expression, .jobRunsOn) {
      case .array, .string, .any, nil: break
      case let type?:
        base.problems.report(
          .expression, expression.node,
          "\"runs-on\" wants a string or an array, not a \(type.name)")
      }
    } else {
      texts(runner.labels, .jobRunsOn)
    }
    text(runner.group, .jobRunsOn)
  }

  private mutating func check(_ call: WorkflowCall) {
    text(call.uses, .none)
    let interface = base.localWorkflow(call.uses, .expression)
    for input in call.inputs {
      let types = text(input.value, .jobCallInput)
      guard let kind = interface?.inputs.first(where: { $0.id == input.id })?.kind else { continue }
      let wanted: ExpressionType =
        switch kind {
        case .string: .string
        case .number: .number
        case .boolean: .bool
        }
      var type = ExpressionType.string
      if types?.isEmpty ?? true {
        type = Self.type(ofPlain: String(input.value.value.trimmed))
      } else if types?.count == 1, input.value.isExpression, let only = types?.first {
        type = only
      }
      if !wanted.accepts(type) {
        base.problems.report(
          .expression, input.value.node,
          "the called workflow wants a \(wanted.name), not a \(type.name)")
      }
    }
    for secret in call.secrets { text(secret.value, .jobCallSecret) }
  }

  // MARK: steps

  private mutating func check(_ step: Step, _ steps: inout ExpressionType.Object) {
    text(step.name, .stepText)
    condition(step.condition, .stepCondition)
    var outputs = ExpressionType.stringMap
    switch step.kind {
    case .run(let script):
      text(script.text, .stepText, isScript: true)
      text(script.shell, .none)
      text(script.workingDirectory, .stepText)
    case .uses(let action):
      text(action.uses, .none)
      let isScript = action.uses.value.hasPrefix("actions/github-script@")
      for input in action.inputs {
        text(input.value, .stepText, isScript: isScript && input.id == "script")
      }
      if step.id != nil { outputs = self.outputs(of: action.uses) }
    case .nothing: break
    }
    variables(step.variables, .stepText)
    flag(step.continueOnError, .stepText)
    number(step.timeout?.expression, .stepText)
    guard let id = step.id else { return }
    if id.hasExpression {
      text(id, .none)
      steps.others = .any
    }
    steps.properties[id.lowercased] = .closed([
      "outputs": outputs, "conclusion": .string, "outcome": .string,
    ])
    contexts["steps"] = .object(steps)
  }

  private mutating func outputs(of uses: Text) -> ExpressionType {
    if uses.value.hasPrefix("./") { return base.localAction(uses)?.outputType ?? .stringMap }
    // Its script may set any output.
    if uses.value.hasPrefix("actions/github-script@") { return .looseObject }
    return PopularActions.interface(uses.value)?.outputType ?? .stringMap
  }

  // MARK: matrix

  private mutating func type(of matrix: Matrix) -> ExpressionType.Object {
    let loose = ExpressionType.Object(others: .any)
    if let expression = matrix.expression { return type(ofMatrix: expression) }
    if matrix.isScalar { return ExpressionType.Object() }
    if let exclude = matrix.exclude {
      if let expression = exclude.expression {
        if case .array(let element, _)? = array(expression, "exclude", .jobStrategy) {
          _ = isObject(element, expression, "exclude")
        }
      }
      for item in exclude.items {
        object(item.expression, "exclude", .jobStrategy)
        for entry in item.entries { _ = type(of: entry.value) }
      }
    }
    var out = ExpressionType.Object()
    for row in matrix.rows {
      if let expression = row.expression {
        if case .array(let element, _)? = array(expression, "matrix row", .jobStrategy) {
          out.properties[row.id] = element
        } else {
          out.properties[row.id] = .any
        }
        continue
      }
      let types = row.values.map { type(of: $0) }
      out.properties[row.id] =
        types.first.map { first in
          types.dropFirst().reduce(first) { $0.merged(with: $1) }
        } ?? .any
    }
    guard let include = matrix.include else { return out }
    if let expression = include.expression {
      if case .array(let element, _)? = single(expression, .jobStrategy),
        case .object(let merged) = ExpressionType.object(out).merged(with: element)
      {
        return merged
      }
      return loose
    }
    for item in include.items {
      if let expression = item.expression {
        guard let type = single(expression, .jobStrategy) else { continue }
        if case .object(let merged) = ExpressionType.object(out).merged(with: type) {
          out = merged
        } else {
          out.others = .any
        }
        continue
      }
      for entry in item.entries {
        let type = type(of: entry.value)
        out.properties[entry.id] = out.properties[entry.id]?.merged(with: type) ?? type
      }
    }
    return out
  }

  private mutating func type(ofMatrix expression: Text) -> ExpressionType.Object {
    guard case .object(var object)? = object(expression, "matrix", .jobStrategy) else {
      return ExpressionType.Object(others: .any)
    }
    if case .array(.object(let included), _)? = object.properties.removeValue(forKey: "include") {
      for (name, type) in included.properties {
        object.properties[name] = object.properties[name]?.merged(with: type) ?? type
      }
    }
    object.properties["exclude"] = nil
    return object
  }

  /// The type of a value in a matrix, whose expressions are checked on the way.
  private mutating func type(of node: Node) -> ExpressionType {
    let node = node.aliasTarget ?? node
    switch node.kind {
    case .mapping:
      var properties: [String: ExpressionType] = [:]
      for entry in node.entries where properties[entry.name.lowercased()] == nil {
        properties[entry.name.lowercased()] = type(of: entry.value)
      }
      return .closed(properties)
    case .sequence:
      let types = node.elements.map { type(of: $0) }
      guard let first = types.first else { return .array(.any, isFiltered: false) }
      return .array(types.dropFirst().reduce(first) { $0.merged(with: $1) }, isFiltered: false)
    default:
      let text = Text(node)
      if text.interpolations.isEmpty { return Self.type(ofPlain: String(text.value.trimmed)) }
      let found = matrixTypes(in: text)
      guard text.isExpression else { return .string }
      return found?.count == 1 ? found?.first ?? .any : .any
    }
  }

  private mutating func matrixTypes(in text: Text) -> [ExpressionType]? {
    types(in: text, .jobStrategy)
  }

  private static func type(ofPlain text: String) -> ExpressionType {
    switch text {
    case "true", "false": .bool
    case "null": .null
    default: Double(text) != nil ? .number : .string
    }
  }
}
