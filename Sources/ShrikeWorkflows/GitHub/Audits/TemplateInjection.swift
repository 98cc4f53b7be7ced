import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Expressions in scripts, and in inputs that actions run as scripts.
///
/// *Why it matters.* The value is pasted into the program before it starts. Whoever decides the value,
/// say the title of an issue, writes part of the program.
///
/// *Example.* `run: echo "${{ github.event.issue.title }}"`
///
/// *Instead.* `env: { TITLE: "${{ github.event.issue.title }}" }` and `run: echo "$TITLE"`
enum TemplateInjection: GitHubAudit {
  static let rule = PipelineRule(
    id: "expression-in-script", aliases: ["template-injection"],
    title: "an expression becomes part of a script",
    why:
      "The value is pasted into the program before it starts. Whoever decides the value, "
      + "say the title of an issue, writes part of the program.",
    instead: "`env: { TITLE: \"${{ github.event.issue.title }}\" }` and `run: echo \"$TITLE\"`",
    severity: .high, cwe: 94, risks: .poisonedPipeline)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    if let script = step.step.script {
      check(script.text, step, [.init(script.key.range, "this script")], &out)
    } else if let action = step.step.action, let reference = step.reference?.repository {
      for id in ScriptInputs.ids(of: reference) {
        guard let input = action[id] else { continue }
        let uses = PipelineFinding.Site(step.usesRange, "runs what it is given")
        check(input.value, step, [uses, .init(input.name.node.range, "by this input")], &out)
      }
    }
  }

  private static func check(
    _ text: Text, _ step: StepView, _ related: [PipelineFinding.Site], _ out: inout PipelineFindings
  ) {
    for (number, part) in text.interpolations.enumerated() {
      guard let expression = part.expression else { continue }
      var isHarmless = true
      for (path, place) in expression.flowingPaths {
        guard let (severity, confidence, persona) = verdict(path, step) else { continue }
        isHarmless = false
        out.report(
          rule, severity, confidence, persona,
          "whoever decides the value writes part of the script",
          at: .init(text.site(place.range, of: number, in: out.document), "becomes code"),
          related: related, within: step.range,
          fix: ExpressionToVariable.fix(part, of: text, in: step, out.document))
      }
      if isHarmless {
        out.report(
          rule, .low, .high, .pedantic, "expressions do not belong in scripts",
          at: .init(text.site(expression.range, of: number, in: out.document), "becomes code"),
          related: related, within: step.range,
          fix: ExpressionToVariable.fix(part, of: text, in: step, out.document))
      }
    }
  }

  /// Nil: nobody shapes the value.
  private static func verdict(_ path: ContextPath, _ step: StepView)
    -> (Severity, Confidence, Persona)?
  {
    guard let pattern = path.pattern, let head = path.head else { return (.info, .low, .regular) }
    if head == "github" || head == "runner" {
      if EventProperties.fixed.contains(pattern) { return nil }
      let names = pattern.split(separator: ".")
      if names.count > 2, names[1] == "event", EventProperties.isFixed(names) { return nil }
      return head == "github" ? (.high, .high, .regular) : (.info, .low, .regular)
    }
    switch head {
    case "secrets": return nil
    case "needs" where path.matches("needs.*.result"),
      "steps" where path.matches("steps.*.outcome") || path.matches("steps.*.conclusion"):
      return nil
    case "inputs":
      switch input(path.onlyName, step) {
      case .fixed: return (.low, .high, .pedantic)
      case .free: return (.high, .high, .regular)
      case nil: return (.low, .low, .regular)
      }
    case "env":
      return (.low, .high, step.isStatic(variable: path.onlyName) ? .pedantic : .regular)
    case "matrix":
      guard let values = MatrixValues(step.job), !values.isStatic(path) else { return nil }
      return (.medium, .medium, .regular)
    default: return (.info, .low, .regular)
    }
  }

  private enum Input { case fixed, free }

  /// The more open of a manual run's and a caller's input.
  private static func input(_ name: String?, _ step: StepView) -> Input? {
    guard let id = name?.lowercased() else { return nil }
    if let action = step.action {
      let inputs = action.document.root["inputs"]?.entries
      return inputs?.contains { $0.name.lowercased() == id } ?? false ? .free : nil
    }
    var found: [Input] = []
    for trigger in step.workflow?.triggers ?? [] {
      switch trigger.kind {
      case .dispatch(let inputs):
        if let input = inputs.first(where: { $0.id == id }) {
          found.append(input.kind == nil || input.kind == .string ? .free : .fixed)
        }
      case .call(let interface):
        if let input = interface.inputs.first(where: { $0.id == id }) {
          found.append(input.kind == nil || input.kind == .string ? .free : .fixed)
        }
      default: break
      }
    }
    return found.contains(.free) ? .free : found.first
  }
}
