public import ShrikeModel

/// The counts of one report, in the words all formats share.
public struct Summary: Sendable {
  public let findings: Int
  /// Open findings, most severe first; severities without findings are left out.
  public let bySeverity: [(severity: Severity, count: Int)]
  public let suppressed: Int
  /// By the first waiver of each.
  public let bySource: [(source: Waiver.Source, count: Int)]
  public let skipped: Int
  /// The commonest reason first.
  public let byReason: [(reason: Skip.Reason, count: Int)]
  /// Engines look at the same files: the most that any of them looked at.
  public let files: Int
  public let bytes: Int
  public let commits: Int
  public let rules: Int
  /// Checks without an answer.
  public let undecided: Int
  /// What has no value, the most missed first.
  private let missing: [String]

  public init(_ report: Report) {
    findings = report.findings.count
    bySeverity = Severity.allCases.reversed().compactMap { severity in
      let count = report.findings.count { $0.severity == severity }
      return count > 0 ? (severity, count) : nil
    }
    suppressed = report.suppressed.count
    var sources: [Waiver.Source: Int] = [:]
    for finding in report.suppressed {
      if let first = finding.waivers.first { sources[first.source, default: 0] += 1 }
    }
    bySource = Waiver.Source.allCases.compactMap { source in
      sources[source].map { (source, $0) }
    }
    var reasons: [Skip.Reason: Int] = [:]
    for skip in Self.skips(report) { reasons[skip.reason, default: 0] += 1 }
    byReason = Skip.Reason.allCases.compactMap { reason in reasons[reason].map { (reason, $0) } }
      .enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .map { (reason: $0.element.0, count: $0.element.1) }
    skipped = reasons.values.reduce(0, +)
    files = report.coverage.map(\.files).max() ?? 0
    bytes = report.coverage.map(\.bytes).max() ?? 0
    commits = report.coverage.map(\.commits).max() ?? 0
    rules = report.coverage.reduce(0) { $0 + $1.rules }
    let entries = report.coverage.flatMap(\.undecided)
    undecided = entries.count
    var misses: [String: Int] = [:]
    for entry in entries { for reason in entry.reasons { misses[reason, default: 0] += 1 } }
    missing = misses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// What was not looked at, each once even when several engines say so.
  static func skips(_ report: Report) -> [Skip] {
    guard report.coverage.count > 1 else { return report.coverage.first?.skipped ?? [] }
    var seen: Set<Skip> = []
    return report.coverage.flatMap(\.skipped).filter { seen.insert($0).inserted }
  }

  /// `3 findings (1 critical, 2 high)`, `no findings`.
  public var findingWords: String {
    guard findings > 0 else { return "no findings" }
    let parts = Words.list(bySeverity.map { ($0.severity.rawValue, $0.count) })
    return "\(Words.count(findings, "finding")) (\(parts))"
  }

  /// `412 files, 3.1 MB` and `120 commits` where history was read.
  public var extentWords: String {
    var parts = [Words.count(files, "file"), Words.bytes(bytes)]
    if commits > 0 { parts.insert(Words.count(commits, "commit"), at: 1) }
    return parts.joined(separator: ", ")
  }

  /// `2 suppressed (1 inline comment, 1 baseline)`; nil when there are none.
  public var suppressedWords: String? {
    guard suppressed > 0 else { return nil }
    return "\(Words.grouped(suppressed)) suppressed"
      + inParentheses(bySource.map { ($0.source.words, $0.count) })
  }

  /// `5 skipped (4 binary, 1 too large)`; nil when there are none.
  public var skippedWords: String? {
    guard skipped > 0 else { return nil }
    return "\(Words.grouped(skipped)) skipped"
      + inParentheses(byReason.map { ($0.reason.words, $0.count) })
  }

  /// `3 checks are undecided, since var.acl and 2 more have no value here`; nil when all have an answer.
  public var undecidedWords: String? {
    guard undecided > 0 else { return nil }
    let verb = undecided == 1 ? "is" : "are"
    let head = "\(Words.count(undecided, "check")) \(verb) undecided"
    switch missing.count {
    case 0: return head
    case 1: return "\(head), since \(missing[0]) has no value here"
    case 2: return "\(head), since \(missing[0]) and \(missing[1]) have no value here"
    default:
      return "\(head), since \(missing[0]) and \(missing.count - 1) more have no value here"
    }
  }

  /// The whole as one line, parts set off by ` · `.
  public func line(seconds: Double) -> String {
    let head = findings == 0 && files == 0 && commits == 0
    return [
      head ? "nothing was looked at" : "\(findingWords) in \(extentWords)", suppressedWords,
      skippedWords, Words.seconds(seconds),
    ].compactMap { $0 }.joined(separator: " · ")
  }

  private func inParentheses(_ counts: [(name: String, count: Int)]) -> String {
    counts.isEmpty ? "" : " (\(Words.list(counts)))"
  }
}

extension Verdict {
  /// `✓ pass`, `✕ fail: …`, `? not evaluated: …`.
  var line: String {
    let head = "\(mark) \(word)"
    return reasons.isEmpty ? head : "\(head): \(reasons.joined(separator: "; "))"
  }

  var mark: String {
    switch self {
    case .pass: "✓"
    case .fail: "✕"
    case .notEvaluated: "?"
    }
  }

  /// The name programs read.
  var id: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .notEvaluated: "not-evaluated"
    }
  }

  /// What a scan that was not interrupted ends with.
  var exitCode: Int {
    switch self {
    case .pass: 0
    case .fail: 1
    case .notEvaluated: 4
    }
  }
}

extension Coverage {
  /// What is to be said of an engine that did not run: `not evaluated: no advisory database for
  /// npm`.
  var trouble: String? {
    switch status {
    case .ran: nil
    case .skipped(let reason): "not evaluated: \(reason)"
    case .failed(let reason): "failed: \(reason)"
    }
  }

  /// The name programs read, and the reason.
  var state: (id: String, reason: String?) {
    switch status {
    case .ran: ("ran", nil)
    case .skipped(let reason): ("skipped", reason)
    case .failed(let reason): ("failed", reason)
    }
  }
}

extension Report {
  /// What keeps the gate from letting pass, each reason with the policy that gives it; empty where no policy was
  /// asked.
  var explainedReasons: [(policy: String, reason: PolicyAnswer.Reason)] {
    policies.flatMap { policy in
      (policy.fails + policy.undecided).map { (policy.id, $0) }
    }
  }

  /// The verdict's reasons, with their policies where these are known.
  var reasonWords: [String] {
    let explained = explainedReasons
    return explained.isEmpty
      ? verdict.reasons : explained.map { "\($0.policy): \($0.reason.message)" }
  }

  /// The report of a scan that ended early says so in these words.
  var partialWords: String? {
    partial
      ? "ended early: what is reported is true, what is not reported was not all looked at" : nil
  }
}
