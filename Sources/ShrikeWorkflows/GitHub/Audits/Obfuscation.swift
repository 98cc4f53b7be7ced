import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Spellings that hide what is meant: paths with empty parts or `..`, expressions that
/// are constants, indices that are computed.
///
/// *Why it matters.* They are how a bad line passes a review.
///
/// *Example.* `uses: github/codeql-action/./init@…`, `${{ format('{0}', 'x') }}`
///
/// *Instead.* What it comes to.
enum Obfuscation: GitHubAudit {
  static let rule = PipelineRule(
    id: "obfuscated-pipeline", aliases: ["obfuscation"], title: "a spelling hides what is meant",
    why: "They are how a bad line passes a review.",
    instead: "What it comes to.",
    severity: .low, cwe: 451, risks: .visibility)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let reference = step.reference?.repository else { return }
    let parts = reference.path?.split(separator: "/", omittingEmptySubsequences: false) ?? []
    if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
      out.report(
        rule, .low, "the path has parts that mean nothing",
        at: .init(step.usesRange, "can be shorter"), within: step.range)
    }
    if step.hasOpaqueInputs, let entry = step.step.node.entry("with") {
      out.report(
        rule, .info, "the inputs cannot be seen",
        at: .init(entry.range, "an expression makes them"),
        related: [.init(step.usesRange, "for this action")])
    }
  }

  static func inspect(_ expressions: [PlacedExpression], _ out: inout PipelineFindings) {
    for placed in expressions {
      let expression = placed.expression
      var sites: [PipelineFinding.Site] = []
      if expression.isReducible {
        sites.append(.init(expression.range, "could be written as its value"))
      } else {
        sites += expression.reducibleParts.map { .init($0.range, "is a constant") }
      }
      let computed = computedIndices(expression)
      sites += computed.map { .init($0, "a computed index") }
      guard let first = sites.first else { continue }
      out.report(
        rule, .low, .high, computed.isEmpty ? .regular : .pedantic,
        "the expression is harder to read than need be", at: first,
        related: Array(sites.dropFirst()))
    }
  }

  /// The brackets of indices that are no plain values.
  private static func computedIndices(_ expression: Expression) -> [ByteRange] {
    var found = expression.children.flatMap { computedIndices($0) }
    if case .index(let operand, let index) = expression.kind, !index.isLiteral {
      found.append(ByteRange(operand.range.upper, expression.range.upper))
    }
    return found.sorted { $0.lower < $1.lower }
  }
}
