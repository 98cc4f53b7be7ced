import Foundation
import ShrikeInfra
import ShrikeText

/// Pipelines of GitHub: what actionlint says of workflows, and what zizmor says of pipeline files.
let gitHubSuites = [
  Suite(name: "policy.actionlint", answer: answerActionlint)
]

private func answerActionlint(_ corpus: Corpus, _ answers: inout Answers) throws {
  for folder in ["err", "examples", "ok"] {
    let root = "policy/actionlint/\(folder)"
    let base = "\(corpus.root)/\(root)"
    let project = GitHubProject(
      read: { FileManager.default.contents(atPath: "\(base)/\($0)").map { Array($0) } },
      exists: { FileManager.default.fileExists(atPath: "\(base)/\($0)") })
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
