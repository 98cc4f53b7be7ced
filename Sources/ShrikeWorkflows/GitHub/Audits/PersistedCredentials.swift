import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Checkouts that leave the token in the work tree, above all before artifacts are made
/// of it.
///
/// *Why it matters.* Whoever downloads the artifact has the token.
///
/// *Example.* `uses: actions/checkout@v4`
///
/// *Instead.* `with: { persist-credentials: false }`
enum PersistedCredentials: GitHubAudit {
  static let rule = PipelineRule(
    id: "persisted-checkout-token", aliases: ["artipacked"],
    title: "a checkout leaves its token in the work tree",
    why: "Whoever downloads the artifact has the token.",
    instead: "`with: { persist-credentials: false }`",
    severity: .high, cwe: 522, 538, risks: .credentials)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    let steps = (job.steps ?? []).flatMap { $0.parallel.isEmpty ? [$0] : $0.parallel }
    check(steps.filter { !$0.condition.isNever }, &out)
  }

  static func inspect(_ action: ActionFile, _ out: inout PipelineFindings) {
    check(action.steps.filter { !$0.condition.isNever }, &out)
  }

  private static func check(_ steps: [Step], _ out: inout PipelineFindings) {
    var checkouts: [(index: Int, step: Step, persona: Persona, isNew: Bool)] = []
    var uploads: [(index: Int, step: Step)] = []
    for (index, step) in steps.enumerated() {
      guard let action = step.action, let reference = ActionReference(action.uses.value).repository
      else { continue }
      // What an expression makes of the inputs is `Obfuscation`'s business.
      if let with = step.node["with"], with.isScalar, Text(with).isExpression { continue }
      if reference.isAction("actions/checkout") {
        let isNew = (reference.numbers?.first ?? 0) >= 6
        switch action["persist-credentials"]?.value {
        case let value? where value.value == "false": break
        case let value? where value.value == "true":
          checkouts.append((index, step, .auditor, isNew))
        case let value? where value.isExpression:
          checkouts.append((index, step, .pedantic, isNew))
        default: checkouts.append((index, step, .regular, isNew))
        }
      } else if reference.isAction("actions/upload-artifact"),
        let path = action["path"]?.value.value,
        isWholeTree(path)
      {
        uploads.append((index, step))
      }
    }
    for checkout in checkouts {
      let site = PipelineFinding.Site(
        checkout.step.node.range, "does not set persist-credentials: false")
      // Version 6 keeps the token outside of the work tree.
      guard !uploads.isEmpty else {
        out.report(
          rule, checkout.isNew ? .low : .medium, .low, checkout.persona, "the token stays",
          at: site,
          fix: fix(checkout.step, out.document))
        continue
      }
      for upload in uploads where checkout.index < upload.index {
        out.report(
          rule, checkout.isNew ? .medium : .high, .high, checkout.persona,
          "the token goes into the artifact", at: site,
          related: [.init(upload.step.node.range, "uploads it")],
          fix: fix(checkout.step, out.document))
      }
    }
  }

  private static func fix(_ step: Step, _ document: Document) -> Fix? {
    guard let action = step.action else { return nil }
    let line = "persist-credentials: false"
    var edit: Fix.Edit?
    if let given = action["persist-credentials"] {
      edit = Fix.Edit(given.value.node.range, "false")
    } else if let first = action.inputs.first {
      edit = BlockEdit.insert([line], before: first.name.node, in: document)
    } else if action.withKey == nil {
      edit = BlockEdit.insert(
        ["with:", "  " + line], after: action.uses.node, of: action.key, in: document)
    }
    return edit.map { Fix("set persist-credentials: false", [$0]) }
  }

  private static func isWholeTree(_ paths: String) -> Bool {
    paths.split(separator: "\n").map { String($0).trimmed }.contains { path in
      [".", "./", "..", "../"].contains(path)
        || path.hasPrefix("${{") && path.hasSuffix("}}") && path.contains("github.workspace")
    }
  }
}
