import ShrikeFormats
import ShrikeText

/// A step with everything around it: in a job, or in a composite action.
struct StepView {
  let step: Step
  let job: Job?
  let workflow: Workflow?
  let action: ActionFile?
  /// What its `uses` names.
  let reference: ActionReference?
  /// The commands of its script, as far as the shell is known here.
  let commands: [ScriptCommand]
  /// Its script, where a POSIX shell runs it.
  let shellScript: ShellScript?
  /// The last part of the shell's path: `bash`; nil where an expression decides.
  let shell: String?

  init(_ step: Step, job: Job, workflow: Workflow) {
    self.init(step, job, workflow, nil)
  }

  init(_ step: Step, action: ActionFile) { self.init(step, nil, nil, action) }

  private init(_ step: Step, _ job: Job?, _ workflow: Workflow?, _ action: ActionFile?) {
    self.step = step
    self.job = job
    self.workflow = workflow
    self.action = action
    reference = step.action.map { ActionReference(String($0.uses.value.trimmed)) }
    guard let script = step.script else {
      commands = []
      shellScript = nil
      shell = nil
      return
    }
    shell = Self.shell(script, job, workflow)
    let text = script.text.value
    switch shell ?? "bash" {
    case "bash", "sh", "zsh":
      shellScript = ScriptCommand.read(text)
      commands = shellScript.map { ScriptCommand.all(in: $0, of: text) } ?? []
    case "pwsh", "powershell":
      shellScript = nil
      commands = ScriptCommand.powerShell(text)
    default:
      shellScript = nil
      commands = []
    }
  }

  var document: Document? { workflow?.document ?? action?.document }

  /// Where the step is named best.
  var grip: ByteRange { (step.name ?? step.id)?.node.range ?? start }
  var range: ByteRange { step.node.range }
  private var start: ByteRange { ByteRange(range.lower, range.lower + 1) }

  /// `uses` and its value.
  var usesRange: ByteRange {
    guard let action = step.action else { return range }
    return ByteRange(action.key.range.lower, action.uses.node.range.upper)
  }
  /// The action's name alone.
  var referenceRange: ByteRange {
    guard let uses = step.action?.uses else { return range }
    return uses.place(ByteRange(0, uses.value.trimmed.utf8.count))
  }
  /// `run` and its value.
  var runRange: ByteRange {
    guard let script = step.script else { return range }
    return ByteRange(script.key.range.lower, script.text.node.range.upper)
  }

  /// An input and its value.
  func inputRange(_ id: String) -> ByteRange? { step.action?[id]?.range }

  /// `with` is an expression as a whole.
  var hasOpaqueInputs: Bool {
    step.node["with"].map { $0.isScalar && Text($0).isExpression } ?? false
  }

  /// Whether the environment of an `env.name` is written down without expressions.
  func isStatic(variable name: String?) -> Bool {
    guard let name else { return false }
    let upper = name.uppercased()
    if upper == "CI" { return false }
    if DefaultVariables.names.contains(upper) { return true }
    for variables in [step.variables, job?.variables, workflow?.variables] {
      guard let variables else { continue }
      guard variables.expression == nil else { return false }
      if let entry = variables.entries.first(where: { $0.id == name.lowercased() }) {
        return entry.value.interpolations.isEmpty
      }
    }
    return false
  }

  private static func shell(_ script: Step.Script, _ job: Job?, _ workflow: Workflow?) -> String? {
    for text in [script.shell, job?.defaults?.shell, workflow?.defaults?.shell] {
      guard let text else { continue }
      guard text.interpolations.isEmpty else { return nil }
      let path = text.value.split(separator: " ").first ?? ""
      return path.split(separator: "/").last.map(String.init) ?? ""
    }
    for label in job?.runsOn?.labels ?? [] {
      let name = label.value
      if name == "linux" || name == "macOS" { return "bash" }
      if name == "windows" { return "pwsh" }
      if name.contains("ubuntu-") || name.contains("macos") { return "bash" }
      if name.contains("windows-") { return "pwsh" }
    }
    return nil
  }
}

extension NamedText {
  var range: ByteRange {
    ByteRange(name.node.range.lower, max(name.node.range.upper, value.node.range.upper))
  }
}

/// What the runner sets itself; `CI` may be anybody's.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/variables
enum DefaultVariables {
  static let names: Set<String> = [
    "GITHUB_ACTION", "GITHUB_ACTION_PATH", "GITHUB_ACTION_REPOSITORY", "GITHUB_ACTIONS",
    "GITHUB_ACTOR", "GITHUB_ACTOR_ID", "GITHUB_API_URL", "GITHUB_BASE_REF", "GITHUB_ENV",
    "GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "GITHUB_GRAPHQL_URL", "GITHUB_HEAD_REF",
    "GITHUB_JOB", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_REF", "GITHUB_REF_NAME",
    "GITHUB_REF_PROTECTED", "GITHUB_REF_TYPE", "GITHUB_REPOSITORY", "GITHUB_REPOSITORY_ID",
    "GITHUB_REPOSITORY_OWNER", "GITHUB_REPOSITORY_OWNER_ID", "GITHUB_RUN_ATTEMPT",
    "GITHUB_RUN_ID", "GITHUB_RUN_NUMBER", "GITHUB_SERVER_URL", "GITHUB_SHA",
    "GITHUB_TRIGGERING_ACTOR", "GITHUB_WORKFLOW", "GITHUB_WORKFLOW_REF", "GITHUB_WORKFLOW_SHA",
    "GITHUB_WORKSPACE", "RUNNER_ARCH", "RUNNER_DEBUG", "RUNNER_ENVIRONMENT", "RUNNER_NAME",
    "RUNNER_OS", "RUNNER_TEMP", "RUNNER_TOOL_CACHE",
  ]
}
