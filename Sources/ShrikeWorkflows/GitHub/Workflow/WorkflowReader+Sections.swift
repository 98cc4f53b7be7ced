import ShrikeFormats

/// Sections that stand in workflows and in jobs.
extension WorkflowReader {
  mutating func permissions(_ key: Node, _ node: Node) -> Permissions {
    var permissions = Permissions(key: key, node: node)
    if isScalar(node) {
      permissions.all = text(node)
    } else {
      permissions.scopes = entries(of: node, "\"permissions\"", mayBeEmpty: true, foldsCase: true)
        .map { Permissions.Scope(name: $0.key, value: text($0.value)) }
    }
    return permissions
  }

  mutating func variables(_ node: Node) -> Variables {
    var variables = Variables(node: node)
    if isScalar(node) {
      variables.expression = expression(node, or: "a mapping of variables")
    } else {
      variables.entries = namedTexts(node, "\"env\"")
    }
    return variables
  }

  mutating func defaults(_ node: Node) -> Defaults {
    var defaults = Defaults()
    var hasRun = false
    for entry in entries(of: node, "\"defaults\"", mayBeEmpty: false) {
      guard entry.id == "run" else {
        unexpected(entry.key, in: "\"defaults\"", ["run"])
        continue
      }
      hasRun = true
      for item in entries(of: entry.value, "\"run\"", mayBeEmpty: false) {
        switch item.id {
        case "shell": defaults.shell = text(item.value)
        case "working-directory": defaults.workingDirectory = text(item.value)
        default: unexpected(item.key, in: "\"run\"", ["shell", "working-directory"])
        }
      }
    }
    if !hasRun { fail(node, "\"defaults\" has no \"run\"") }
    return defaults
  }

  mutating func concurrency(_ key: Node, _ node: Node) -> Concurrency {
    var concurrency = Concurrency(key: key, node: node)
    if isScalar(node) {
      concurrency.group = text(node)
      return concurrency
    }
    for item in entries(of: node, "\"concurrency\"", mayBeEmpty: false) {
      switch item.id {
      case "group": concurrency.group = text(item.value)
      case "cancel-in-progress": concurrency.cancelInProgress = flag(item.value)
      default: unexpected(item.key, in: "\"concurrency\"", ["group", "cancel-in-progress"])
      }
    }
    if concurrency.group == nil { fail(key, "\"concurrency\" has no \"group\"") }
    return concurrency
  }

  mutating func environment(_ key: Node, _ node: Node) -> Environment {
    var environment = Environment(key: key)
    if isScalar(node) {
      environment.name = text(node)
      return environment
    }
    for item in entries(of: node, "\"environment\"", mayBeEmpty: false) {
      switch item.id {
      case "name": environment.name = text(item.value)
      case "url": environment.url = text(item.value)
      case "deployment": environment.deployment = flag(item.value)
      default: unexpected(item.key, in: "\"environment\"", ["deployment", "name", "url"])
      }
    }
    if environment.name == nil { fail(key, "\"environment\" has no \"name\"") }
    return environment
  }

  mutating func runner(_ key: Node, _ node: Node) -> Runner {
    var runner = Runner(key: key, node: node)
    if let expression = optionalExpression(node) {
      runner.expression = expression
      return runner
    }
    if isScalar(node) || node.isSequence {
      runner.labels = textOrTexts(node, "runs-on")
      return runner
    }
    for item in entries(of: node, "\"runs-on\"", mayBeEmpty: false) {
      switch item.id {
      case "labels":
        if let expression = optionalExpression(item.value) {
          runner.expression = expression
        } else {
          runner.labels = textOrTexts(item.value, "labels")
        }
      case "group": runner.group = text(item.value)
      default: unexpected(item.key, in: "\"runs-on\"", ["labels", "group"])
      }
    }
    return runner
  }

  mutating func container(_ key: Node, _ node: Node, isService: Bool) -> Container {
    var container = Container(key: key, node: node)
    if isScalar(node) {
      container.image = text(node)
      return container
    }
    let place = isService ? "a service" : "\"container\""
    for item in entries(of: node, place, mayBeEmpty: false) {
      switch item.id {
      case "image": container.image = text(item.value)
      case "credentials": container.credentials = credentials(item.key.node, item.value)
      case "env": container.variables = variables(item.value)
      case "ports", "volumes":
        let list = texts(item.value, item.id, mayBeEmpty: true)
        container.texts += list
      case "options": container.texts.append(text(item.value, mayBeEmpty: true))
      case "command" where isService, "entrypoint" where isService:
        container.texts.append(text(item.value, mayBeEmpty: true))
      default:
        let keys = ["image", "credentials", "env", "ports", "volumes", "options"]
        unexpected(item.key, in: place, isService ? keys + ["command", "entrypoint"] : keys)
      }
    }
    if container.image == nil { fail(key, "\(place) has no \"image\"") }
    return container
  }

  private mutating func credentials(_ key: Node, _ node: Node) -> Credentials? {
    var credentials = Credentials(key: key)
    if let expression = optionalExpression(node) {
      credentials.expression = expression
      return credentials
    }
    for item in entries(of: node, "\"credentials\"", mayBeEmpty: false) {
      switch item.id {
      case "username": credentials.username = text(item.value)
      case "password": credentials.password = text(item.value)
      default: unexpected(item.key, in: "\"credentials\"", ["username", "password"])
      }
    }
    guard credentials.username != nil, credentials.password != nil else {
      fail(key, "\"credentials\" wants both \"username\" and \"password\"")
      return nil
    }
    return credentials
  }

  mutating func services(_ node: Node) -> Services {
    var services = Services()
    if let expression = optionalExpression(node) {
      services.expression = expression
      return services
    }
    for item in entries(of: node, "\"services\"", mayBeEmpty: false, foldsCase: true) {
      services.containers.append(
        (item.key, container(item.key.node, item.value, isService: true)))
    }
    return services
  }

  mutating func snapshot(_ key: Node, _ node: Node) -> Snapshot? {
    var snapshot = Snapshot()
    if isScalar(node) {
      snapshot.imageName = text(node)
      return snapshot
    }
    guard node.isMapping else {
      fail(node, "\"snapshot\" is a \(kind(of: node)), not a name or a mapping")
      return nil
    }
    for item in entries(of: node, "\"snapshot\"", mayBeEmpty: false) {
      switch item.id {
      case "image-name": snapshot.imageName = text(item.value)
      case "version": snapshot.version = text(item.value)
      case "if": snapshot.condition = text(item.value)
      default: unexpected(item.key, in: "\"snapshot\"", ["image-name", "version", "if"])
      }
    }
    if snapshot.imageName == nil { fail(key, "\"snapshot\" has no \"image-name\"") }
    return snapshot
  }

  // MARK: strategy

  mutating func strategy(_ node: Node) -> Strategy {
    var strategy = Strategy()
    for item in entries(of: node, "\"strategy\"", mayBeEmpty: false) {
      switch item.id {
      case "matrix": strategy.matrix = matrix(item.key.node, item.value)
      case "fail-fast": strategy.failFast = flag(item.value)
      case "max-parallel":
        let limit = integer(item.value)
        strategy.maxParallel = limit
        if let value = limit?.value, value <= 0 {
          fail(item.value, "\"max-parallel\" must be greater than zero")
        }
      default: unexpected(item.key, in: "\"strategy\"", ["matrix", "fail-fast", "max-parallel"])
      }
    }
    return strategy
  }

  private mutating func matrix(_ key: Node, _ node: Node) -> Matrix {
    var matrix = Matrix(key: key)
    if isScalar(node) {
      matrix.isScalar = true
      matrix.expression = expression(node, or: "a mapping of rows")
      return matrix
    }
    for item in entries(of: node, "\"matrix\"", mayBeEmpty: false, foldsCase: true) {
      switch item.id {
      case "include": matrix.include = combinations("include", item.value)
      case "exclude": matrix.exclude = combinations("exclude", item.value)
      default:
        if isScalar(item.value) {
          let expression = expression(item.value, or: "a list of values")
          matrix.rows.append(
            .init(
              id: item.id, name: item.key, values: [], expression: expression, isScalar: true))
        } else if isSequence(item.value, "matrix values") {
          let values = item.value.elements.map { resolved($0) }
          for value in values { checkPlainValue(value) }
          matrix.rows.append(
            .init(
              id: item.id, name: item.key, values: values, expression: nil, isScalar: false))
        }
      }
    }
    return matrix
  }

  private mutating func combinations(_ place: String, _ node: Node) -> Matrix.Combinations? {
    if isScalar(node) {
      let expression = expression(node, or: "a list of combinations")
      return Matrix.Combinations(items: [], expression: expression, isScalar: true)
    }
    guard isSequence(node, place) else { return nil }
    var items: [Matrix.Combination] = []
    for element in node.elements {
      let element = resolved(element)
      if isScalar(element) {
        if let text = expression(element, or: "a mapping of values") {
          items.append(Matrix.Combination(entries: [], expression: text))
        }
        continue
      }
      let found = entries(of: element, "an element of \(place)", mayBeEmpty: false, foldsCase: true)
      for entry in found { checkPlainValue(entry.value) }
      items.append(
        Matrix.Combination(
          entries: found.map { (id: $0.id, key: $0.key, value: $0.value) }, expression: nil))
    }
    return Matrix.Combinations(items: items, expression: nil, isScalar: false)
  }

  /// A value of any shape, in which only keys and aliases can be wrong.
  private mutating func checkPlainValue(_ node: Node) {
    if node.recursionTarget != nil {
      fail(node, "an alias within what it means is no value")
    } else if node.isSequence {
      for element in node.elements { checkPlainValue(resolved(element)) }
    } else if node.isMapping {
      for entry in entries(of: node, "the value", mayBeEmpty: true, foldsCase: true) {
        checkPlainValue(entry.value)
      }
    }
  }
}
