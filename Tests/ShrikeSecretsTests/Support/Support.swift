import Foundation
import ShrikeMatch
import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeSecrets

/// Files beside the tests.
let fixtures = Fixtures()

/// A rule set of these rules in TOML.
func ruleSet(_ toml: String) throws -> SecretRuleSet {
  var diagnostics = Diagnostics()
  let set = GitleaksReader.read(
    Array(toml.utf8), file: "rules.toml", name: "test", diagnostics: &diagnostics,
    open: { _ in nil })
  let problems = diagnostics.finish()
  #expect(problems.isEmpty, "\(problems.map { $0.text() }.joined(separator: "\n"))")
  return try #require(set)
}

extension SecretScanner {
  /// Everything found in one text.
  func matches(_ text: String, path: String = "file.txt") throws -> [SecretMatch] {
    try matches(Array(text.utf8), path: path)
  }

  func matches(_ bytes: [UInt8], path: String = "file.txt") throws -> [SecretMatch] {
    var matches: [SecretMatch] = []
    let worker = try makeWorker()
    bytes.withUnsafeBufferPointer {
      worker.inspect(
        $0, SecretWorker.Subject(path: path, ascii: isASCII($0)), into: &matches)
    }
    return matches
  }

  /// `rule: secret` of everything found in one text, sorted.
  func lines(_ text: String, path: String = "file.txt") throws -> [String] {
    try matches(text, path: path).map {
      "\(rules[$0.rule].id): \(String(decoding: $0.secret, as: UTF8.self))"
    }.sorted()
  }

  /// The findings of a few files, each a path and a text.
  func findings(
    _ files: [(path: String, text: String)], key: IdentityKey = .fixed
  ) throws -> [Finding] {
    var found = SecretFindings(
      pack: "test", rules: rules, key: key, processKey: IdentityKey("process", origin: .fixed))
    for (order, file) in files.enumerated() {
      let bytes = Array(file.text.utf8)
      let matches = try matches(bytes, path: file.path)
      bytes.withUnsafeBufferPointer {
        found.add(
          matches,
          SecretFindings.Source(
            path: file.path, identityPath: file.path, bytes: $0, order: order))
      }
    }
    return found.finish().sorted { ($0.rule, $0.identity) < ($1.rule, $1.identity) }
  }
}

extension String {
  /// The text in base64; nothing that looks like a secret needs to stand in a test.
  var base64: String { Data(utf8).base64EncodedString() }
  var hex: String { hexadecimal(utf8) }
  var percent: String { utf8.map { "%" + hexadecimal([$0]) }.joined() }
  var unicodeEscaped: String { utf8.map { "\\u00" + hexadecimal([$0]) }.joined() }
  var codePoints: String { utf8.map { "U+00" + hexadecimal([$0]) }.joined(separator: " ") }
}
