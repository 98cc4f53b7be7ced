import ShrikeFormats

extension WorkflowReader {
  static let jobKeys = [
    "name", "needs", "runs-on", "permissions", "environment", "concurrency", "outputs", "env",
    "defaults", "if", "steps", "timeout-minutes", "strategy", "continue-on-error", "container",
    "services", "uses", "with", "secrets", "snapshot",
  ]

  mutating func jobs(_ node: Node) -> [Job] {
    entries(of: node, "\"jobs\"", mayBeEmpty: false, foldsCase: true).map {
      job($0.key, $0.value)
    }
  }

  private mutating func job(_ id: Text, _ node: Node) -> Job {
    var job = Job(id: id, node: node)
    var uses: Text?
    var inputs: [NamedText] = []
    var secrets: [NamedText] = []
    var inherited: Node?
    // The last key of each kind of job: one with steps, one that calls a workflow.
    var stepsKey: Text?
    var callKey: Text?
    for entry in entries(of: node, "the job \"\(id.value)\"", mayBeEmpty: false) {
      let (key, value) = (entry.key, entry.value)
      switch entry.id {
      case "name": job.name = text(value, mayBeEmpty: true)
      case "needs": job.needs = isScalar(value) ? [text(value)] : texts(value, "needs")
      case "runs-on":
        job.runsOn = runner(key.node, value)
        stepsKey = key
      case "permissions": job.permissions = permissions(key.node, value)
      case "environment":
        job.environment = environment(key.node, value)
        stepsKey = key
      case "concurrency": job.concurrency = concurrency(key.node, value)
      case "outputs":
        job.outputs = namedTexts(value, "\"outputs\"")
        if job.outputs.isEmpty { fail(value, "a job without outputs needs no \"outputs\"") }
        stepsKey = key
      case "env":
        job.variables = variables(value)
        stepsKey = key
      case "defaults":
        job.defaults = defaults(value)
        stepsKey = key
      case "if": job.condition = text(value)
      case "steps":
        job.steps = steps(value)
        stepsKey = key
      case "timeout-minutes":
        job.timeout = minutes(value)
        stepsKey = key
      case "strategy": job.strategy = strategy(value)
      case "continue-on-error":
        job.continueOnError = flag(value)
        stepsKey = key
      case "container":
        job.container = container(key.node, value, isService: false)
        stepsKey = key
      case "services": job.services = services(value)
      case "uses":
        uses = text(value)
        callKey = key
      case "with":
        inputs = namedTexts(value, "\"with\"")
        callKey = key
      case "secrets":
        if isScalar(value) {
          if value.text == "inherit" {
            inherited = value
          } else {
            fail(value, "\"secrets\" is a mapping or \"inherit\"")
          }
        } else {
          secrets = namedTexts(value, "\"secrets\"")
        }
        callKey = key
      case "snapshot": job.snapshot = snapshot(key.node, value)
      default: unexpected(key, in: "a job", Self.jobKeys)
      }
    }
    if let uses {
      if let stepsKey {
        fail(
          stepsKey.node, "a job that calls a workflow with \"uses\" has no \"\(stepsKey.value)\"")
      } else {
        job.call = WorkflowCall(
          uses: uses, inputs: inputs, secrets: secrets, inheritedSecrets: inherited)
      }
    } else {
      if job.steps == nil { fail(id.node, "the job \"\(id.value)\" has no \"steps\"") }
      if job.runsOn == nil { fail(id.node, "the job \"\(id.value)\" has no \"runs-on\"") }
      if let callKey {
        fail(callKey.node, "only a job that calls a workflow has \"\(callKey.value)\"")
      }
    }
    return job
  }

  private mutating func minutes(_ node: Node) -> Setting<Double>? {
    let minutes = number(node)
    if let value = minutes?.value, value <= 0 {
      fail(node, "\"timeout-minutes\" must be greater than zero")
    }
    return minutes
  }

  // MARK: steps

  mutating func steps(_ node: Node) -> [Step]? {
    guard isSequence(node, "steps") else { return nil }
    return node.elements.map { step(resolved($0)) }
  }

  private mutating func step(_ node: Node) -> Step {
    var step = Step(node: node)
    let entries = entries(of: node, "an element of steps", mayBeEmpty: false)
    var main: Entry?
    for entry in entries {
      let value = entry.value
      switch entry.id {
      case "id": step.id = text(value)
      case "if": step.condition = text(value)
      case "name": step.name = text(value, mayBeEmpty: true)
      case "env": step.variables = variables(value)
      case "continue-on-error": step.continueOnError = flag(value)
      case "timeout-minutes": step.timeout = minutes(value)
      case "uses", "run": main = entry
      case "parallel" where value.isSequence: step.parallel = steps(value) ?? []
      default: break
      }
    }
    guard let main else {
      // Steps side by side, and steps that wait for or end those.
      guard
        !entries.contains(where: { ["parallel", "wait", "wait-all", "cancel"].contains($0.id) })
      else { return step }
      fail(node, "a step wants \"run\" or \"uses\"")
      return step
    }
    step.kind = main.id == "run" ? .run(script(main, entries)) : .uses(action(main, entries))
    return step
  }

  private static let commonKeys = [
    "id", "if", "name", "env", "continue-on-error", "timeout-minutes",
  ]

  private mutating func script(_ main: Entry, _ entries: [Entry]) -> Step.Script {
    var script = Step.Script(key: main.key.node, text: text(main.value))
    for entry in entries {
      switch entry.id {
      case "run": break
      case "shell": script.shell = text(entry.value)
      case "working-directory": script.workingDirectory = text(entry.value)
      default:
        guard !Self.commonKeys.contains(entry.id) else { break }
        unexpected(
          entry.key, in: "a step that runs a script",
          Self.commonKeys + ["run", "shell", "working-directory"])
      }
    }
    return script
  }

  private mutating func action(_ main: Entry, _ entries: [Entry]) -> Step.ActionUse {
    var action = Step.ActionUse(key: main.key.node, uses: text(main.value))
    let isContainer = action.uses.value.hasPrefix("docker://")
    for entry in entries {
      switch entry.id {
      case "uses": break
      case "with":
        action.withKey = entry.key.node
        for item in self.entries(
          of: entry.value, "\"with\"", mayBeEmpty: false, foldsCase: true)
        {
          let value = text(item.value, mayBeEmpty: !(isContainer && item.id == "entrypoint"))
          action.inputs.append(NamedText(id: item.id, name: item.key, value: value))
        }
      default:
        guard !Self.commonKeys.contains(entry.id) else { break }
        unexpected(
          entry.key, in: "a step that uses an action", Self.commonKeys + ["uses", "with"])
      }
    }
    return action
  }
}
