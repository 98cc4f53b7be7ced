import Foundation
import ShrikeFormats
import ShrikeIdentity
import ShrikeText

/// Suites about findings from one scan to the next.
let trackingSuites: [Suite] = [
  Suite(name: "platform.tracking") { corpus, answers in
    let name = "platform/tracking/cases.json"
    for entry in corpus.json(corpus.bytes(in: name), name).elements {
      try answers.add([
        "case": entry["name"]?.string ?? "",
        "match": TrackedPair(entry).match.map { $0.map { $0 as Any } ?? NSNull() },
      ])
    }
  },
  Suite(name: "platform.line-hash") { corpus, answers in
    let name = "platform/tracking/github-line-hash-vectors.json"
    for (index, entry) in corpus.json(corpus.bytes(in: name), name).elements.enumerated() {
      try answers.add([
        "case": String(index),
        "line_hashes": LineHash.all(Array((entry["text"]?.string ?? "").utf8)),
      ])
    }
  },
]

/// Two scans: the texts of their files by path, and what was found in them.
struct TrackedPair {
  let before: [Sighting]
  let after: [Sighting]

  /// `before` and `after` are texts by path; of a finding `rule`, `path`, `line`, `col` and `message` are
  /// read, and `key`, which tells a secret by its value.
  init(_ entry: Node) {
    before = Self.sightings(entry["before"], entry["findings_before"])
    after = Self.sightings(entry["after"], entry["findings_after"])
  }

  var match: [Int?] { FindingMatcher().match(before: before, after: after) }

  private static func sightings(_ files: Node?, _ findings: Node?) -> [Sighting] {
    var marks: [String: SourceMarks] = [:]
    for file in files?.entries.map({ $0 }) ?? [] {
      marks[file.name] = SourceMarks(Array((file.value.string ?? "").utf8))
    }
    return (findings?.elements.map { $0 } ?? []).map { finding in
      let path = finding["path"]?.string ?? ""
      let line = finding["line"]?.int ?? 0
      let column = finding["col"]?.int ?? 0
      let rule = finding["rule"]?.string ?? ""
      let key = finding["key"]?.string
      let code = marks[path]?.marks(line: line, column: column)
      return Sighting(
        rule: rule, path: path, line: line, column: column,
        message: finding["message"]?.string ?? "", code: key == nil ? code : code?.withoutText,
        keys: key.map { ["\(rule) \($0)"] } ?? [], isKeyed: key != nil)
    }
  }
}

/// Answers pairs of scans on standard input, one JSON object a line, with one line each: `match` as in
/// the suite, and the seconds that reading the code and matching took. For `bench/tracking`.
enum TrackServer {
  static func run() {
    while let line = readLine(strippingNewline: true) {
      var diagnostics = Diagnostics()
      guard
        let entry = JSONReader.strict.read(
          Array(line.utf8), FileContext("pair"), diagnostics: &diagnostics)
      else { Console.fail("a line on standard input is no JSON") }
      let start = clock()
      let pair = TrackedPair(entry.root)
      let read = clock()
      let match = pair.match
      let end = clock()
      let text = match.map { $0.map(String.init) ?? "null" }.joined(separator: ",")
      let seconds = [read - start, end - read].map { Double($0) / Double(CLOCKS_PER_SEC) }
      let answer =
        "{\"match\":[\(text)],\"marks_seconds\":\(seconds[0]),\"match_seconds\":\(seconds[1])}\n"
      FileHandle.standardOutput.write(Data(answer.utf8))
    }
  }
}
