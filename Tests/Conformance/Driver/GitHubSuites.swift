import Foundation
import ShrikeWorkflows
import ShrikeText

/// Pipelines of GitHub: what actionlint says of workflows, and what zizmor says of pipeline files.
let gitHubSuites = [
  Suite(name: "policy.actionlint", answer: answerActionlint),
  Suite(name: "policy.zizmor", answer: answerZizmor),
]

private func answerActionlint(_ corpus: Corpus, _ answers: inout Answers) throws {
  for folder in ["err", "examples", "ok"] {
    let root = "policy/actionlint/\(folder)"
    let base = "\(corpus.root)/\(root)"
    // A folder without `.github` is no repository.
    let project =
      FileManager.default.fileExists(atPath: "\(base)/.github")
      ? GitHubProject(
        read: { FileManager.default.contents(atPath: "\(base)/\($0)").map { Array($0) } },
        exists: { FileManager.default.fileExists(atPath: "\(base)/\($0)") }) : nil
    for path in corpus.files(root, suffix: ".yaml") where !path.contains("/") {
      let problems = WorkflowCheck.problems(
        in: corpus.bytes(in: "\(root)/\(path)"), file: "test.yaml", project: project)
      try answers.add([
        "case": "\(folder)/\(path)",
        "errors": problems.map { problem in
          [
            "line": problem.place.line, "col": problem.place.column,
            "kind": problem.kind.rawValue, "message": problem.message,
          ] as [String: Any]
        },
      ])
    }
  }
}

private func answerZizmor(_ corpus: Corpus, _ answers: inout Answers) throws {
  let root = "policy/zizmor/inputs"
  for path in corpus.files(root) {
    let bytes = corpus.bytes(in: "\(root)/\(path)")
    let report = PipelineAudit.findings(in: bytes, file: path)
    guard report.kind != nil, let text = report.text else {
      try answers.add(["case": path, "error": report.problem ?? "not read"])
      continue
    }
    try answers.add([
      "case": path,
      // An audit that has no name there is ours alone.
      "findings": report.findings.compactMap { finding in
        guard let ident = finding.rule.aliases.first else { return nil }
        let place = text.frame(finding.primary.range)
        return [
          "ident": ident, "row": place.line - 1,
          "column": place.column - 1, "persona": finding.persona.rawValue,
        ]
      } as [[String: Any]],
    ])
  }
}
