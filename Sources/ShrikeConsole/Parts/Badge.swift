public import ShrikeLedger
public import ShrikeModel

extension Severity {
  public var word: String { rawValue.capitalizedFirst }

  /// Its token in the style sheet.
  var style: StaticString {
    switch self {
    case .critical: "critical"
    case .high: "high"
    case .medium: "medium"
    case .low: "low"
    case .info: "info"
    }
  }

  var letter: StaticString {
    switch self {
    case .critical: "C"
    case .high: "H"
    case .medium: "M"
    case .low: "L"
    case .info: "I"
    }
  }
}

extension Verdict {
  var style: StaticString {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .notEvaluated: "not-evaluated"
    }
  }

  var mark: StaticString {
    switch self {
    case .pass: "✓"
    case .fail: "✕"
    case .notEvaluated: "?"
    }
  }
}

extension FindingState {
  public var word: String {
    switch self {
    case .open: "Open"
    case .accepted: "Accepted"
    case .fixed: "Fixed"
    case .falsePositive: "False positive"
    case .notAffected: "Not affected"
    }
  }

  var style: StaticString {
    switch self {
    case .open: "open"
    case .accepted: "accepted"
    case .fixed: "fixed"
    case .falsePositive: "false-positive"
    case .notAffected: "not-affected"
    }
  }
}

extension HTML {
  /// Letter, word and colour, never colour alone.
  public mutating func severity(_ severity: Severity) {
    element("span", .class("severity", severity.style)) { html in
      html.literal("<b aria-hidden=\"true\">")
      html.literal(severity.letter)
      html.literal("</b>")
      html.text(severity.word)
    }
  }

  /// What is said of a finding, and until when that holds.
  public mutating func state(_ state: FindingState, until: Timestamp? = nil, now: Timestamp) {
    element("span", .class("state", state.style)) { html in
      html.text(state.word)
      if let until { html.text(" until \(Words.day(Words.lastDay(until), now: now))") }
    }
  }

  /// Sign and word.
  public mutating func verdict(_ verdict: Verdict) {
    element("span", .class("verdict", verdict.style)) { html in
      html.literal("<b aria-hidden=\"true\">")
      html.literal(verdict.mark)
      html.literal("</b> ")
      html.text(verdict.word.capitalizedFirst)
    }
  }

  /// Something nobody can tell, with its reason: never a dash, never green.
  public mutating func notEvaluated(_ reason: String) {
    element("span", .class("verdict", "not-evaluated")) { html in
      html.literal("<b aria-hidden=\"true\">?</b> not evaluated: ")
      html.text(reason)
    }
  }

  /// A word about something: a role, a kind, a criticality.
  public mutating func tag(_ word: String) { element("span", .class("tag"), text: word) }

  /// How many are open of each severity, worst first; those of which there are none are left out.
  public mutating func severityCounts(_ counts: [(severity: Severity, count: Tally)]) {
    let shown = counts.filter { $0.count.count > 0 }.sorted { $0.severity > $1.severity }
    guard !shown.isEmpty else {
      element("span", .class("muted"), text: "none open")
      return
    }
    element("span", .class("counts")) { html in
      for (severity, count) in shown {
        html.element(
          "span", .class("severity", severity.style), .title("\(count.short) \(severity.rawValue)")
        ) { html in
          html.literal("<b aria-hidden=\"true\">")
          html.literal(severity.letter)
          html.literal("</b>")
          html.tally(count)
          html.element("span", .class("sr"), text: " \(severity.rawValue) ")
        }
      }
    }
  }
}
