import ShrikeFormats

extension WorkflowReader {
  mutating func triggers(_ node: Node) -> [Trigger]? {
    if isScalar(node) { return bareTrigger(node).map { [$0] } ?? [] }
    if node.isSequence {
      if node.count == 0 { fail(node, "\"on\" is empty") }
      return node.elements.compactMap { bareTrigger(resolved($0)) }
    }
    guard node.isMapping else {
      fail(node, "\"on\" is a \(kind(of: node)), not a mapping or a list")
      return nil
    }
    return entries(of: node, "\"on\"", mayBeEmpty: false).compactMap { entry in
      guard let kind = trigger(entry) else { return nil }
      return Trigger(name: entry.key, kind: kind)
    }
  }

  /// An event that is named without a configuration.
  private mutating func bareTrigger(_ node: Node) -> Trigger? {
    let name = text(node)
    switch name.value {
    case "": return nil
    case "schedule":
      fail(node, "schedule wants a list of times")
      return nil
    case "repository_dispatch": return Trigger(name: name, kind: .repositoryDispatch(types: []))
    case "workflow_dispatch": return Trigger(name: name, kind: .dispatch([]))
    case "workflow_call": return Trigger(name: name, kind: .call(CallInterface()))
    case "image_version":
      return Trigger(name: name, kind: .imageVersion(names: [], versions: []))
    default: return Trigger(name: name, kind: .webhook(Webhook()))
    }
  }

  private mutating func trigger(_ entry: Entry) -> Trigger.Kind? {
    switch entry.id {
    case "schedule": return schedule(entry.value).map { .schedule($0) }
    case "workflow_dispatch": return .dispatch(dispatch(entry.value))
    case "workflow_call": return .call(callInterface(entry.value))
    case "repository_dispatch":
      var types: [Text] = []
      for item in entries(of: entry.value, "repository_dispatch", mayBeEmpty: true) {
        if item.id == "types" {
          types = textOrTexts(item.value, "types")
        } else {
          unexpected(item.key, in: "repository_dispatch", ["types"])
        }
      }
      return .repositoryDispatch(types: types)
    case "image_version":
      var names: [Text] = []
      var versions: [Text] = []
      for item in entries(of: entry.value, "image_version", mayBeEmpty: true) {
        switch item.id {
        case "names": names = texts(item.value, "names")
        case "versions": versions = texts(item.value, "versions")
        default: unexpected(item.key, in: "image_version", ["names", "versions"])
        }
      }
      return .imageVersion(names: names, versions: versions)
    default: return .webhook(webhook(entry))
    }
  }

  private mutating func webhook(_ entry: Entry) -> Webhook {
    var hook = Webhook()
    for item in entries(of: entry.value, "\"\(entry.id)\"", mayBeEmpty: true) {
      switch item.id {
      case "types": hook.types = textOrTexts(item.value, "types")
      case "workflows": hook.workflows = textOrTexts(item.value, "workflows")
      case "branches": hook.branches = filter(item)
      case "branches-ignore": hook.branchesIgnore = filter(item)
      case "tags": hook.tags = filter(item)
      case "tags-ignore": hook.tagsIgnore = filter(item)
      case "paths": hook.paths = filter(item)
      case "paths-ignore": hook.pathsIgnore = filter(item)
      default:
        unexpected(
          item.key, in: "\"\(entry.id)\"",
          [
            "types", "branches", "branches-ignore", "tags", "tags-ignore", "paths",
            "paths-ignore", "workflows",
          ])
      }
    }
    return hook
  }

  private mutating func filter(_ entry: Entry) -> Webhook.Filter {
    Webhook.Filter(key: entry.key, patterns: textOrTexts(entry.value, entry.id))
  }

  private mutating func schedule(_ node: Node) -> [ScheduleEntry]? {
    guard isSequence(node, "schedule") else { return nil }
    var out: [ScheduleEntry] = []
    for element in node.elements {
      var cron: Text?
      var timezone: Text?
      let place = "an element of schedule"
      for item in entries(of: resolved(element), place, mayBeEmpty: false) {
        switch item.id {
        case "cron":
          let value = text(item.value)
          if !value.isEmpty { cron = value }
        case "timezone":
          let value = text(item.value)
          if !value.isEmpty { timezone = value }
        default: unexpected(item.key, in: place, ["cron", "timezone"])
        }
      }
      if let cron { out.append(ScheduleEntry(cron: cron, timezone: timezone)) }
    }
    return out
  }

  private mutating func dispatch(_ node: Node) -> [DispatchInput] {
    var out: [DispatchInput] = []
    for item in entries(of: node, "workflow_dispatch", mayBeEmpty: true) {
      guard item.id == "inputs" else {
        unexpected(item.key, in: "workflow_dispatch", ["inputs"])
        continue
      }
      for input in entries(of: item.value, "inputs", mayBeEmpty: true, foldsCase: true) {
        out.append(dispatchInput(input))
      }
    }
    return out
  }

  private mutating func dispatchInput(_ entry: Entry) -> DispatchInput {
    var input = DispatchInput(id: entry.id, name: entry.key)
    for item in entries(of: entry.value, "an input", mayBeEmpty: true) {
      switch item.id {
      case "description": input.description = text(item.value, mayBeEmpty: true)
      case "required": input.required = flag(item.value)
      case "default": input.preset = text(item.value, mayBeEmpty: true)
      case "type":
        let name = text(item.value).value
        input.kind = DispatchInput.Kind(rawValue: name)
        if input.kind == nil, !name.isEmpty {
          fail(
            item.value,
            "an input's type is string, number, boolean, choice or environment, not \"\(name)\"")
        }
      case "options": input.options = texts(item.value, "options")
      default:
        unexpected(
          item.key, in: "an input", ["description", "required", "default", "type", "options"])
      }
    }
    return input
  }

  private mutating func callInterface(_ node: Node) -> CallInterface {
    var interface = CallInterface()
    for item in entries(of: node, "workflow_call", mayBeEmpty: true) {
      switch item.id {
      case "inputs":
        interface.inputs = entries(of: item.value, "inputs", mayBeEmpty: true, foldsCase: true)
          .map { callInput($0) }
      case "secrets":
        interface.secrets = entries(of: item.value, "secrets", mayBeEmpty: true, foldsCase: true)
          .map { callSecret($0) }
      case "outputs":
        interface.outputs = entries(of: item.value, "outputs", mayBeEmpty: true, foldsCase: true)
          .map { callOutput($0) }
      default: unexpected(item.key, in: "workflow_call", ["inputs", "secrets", "outputs"])
      }
    }
    return interface
  }

  private mutating func callInput(_ entry: Entry) -> CallInterface.Input {
    var input = CallInterface.Input(id: entry.id, name: entry.key)
    var hasType = false
    for item in entries(of: entry.value, "an input", mayBeEmpty: true) {
      switch item.id {
      case "description": input.description = text(item.value, mayBeEmpty: true)
      case "required": input.required = flag(item.value)
      case "default": input.preset = text(item.value, mayBeEmpty: true)
      case "type":
        hasType = true
        let name = text(item.value).value
        input.kind = CallInterface.Input.Kind(rawValue: name)
        if input.kind == nil, !name.isEmpty {
          fail(item.value, "an input's type is string, number or boolean, not \"\(name)\"")
        }
      default:
        unexpected(item.key, in: "an input", ["description", "required", "default", "type"])
      }
    }
    if !hasType { fail(entry.key.node, "the input \"\(entry.key.value)\" has no type") }
    return input
  }

  private mutating func callSecret(_ entry: Entry) -> CallInterface.Secret {
    var secret = CallInterface.Secret(id: entry.id, name: entry.key)
    for item in entries(of: entry.value, "a secret", mayBeEmpty: true) {
      switch item.id {
      case "description": secret.description = text(item.value, mayBeEmpty: true)
      case "required": secret.required = flag(item.value)
      default: unexpected(item.key, in: "a secret", ["description", "required"])
      }
    }
    return secret
  }

  private mutating func callOutput(_ entry: Entry) -> CallInterface.Output {
    var output = CallInterface.Output(id: entry.id, name: entry.key)
    for item in entries(of: entry.value, "an output", mayBeEmpty: true) {
      switch item.id {
      case "description": output.description = text(item.value, mayBeEmpty: true)
      case "value": output.value = text(item.value)
      default: unexpected(item.key, in: "an output", ["description", "value"])
      }
    }
    if output.value == nil {
      fail(entry.key.node, "the output \"\(entry.key.value)\" has no value")
    }
    return output
  }
}
