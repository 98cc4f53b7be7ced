import Foundation
import ShrikeFormats
import ShrikeInfra
import ShrikeRego
import ShrikeText

/// Public policy libraries with their own tests.
let policyTestSuites = [
  Suite(name: "policy.trivy-checks") { corpus, answers in
    let base = "policy/trivy-checks"
    let libraries = corpus.files("\(base)/lib", suffix: ".rego").filter {
      !$0.hasSuffix("_test.rego")
    }
    for path in corpus.files("\(base)/checks", suffix: "_test.rego") {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      let own = packageLine(corpus.bytes(in: "\(base)/checks/\(path)"))
      let package = own.map { $0.hasSuffix("_test") ? String($0.dropLast(5)) : $0 }
      var files = libraries.map { "lib/\($0)" } + ["checks/\(path)"]
      for check in corpus.files("\(base)/checks/\(folder)", suffix: ".rego")
      where !check.hasSuffix("_test.rego") && !check.contains("/")
        && [own, package].contains(
          packageLine(corpus.bytes(in: "\(base)/checks/\(folder)/\(check)")))
      {
        files.append("checks/\(folder)/\(check)")
      }
      try answerTests(
        corpus, base, files, test: "checks/\(path)", version: .v1, builtins: TrivyChecks.builtins(),
        &answers)
    }
  },
  Suite(name: "policy.gatekeeper") { corpus, answers in
    let base = "policy/gatekeeper"
    let shared = corpus.files("\(base)/src/rego", suffix: ".rego").filter {
      !$0.hasSuffix("_test.rego")
    }
    let all = corpus.files("\(base)/src", suffix: ".rego")
    for path in all where path.hasSuffix("_test.rego") {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      var files = all.filter {
        $0.hasPrefix(folder + "/") && !$0.dropFirst(folder.count + 1).contains("/")
      }
      files = files.filter { !$0.hasSuffix("_test.rego") || $0 == path }
      files += shared.map { "rego/\($0)" }.filter { !files.contains($0) }
      try answerTests(
        corpus, base, files.map { "src/\($0)" }, test: "src/\(path)", version: .v0,
        builtins: .standard, &answers)
    }
    for path in corpus.files("\(base)/library", suffix: "suite.yaml") {
      try answerSuite(corpus, "\(base)/library/\(path)", "library/\(path)", &answers)
    }
  },
]

private func packageLine(_ text: [UInt8]) -> String? {
  String(decoding: text, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("package ") }
    .map { $0.trimmingCharacters(in: .whitespaces) }
}

private func answerTests(
  _ corpus: Corpus, _ base: String, _ files: [String], test: String, version: RegoVersion,
  builtins: BuiltinTable, _ answers: inout Answers
) throws {
  var modules: [Module] = []
  var problem: String?
  for file in files {
    let (module, errors) = Parser.parse(
      corpus.bytes(in: "\(base)/\(file)"), name: file, version: version)
    if let module { modules.append(module) }
    if let error = errors.first { problem = problem ?? "\(file) \(error.span): \(error.message)" }
  }
  let (policy, errors) = Policy.compile(modules, builtins: builtins)
  if let error = errors.first { problem = problem ?? "\(error.module): \(error.message)" }
  let text = String(decoding: corpus.bytes(in: "\(base)/\(test)"), as: UTF8.self)
  guard let policy, problem == nil else {
    for line in text.split(separator: "\n") where line.hasPrefix("test_") {
      let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      try answers.add(["case": "\(test)::\(name)", "error": problem ?? "?"])
    }
    return
  }
  let now = Int64(Date().timeIntervalSince1970 * 1e9)
  let tests = PolicyTests(policy, context: BuiltinContext(now: now))
  var seen: Set<String> = []
  for outcome in tests.run(where: { module, _ in module.name == test })
  where seen.insert(outcome.name).inserted {
    var answer: [String: Any] = ["case": "\(test)::\(outcome.name)"]
    if case .error(let message) = outcome.state {
      answer["error"] = message
    } else if let value = outcome.value {
      answer["value"] = try JSONSerialization.jsonObject(
        with: Data(value.json), options: [.fragmentsAllowed])
    } else {
      answer["value"] = NSNull()
    }
    try answers.add(answer)
  }
}

private func answerSuite(
  _ corpus: Corpus, _ path: String, _ name: String, _ answers: inout Answers
) throws {
  let folder = path.split(separator: "/").dropLast().joined(separator: "/")
  func documents(_ file: String) -> [Node] {
    var diagnostics = Diagnostics()
    return YAMLReader(schema: .yaml11).read(
      corpus.bytes(in: "\(folder)/\(file)"), FileContext(file), diagnostics: &diagnostics
    ).map { $0.root }
  }
  func values(_ file: String) -> [Value] {
    var places = PlaceTable()
    return documents(file).filter { !$0.isNull }.map { Value($0, file: 0, places: &places) }
  }
  guard let suite = documents("suite.yaml").first else { return }
  var seen: [String: Int] = [:]
  for test in suite["tests"]?.elements.map({ $0 }) ?? [] {
    let (template, errors) =
      documents(test["template"]?.string ?? "").first.map {
        ConstraintTemplate.read($0, name: name)
      } ?? (nil, [])
    let constraint = values(test["constraint"]?.string ?? "").first ?? .emptyObject
    for item in test["cases"]?.elements.map({ $0 }) ?? [] {
      var id = "\(name)::\(test["name"]?.string ?? "")/\(item["name"]?.string ?? "")"
      seen[id, default: 0] += 1
      if let count = seen[id], count > 1 { id += "#\(count)" }
      var answer: [String: Any] = ["case": id]
      let inventory = (item["inventory"]?.strings ?? []).flatMap { values($0) }
      if let template, let object = values(item["object"]?.string ?? "").first {
        do throws(EvaluationError) {
          answer["messages"] = try template.violations(
            constraint: constraint, object: object, inventory: inventory
          ).map { $0["msg"]?.string ?? $0.jsonText }
        } catch {
          answer["error"] = "\(error.code): \(error.message)"
        }
      } else {
        answer["error"] = errors.first?.message ?? "no template or object"
      }
      try answers.add(answer)
    }
  }
}
