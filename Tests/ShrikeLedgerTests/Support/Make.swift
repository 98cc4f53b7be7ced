import ShrikeLedger
import ShrikeModel
import ShrikeText

/// Values for tests: short to write, and the same every time.
enum Make {
  static let start = Timestamp(milliseconds: 1_795_780_800_000)

  /// The time so many minutes after the tests begin.
  static func minute(_ minute: Int) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds + Int64(minute) * 60_000)
  }
  static func day(_ day: Int) -> Timestamp { start.adding(days: day) }

  /// A finding of code: what it is by `key`, and where it stands.
  static func finding(
    _ key: String, rule: String = "code/sql-injection", severity: Severity = .high,
    path: String = "src/app.py", line: Int = 10, message: String = "A query is made of text",
    waivers: [Waiver] = []
  ) -> Finding {
    Finding(
      rule: rule, severity: severity, message: message,
      identity: Identity(value: key, scheme: "test/1"),
      places: [
        Place(
          path: path, start: SourcePosition(line: line, column: 5),
          end: SourcePosition(line: line, column: 20),
          snippet: Snippet(text: "db.run(\"… \" + \(key))", column: 5, length: 15),
          lineHash: "\(key):1")
      ],
      taxonomies: [Taxonomy("CWE", "89")], waivers: waivers)
  }

  static func scan(
    _ input: String, _ findings: [Finding], asset: String = "shop", ref: String = "main",
    commit: String? = nil, tool: String = "shrike", scope: String = "", complete: Bool = true,
    at time: Timestamp = start, rules: [RuleInfo] = []
  ) -> ScanRecord {
    ScanRecord(
      asset: asset, ref: ref, commit: commit ?? "c-\(input)", tool: tool, toolVersion: "1.0",
      ruleset: "r1", input: input, scope: scope,
      parts: [
        ScanRecord.Part("", isComplete: complete, reason: complete ? nil : "it was interrupted")
      ],
      time: time, findings: findings, rules: rules)
  }
}

/// A generator whose numbers are known: SplitMix64.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
