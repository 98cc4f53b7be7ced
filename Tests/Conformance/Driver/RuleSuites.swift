import ShrikeFormats
import ShrikeSecrets
import ShrikeText

let ruleSuites: [Suite] = [
  Suite(name: "secrets.gitleaks-rules", answer: gitleaksRules),
  Suite(name: "secrets.betterleaks-rules", answer: betterleaksRules),
  Suite(name: "secrets.decoder", answer: decoder),
]

/// A rule file of the corpus.
func ruleSet(_ corpus: Corpus, _ path: String) -> SecretRuleSet {
  var diagnostics = Diagnostics()
  let set = GitleaksReader.read(
    corpus.bytes(path), file: path, name: path, diagnostics: &diagnostics, open: { _ in nil })
  guard let set else {
    Console.fail(diagnostics.finish().map { $0.text() }.joined(separator: "\n"))
  }
  return set
}

@Sendable private func gitleaksRules(_ corpus: Corpus, _ answers: inout Answers) throws {
  var options = SecretScanner.Options()
  options.gitleaksLines = true
  let scanner = SecretScanner(ruleSet(corpus, "rules/gitleaks.toml"), options: options)
  let worker = try scanner.makeWorker()
  for sample in corpus.lines("gitleaks_rule_samples.jsonl") {
    let bytes = Array((sample["input"]?.string ?? "").utf8)
    let path = sample["file"]?.string ?? ""
    try answers.add([
      "case": sample["id"]?.string ?? "",
      "findings": findings(in: bytes, path: path, worker, scanner).map { $0.json },
    ])
  }
}

private func findings(
  in bytes: [UInt8], path: String, _ worker: SecretWorker, _ scanner: SecretScanner
) -> [GitleaksFinding] {
  // An empty file is not opened, and neither is one whose path is allowed.
  if bytes.isEmpty || worker.isAllowed(path: path) { return [] }
  var matches: [SecretMatch] = []
  bytes.withUnsafeBufferPointer { buffer in
    worker.inspect(
      buffer, SecretWorker.Subject(path: path, ascii: isASCII(buffer)), into: &matches)
  }
  return matches.filter { $0.allowance == nil }.map {
    GitleaksFinding($0, scanner.rules[$0.rule], file: path, firstLine: 1)
  }
}

@Sendable private func betterleaksRules(_ corpus: Corpus, _ answers: inout Answers) throws {
  let set = ruleSet(corpus, "rules/betterleaks.toml")
  var workers: [String: SecretWorker] = [:]
  for sample in corpus.lines("betterleaks_rule_samples.jsonl") {
    let id = sample["rule"]?.string ?? ""
    if workers[id] == nil {
      var alone = set
      alone.rules = set.rules.filter { $0.id == id }
      for index in alone.rules.indices {
        alone.rules[index].skipReport = false
        alone.rules[index].required = []
      }
      alone.prefilter = nil
      workers[id] = try SecretScanner(alone).makeWorker()
    }
    let bytes = Array((sample["input"]?.string ?? "").utf8)
    var matches: [SecretMatch] = []
    bytes.withUnsafeBufferPointer { buffer in
      workers[id]?.inspect(
        buffer, SecretWorker.Subject(path: sample["path"]?.string ?? "", ascii: isASCII(buffer)),
        into: &matches)
    }
    try answers.add([
      "case": sample["id"]?.string ?? "",
      "match": matches.contains { $0.allowance == nil },
    ])
  }
}

@Sendable private func decoder(_ corpus: Corpus, _ answers: inout Answers) throws {
  for sample in corpus.lines("decoder_cases.jsonl") {
    let decoded = Decoding.once(Array((sample["chunk"]?.string ?? "").utf8))
    try answers.add([
      "case": sample["name"]?.string ?? "", "decoded": String(decoding: decoded, as: UTF8.self),
    ])
  }
}
