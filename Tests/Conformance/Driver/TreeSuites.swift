import Foundation
import ShrikeFormats
import ShrikeModel
import ShrikePipeline
import ShrikeSecrets
import ShrikeSources
import ShrikeText

/// Suites that are whole scans: folders, histories, configurations.
let treeSuites: [Suite] = [
  Suite(name: "secrets.gitleaks-testdata", answer: gitleaksTestdata),
  Suite(name: "secrets.gitignore", answer: gitignore),
  Suite(name: "secrets.leaky-repo") { corpus, answers in
    try ownPack(corpus.path("leaky-repo/files"), &answers) { $0 }
  },
  Suite(name: "secrets.creddata-own") { corpus, answers in
    try ownPack(corpus.path("creddata/data"), &answers) { "data/" + $0 }
  },
  Suite(name: "secrets.creddata-betterleaks") { corpus, answers in
    try lines(
      of: SecretScanner(ruleSet(corpus, "rules/betterleaks.toml")), corpus.path("creddata/data"),
      &answers
    ) { "data/" + $0 }
  },
]

// MARK: lines of findings

private func ownPack(
  _ folder: String, _ answers: inout Answers, _ name: (String) -> String
) throws {
  var diagnostics = Diagnostics()
  let library = RuleLibrary(folders: Folders(environment: ProcessInfo.processInfo.environment))
  guard let loaded = try library.secrets(diagnostics: &diagnostics) else {
    Console.fail("the built-in pack does not load")
  }
  try lines(of: loaded.scanner, folder, &answers, name)
}

private func lines(
  of scanner: SecretScanner, _ folder: String, _ answers: inout Answers,
  _ name: (String) -> String
) throws {
  let worker = try scanner.makeWorker()
  var options = WorkTree.Options()
  options.usesIgnoreFiles = false
  let list = try WorkTree.list(folder, options).files
  var reader = try FileReader(folder: folder)
  for index in 0..<list.count {
    let path = list.relativePath(at: index)
    if worker.isAllowed(path: path) { continue }
    var found: Set<[Int]> = []
    var skips: [Skip] = []
    reader.read(list, at: index, skips: &skips) { fragment in
      var matches: [SecretMatch] = []
      worker.inspect(
        fragment.bytes, SecretWorker.Subject(path: path, ascii: fragment.isASCII), into: &matches)
      let lines = LineIndex(fragment.bytes)
      for match in matches where match.allowance == nil && !match.isPathOnly {
        let range = match.secretRange ?? match.range
        found.insert([
          lines.line(of: range.lower), lines.line(of: max(range.lower, range.upper - 1)),
        ])
      }
      if matches.contains(where: \.isPathOnly) { found.insert([1, 1]) }
    }
    if found.isEmpty { continue }
    try answers.add([
      "case": name(path), "findings": found.map { ["line": $0[0], "end_line": $0[1]] },
    ])
  }
}

// MARK: ignore rules

@Sendable private func gitignore(_ corpus: Corpus, _ answers: inout Answers) throws {
  func clean(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }
  for entry in corpus.json(corpus.bytes("gitignore_cases.json"), "cases").elements {
    // The path is relative to the root already, unless both are absolute.
    let root = entry["root"]?.string ?? ""
    var path = clean(entry["path"]?.string ?? "")
    if root.hasPrefix("/"), path.hasPrefix(root + "/") { path.removeFirst(root.count + 1) }
    let rules = IgnoreRules(files: [".gitignore": Array((entry["gitignore"]?.string ?? "").utf8)])
    try answers.add([
      "case": entry["id"]?.string ?? "",
      "ignored": rules.ignored(path: path, isDirectory: entry["is_dir"]?.bool ?? false),
    ])
  }
  let oracle = corpus.json(corpus.bytes("gitignore_git_oracle.json"), "oracle")
  let paths: [(String, Bool)] = (oracle["paths"]?.elements.map { $0 } ?? []).map {
    ($0["path"]?.string ?? "", $0["is_dir"]?.bool ?? false)
  }
  for entry in oracle["cases"]?.elements.map({ $0 }) ?? [] {
    var files: [String: [UInt8]] = [:]
    for file in entry["ignore_files"]?.entries.map({ $0 }) ?? [] {
      files[file.name] = Array((file.value.string ?? "").utf8)
    }
    let rules = IgnoreRules(files: files)
    try answers.add([
      "case": entry["id"]?.string ?? "",
      "ignored": paths.filter { rules.ignored(path: $0.0, isDirectory: $0.1) }.map(\.0),
    ])
  }
}
