import Foundation
import ShrikeInfra
import ShrikeRego
import ShrikeText

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

/// All queries of a platform are compiled together, as a scan does.
private func answerKICS(_ platform: String, _ corpus: Corpus, _ answers: inout Answers) throws {
  let base = "policy/kics"
  var diagnostics = Diagnostics()
  let library = KICSLibrary(
    corpus.files("\(base)/_libraries").map { name in
      (path: name, bytes: corpus.bytes(in: "\(base)/_libraries/\(name)"))
    }, diagnostics: &diagnostics)
  let items = corpus.files("\(base)/\(platform)", suffix: ".json").compactMap { path in
    Value(json: corpus.bytes(in: "\(base)/\(platform)/\(path)")).map { (path: path, item: $0) }
  }
  let queries = library.compile(
    items.map { path, item in
      KICSLibrary.Source(
        path: path, text: item["query.rego"]?.utf8 ?? [], data: item["data"])
    }, diagnostics: &diagnostics)
  for diagnostic in diagnostics.finish() { print(diagnostic.text()) }
  for ((path, item), query) in zip(items, queries) {
    let id = item["id"]?.string ?? ""
    let samples = item["samples"]?.object?.entries ?? []
    for prefix in ["positive", "negative"] {
      let used = samples.filter {
        let name = $0.key.string ?? ""
        let isOther = name.hasPrefix("positive") || name.hasPrefix("negative")
        return name.hasPrefix(prefix) || !isOther
      }
      let known = KICSFile.read(
        used.map { (name: $0.key.string ?? "", bytes: $0.value.utf8 ?? []) })
      var lines: [String: Set<Int>] = [:]
      var error = query == nil ? "it does not compile" : nil
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
