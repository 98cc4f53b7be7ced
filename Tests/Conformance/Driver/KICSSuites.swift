import Foundation
import ShrikeInfra
import ShrikeRego

/// KICS' queries, unmodified, over their own samples.
let kicsSuites = [
  ("k8s", ["k8s"]), ("dockerfile", ["dockerfile"]), ("compose", ["dockerCompose"]),
  ("cicd", ["cicd"]), ("terraform", ["terraform"]), ("cloudformation", ["cloudFormation"]),
  ("ansible", ["ansible"]),
  (
    "other",
    [
      "azureResourceManager", "buildah", "crossplane", "googleDeploymentManager", "grpc", "knative",
      "openAPI", "pulumi", "serverlessFW",
    ]
  ),
].map { name, platforms in
  Suite(name: "policy.kics-\(name)") { corpus, answers in
    for platform in platforms { try answerKICS(platform, corpus, &answers) }
  }
}

private func answerKICS(_ platform: String, _ corpus: Corpus, _ answers: inout Answers) throws {
  let base = "policy/kics"
  var files: [String: [UInt8]] = [:]
  for name in corpus.files("\(base)/_libraries") {
    files[name] = corpus.bytes(in: "\(base)/_libraries/\(name)")
  }
  guard let library = KICSLibrary(files, diagnostics: { print($0, $1.message) }) else {
    Console.fail("KICS' libraries are missing")
  }
  for path in corpus.files("\(base)/\(platform)", suffix: ".json") {
    guard let item = Value(json: corpus.bytes(in: "\(base)/\(platform)/\(path)")) else { continue }
    let id = item["id"]?.string ?? ""
    let samples = item["samples"]?.object?.entries ?? []
    let (query, errors) = library.compile(
      item["query.rego"]?.utf8 ?? [], name: id, platform: platform, data: item["data"])
    for prefix in ["positive", "negative"] {
      let used = samples.filter {
        let name = $0.key.string ?? ""
        let isOther = name.hasPrefix("positive") || name.hasPrefix("negative")
        return name.hasPrefix(prefix) || !isOther
      }
      let known = KICSFile.read(
        used.map { (name: $0.key.string ?? "", bytes: $0.value.utf8 ?? []) })
      var lines: [String: Set<Int>] = [:]
      var error = errors.first.map { "\($0.code): \($0.message) \($0.span)" }
      do throws(EvaluationError) {
        for answer in try query?.evaluate(known) ?? [] {
          lines[known[answer.file].name, default: []].insert(answer.line)
        }
      } catch let problem {
        error = "\(problem.code): \(problem.message)"
      }
      for sample in used {
        let name = sample.key.string ?? ""
        guard name.hasPrefix(prefix) else { continue }
        var answer: [String: Any] = ["case": "\(id)#\(name)"]
        if let error {
          answer["error"] = error
        } else if !known.contains(where: { $0.name == name }) {
          answer["error"] = "unreadable"
          answer["lines"] = [Int]()
        } else {
          answer["lines"] = lines[name, default: []].sorted()
        }
        answer["query"] = path
        try answers.add(answer)
      }
    }
  }
}
