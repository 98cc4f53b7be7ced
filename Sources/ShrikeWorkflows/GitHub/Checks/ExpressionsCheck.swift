import ShrikeFormats
import ShrikeText

/// *What it finds.* Expressions that cannot be read, name what is not there, or have a type that does
/// not fit their place.
/// *Why it matters.* A misspelled property is not an error for GitHub, it is the empty string.
extension WorkflowCheck {
  mutating func checkExpressions() {
    var check = ExpressionsCheck(self)
    check.run()
    self = check.base
  }
}

/// Walks over a workflow and knows at every place what the contexts hold.
struct ExpressionsCheck {
  var base: WorkflowCheck
  var contexts = ExpressionContexts()

  init(_ base: WorkflowCheck) { self.base = base }

  private var workflow: Workflow { base.workflow }

  mutating func run() {
    text(workflow.name, .none)
    for trigger in workflow.triggers ?? [] { check(trigger) }
    text(workflow.runName, .runName)
    variables(workflow.variables, .environmentVariables)
    texts([workflow.defaults?.shell, workflow.defaults?.workingDirectory], .none)
    concurrency(workflow.concurrency, .concurrency)
    let shared = contexts
    for job in workflow.jobs ?? [] {
      contexts = shared
      check(job)
    }
    contexts = shared
    checkOutputs()
  }

  // MARK: triggers

  private mutating func check(_ trigger: Trigger) {
    switch trigger.kind {
    case .webhook(let hook):
      texts(hook.types, .none)
      for filter in [
        hook.branches, hook.branchesIgnore, hook.tags, hook.tagsIgnore, hook.paths,
        hook.pathsIgnore,
      ] { texts(filter?.patterns ?? [], .none) }
      texts(hook.workflows, .none)
    case .schedule(let entries):
      for entry in entries { texts([entry.cron, entry.timezone], .none) }
    case .repositoryDispatch(let types): texts(types, .none)
    case .imageVersion(let names, let versions): texts(names + versions, .none)
    case .dispatch(let inputs):
      var object = ExpressionType.Object()
      for input in inputs {
        texts([input.description, input.preset], .none)
        flag(input.required, .none)
        texts(input.options, .none)
        object.properties[input.id] =
          switch input.kind {
          case .boolean: .bool
          case .number: .number
          case .string, .choice, .environment: .string
          case nil: .any
          }
      }
      contexts.addDispatchInputs(object)
    case .call(let interface): check(interface)
    }
  }

  private mutating func check(_ interface: CallInterface) {
    let others = contexts
    var object = ExpressionType.Object()
    for input in interface.inputs {
      text(input.description, .none)
      // A default may name the inputs before it.
      contexts = others
      contexts.addInputs(object)
      let types = text(input.preset, .callInputDefault)
      let wanted: ExpressionType =
        switch input.kind {
        case .boolean: .bool
        case .number: .number
        case .string: .string
        case nil: .any
        }
      if let preset = input.preset, preset.isExpression, types?.count == 1, let type = types?.first
      {
        switch (wanted, type) {
        case (.bool, .bool), (.bool, .any), (.number, .number), (.number, .any), (.string, _),
          (.any, _):
          break
        default:
          base.problems.report(
            .expression, preset.node,
            "the input is a \(wanted.name), but its default is a \(type.name)")
        }
      }
      object.properties[input.id] = wanted
    }
    contexts = others
    contexts.addInputs(object)
    if let secrets = interface.secrets {
      contexts.setSecrets(secrets.map(\.id))
      texts(secrets.map(\.description), .none)
    }
    texts(interface.outputs.map(\.description), .none)
  }

  private mutating func checkOutputs() {
    let jobs = workflow.jobs ?? []
    guard !jobs.isEmpty, let interface = workflow.triggers?.lazy.compactMap(\.call).first else {
      return
    }
    var properties: [String: ExpressionType] = [:]
    for job in jobs {
      let outputs =
        job.call != nil
        ? .looseObject
        : ExpressionType.closed(Dictionary(job.outputs.map { ($0.id, .string) }) { one, _ in one })
      properties[job.id.lowercased] = .closed(["outputs": outputs])
    }
    contexts["jobs"] = .closed(properties)
    texts(interface.outputs.map(\.value), .callOutputValue)
  }

  // MARK: sections

  mutating func variables(_ variables: Variables?, _ key: WorkflowKey) {
    guard let variables else { return }
    for entry in variables.entries {
      text(entry.name, key)
      text(entry.value, key)
    }
    object(variables.expression, "env", key)
  }

  mutating func concurrency(_ concurrency: Concurrency?, _ key: WorkflowKey) {
    text(concurrency?.group, key)
    flag(concurrency?.cancelInProgress, key)
  }

  mutating func container(
    _ container: Container, _ key: WorkflowKey, _ credentialsKey: WorkflowKey,
    _ variablesKey: WorkflowKey
  ) {
    text(container.image, key)
    if let credentials = container.credentials {
      object(credentials.expression, "credentials", credentialsKey)
      texts([credentials.username, credentials.password], credentialsKey)
    }
    variables(container.variables, variablesKey)
    texts(container.texts, key)
  }

  // MARK: values

  mutating func texts(_ texts: [Text?], _ key: WorkflowKey) {
    for item in texts { text(item, key) }
  }

  /// The types of a text's expressions; nil where one is wrong.
  @discardableResult
  mutating func text(_ text: Text?, _ key: WorkflowKey, isScript: Bool = false)
    -> [ExpressionType]?
  {
    guard let text, !text.interpolations.isEmpty else { return [] }
    guard let types = types(in: text, key, isScript: isScript) else { return nil }
    for (type, place) in zip(types, text.interpolations) {
      switch type {
      case .object, .array, .null:
        base.problems.report(
          .expression, text, column: place.range.lower,
          "a value of type \(type.name) makes no text; toJSON() does")
      default: break
      }
    }
    return types
  }

  mutating func types(in text: Text, _ key: WorkflowKey, isScript: Bool = false)
    -> [ExpressionType]?
  {
    var types: [ExpressionType] = []
    for part in text.interpolations {
      let start = part.range.lower + 3
      switch part.result {
      case .failure(let error):
        base.problems.report(
          .expression, text, expressionAt: start, offset: error.offset, error.message)
        return nil
      case .success(let expression):
        guard let type = type(of: expression, in: text, key, start, isScript: isScript) else {
          return nil
        }
        types.append(type)
      }
    }
    return types
  }

  mutating func type(
    of expression: Expression, in text: Text, _ key: WorkflowKey, _ start: Int, isScript: Bool,
    isBare: Bool = false
  ) -> ExpressionType? {
    var checker = ExpressionChecker(contexts, key: key, isScript: isScript)
    let type = checker.check(expression)
    for error in checker.errors {
      base.problems.report(
        .expression, text, expressionAt: start, offset: error.offset, isBare: isBare,
        error.message)
    }
    return checker.errors.isEmpty ? type : nil
  }

  /// The type of a text that is one expression.
  mutating func single(_ text: Text?, _ key: WorkflowKey) -> ExpressionType? {
    guard let text, let types = types(in: text, key) else { return nil }
    guard types.count == 1 else {
      base.problems.report(
        .expression, text.node, "one expression is expected, not \(types.count)")
      return nil
    }
    return types[0]
  }

  @discardableResult
  mutating func object(_ text: Text?, _ place: String, _ key: WorkflowKey) -> ExpressionType? {
    guard let text, let type = single(text, key) else { return nil }
    return isObject(type, text, place) ? type : nil
  }

  mutating func isObject(_ type: ExpressionType, _ text: Text, _ place: String) -> Bool {
    switch type {
    case .object, .any: return true
    default:
      base.problems.report(
        .expression, text.node, "\"\(place)\" wants an object, not a \(type.name)")
      return false
    }
  }

  mutating func array(_ text: Text?, _ place: String, _ key: WorkflowKey) -> ExpressionType? {
    guard let text, let type = single(text, key) else { return nil }
    switch type {
    case .array, .any: return type
    default:
      base.problems.report(
        .expression, text.node, "\"\(place)\" wants an array, not a \(type.name)")
      return nil
    }
  }

  mutating func flag(_ setting: Setting<Bool>?, _ key: WorkflowKey) {
    guard let text = setting?.expression, let type = single(text, key) else { return }
    switch type {
    case .bool, .any: break
    default: base.problems.report(.expression, text.node, "a bool is wanted, not a \(type.name)")
    }
  }

  mutating func number(_ text: Text?, _ key: WorkflowKey) {
    guard let text, let type = single(text, key) else { return }
    switch type {
    case .number, .any: break
    default:
      base.problems.report(.expression, text.node, "a number is wanted, not a \(type.name)")
    }
  }

  /// Conditions are expressions with or without `${{ }}`. Every type will do as one.
  mutating func condition(_ condition: Text?, _ key: WorkflowKey) {
    guard let condition else { return }
    if condition.hasExpression {
      text(condition, key)
      return
    }
    var value = condition.value
    let result = value.withUTF8 { ExpressionParser.parse($0, endsWithText: true).result }
    switch result {
    case .failure(let error):
      base.problems.report(
        .expression, condition, expressionAt: 0, offset: error.offset, isBare: true,
        error.message)
    case .success(let expression):
      _ = type(of: expression, in: condition, key, 0, isScript: false, isBare: true)
    }
  }
}
