import Foundation
import Glibc
import ShrikeExchange
import ShrikeFormats
import ShrikeText

/// Validation, fingerprints, reading: all about SARIF files.
let sarifSuites: [Suite] = [
  Suite(name: "platform.sarif") { corpus, answers in
    let root = "platform/sarif"
    let folder = "\(root)/sdk-validate/ValidateCommand"
    let inputs = Set(corpus.files("\(folder)/input"))
    // Of the expected files only the names are read: they are the cases.
    for name in corpus.files("\(folder)/expected", suffix: ".sarif") where !name.hasPrefix("AI") {
      let short = name.replacing("_Valid.sarif", with: ".sarif")
        .replacing("_Invalid.sarif", with: ".sarif")
      guard let input = [name, short].first(where: inputs.contains) else { continue }
      let problems = validator(for: name).validate(corpus.bytes(in: "\(folder)/input/\(input)"))
      var counts: [String: Int] = [:]
      for problem in problems { counts[problem.rule, default: 0] += 1 }
      try answers.add(["case": "validate/\(name)", "results": counts])
    }
    let action = "\(root)/codeql-action"
    for name in corpus.files(action, suffix: ".sarif") {
      if name.hasPrefix("fingerprinting"), name.hasSuffix(".input.sarif") {
        try answers.add([
          "case": "fingerprints/\(name)", "line_hashes": addedLineHashes(corpus, action, name),
        ])
      } else {
        let problems = SarifValidator(rules: []).validate(corpus.bytes(in: "\(action)/\(name)"))
        try answers.add(["case": "valid/\(name)", "valid": problems.isEmpty])
      }
    }
    for part in ["tutorial-samples", "sdk-spec-examples"] {
      for name in corpus.files("\(root)/\(part)", suffix: ".sarif") {
        let bytes = corpus.bytes(in: "\(root)/\(part)/\(name)")
        var diagnostics = Diagnostics()
        let document = JSONReader.jsonc.read(bytes, FileContext(name), diagnostics: &diagnostics)
        let runs = document?.root["runs"]?.elements.map { $0 } ?? []
        try answers.add([
          "case": "read/\(part)/\(name)", "runs": runs.count,
          "results": runs.reduce(0) { $0 + ($1["results"]?.count ?? 0) },
        ])
      }
    }
  }
]

/// The validator as a case asks for it: with one rule and the settings that its name tells.
private func validator(for name: String) -> SarifValidator {
  let rule = String(name.prefix { $0 != "." })
  var validator = SarifValidator(rules: [rule])
  validator.options.limits = .init(all: 1)
  // Without a network every address is out of reach.
  validator.options.isReachable = { _ in false }
  if name.contains("DottedQuadFileVersion_Valid") {
    validator.options.versionProperties = ["semanticVersion", "dottedQuadFileVersion"]
  } else if name.contains("DottedQuadFileVersion_Invalid") {
    validator.options.versionProperties = ["version", "semanticVersion"]
  }
  if name.contains("MissingInformationUri_Valid") {
    validator.options.requiresInformationURI = false
  }
  return validator
}

/// Validates the files that are named on standard input, one line each, and answers each with one JSON
/// object: the number of problems by rule and the seconds that took. For comparing with other validators.
enum SarifServer {
  static func run() throws {
    while let path = readLine(strippingNewline: true) {
      let bytes = Array(FileManager.default.contents(atPath: path) ?? Data())
      let start = clock()
      let problems = SarifValidator().validate(bytes)
      let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      var counts: [String: Int] = [:]
      for problem in problems { counts[problem.rule, default: 0] += 1 }
      let answer: [String: Any] = ["file": path, "problems": counts, "seconds": seconds]
      let line = try JSONSerialization.data(withJSONObject: answer, options: [.sortedKeys])
      FileHandle.standardOutput.write(line + Data("\n".utf8))
    }
  }
}

/// What GitHub's upload adds to each result: the hash of its first place's line, where the file is there.
private func addedLineHashes(_ corpus: Corpus, _ folder: String, _ name: String) -> [Any] {
  let root = corpus.json(corpus.bytes(in: "\(folder)/\(name)"), name)
  let files = Set(corpus.files(folder))
  var hashes: [String: LineHash] = [:]
  var answers: [Any] = []
  for run in root["runs"]?.elements.map({ $0 }) ?? [] {
    for result in run["results"]?.elements.map({ $0 }) ?? [] {
      let place = SarifPlace(result, in: run)
      var hash: String?
      if let place, files.contains(place.path) {
        let lines =
          hashes[place.path] ?? LineHash(corpus.bytes(in: "\(folder)/\(place.path)"))
        hashes[place.path] = lines
        hash = lines.at(line: place.line)
      }
      answers.append(hash as Any? ?? NSNull())
    }
  }
  return answers
}
