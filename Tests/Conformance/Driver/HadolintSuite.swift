import Foundation
import ShrikeFormats
import ShrikeInfra
import ShrikeModel
import ShrikePipeline
import ShrikeRego
import ShrikeText

/// Our own checks of Dockerfiles over hadolint's cases. What a check answers for are its aliases.
let hadolintSuites = [Suite(name: "policy.hadolint", answer: answerHadolint)]

private func answerHadolint(_ corpus: Corpus, _ answers: inout Answers) throws {
  let pack = dockerChecks()
  var rows = corpus.bytes(in: "policy/hadolint/cases.jsonl").split(separator: 0x0A)[...]
  var number = 0
  while let row = rows.popFirst() {
    let item = corpus.json(Array(row), "cases.jsonl")
    // A worker keeps what its settings made of the checks, so each row has its own.
    let checker = pack.makeChecker(settings: settings(item["config"]))
    let file = InfraFile(
      path: "Dockerfile", bytes: Array((item["dockerfile"]?.string ?? "").utf8))
    let inspection = checker.inspect([file])
    var answer: [String: Any] = [
      "case": "\(number):\(item["rule"]?.string ?? "")",
      "rules": Set((inspection?.matches ?? []).flatMap { pack.rules[$0.rule].aliases }).sorted(),
    ]
    if let trouble = inspection?.troubles.first { answer["error"] = trouble.message }
    try answers.add(answer)
    number += 1
  }
}

private func dockerChecks() -> InfraPack {
  guard let rules = Folders(environment: [:]).rules else { Console.fail("Rules are missing") }
  var files: [(path: String, bytes: [UInt8])] = []
  for folder in ["docker", "lib"] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(rules)/infra/\(folder)"))
    for name in (names ?? []).sorted() where name.hasSuffix(".rego") {
      guard let bytes = readFile("\(rules)/infra/\(folder)/\(name)") else { continue }
      files.append(("infra/\(folder)/\(name)", bytes))
    }
  }
  var diagnostics = Diagnostics()
  guard let pack = InfraPack.read(files, pack: "infra", diagnostics: &diagnostics) else {
    Console.fail(diagnostics.finish().map { $0.text() }.joined(separator: "\n"))
  }
  return pack
}

/// hadolint's settings in the words of ours.
private func settings(_ config: Node?) -> Value {
  var docker: [String: Any] = [:]
  if let registries = config?["allowedRegistries"]?.strings {
    docker["allowed_registries"] = registries
  }
  if let labels = config?["labelSchema"] {
    docker["label_schema"] = Dictionary(
      labels.entries.map { ($0.name, $0.value.string ?? "") }, uniquingKeysWith: { $1 })
  }
  if let isStrict = config?["strictLabels"]?.bool { docker["strict_labels"] = isStrict }
  let data = try? JSONSerialization.data(withJSONObject: ["docker": docker])
  return data.flatMap { Value(json: Array($0)) } ?? .emptyObject
}
