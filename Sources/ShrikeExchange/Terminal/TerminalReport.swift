public import ShrikeModel
public import ShrikeText

/// The report a person reads: findings by rule, most severe first, each place with its line, then
/// what is wrong with the input, one line of counts and the verdict.
public struct TerminalReport: Reporter {
  public static let id = "terminal"
  public static let summary = "for people: code frames, why and what to do, one line of counts"

  /// Places shown of one finding; the rest are counted.
  static let placesShown = 5
  /// Findings of one rule shown with their line; the rest by place only.
  static let framesShown = 20

  let options: ReportOptions
  let style: TextStyle

  public init(_ options: ReportOptions = ReportOptions()) {
    self.options = options
    style = TextStyle(colour: options.colour)
  }

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    for group in Group.all(of: report.findings) {
      try out.write(text(group, report.rule(group.rule)) + "\n")
    }
    if !options.quiet {
      try writeMargins(of: report, to: &out)
    }
    try out.write(closing(report) + "\n")
  }

  /// What stands between the findings and the summary.
  private func writeMargins(of report: Report, to out: inout some ByteSink) throws(EngineError) {
    if options.verbose, !report.suppressed.isEmpty {
      try out.write(style.paint("suppressed", .bold) + "\n")
      for finding in report.suppressed { try out.write(suppressedLine(finding)) }
      try out.write("\n")
    }
    let skips = Summary.skips(report)
    if options.verbose, !skips.isEmpty {
      try out.write(style.paint("skipped", .bold) + "\n")
      for skip in skips {
        let detail = skip.detail.map { ": \($0.printable)" } ?? ""
        try out.write("  \(skip.path.printable)  \(skip.reason.words)\(detail)\n")
      }
      try out.write("\n")
    }
    let undecided = report.coverage.flatMap(\.undecided)
    if options.verbose, !undecided.isEmpty {
      try out.write(style.paint("undecided", .bold) + "\n")
      for entry in undecided {
        let place = entry.start.map { ":\($0.line):\($0.column)" } ?? ""
        try out.write(
          "  \(entry.path.printable)\(place)  \(entry.rule.printable)  "
            + "\(entry.subject.printable): \(style.paint(entry.because.printable, .dim))\n")
      }
      try out.write("\n")
    }
    for diagnostic in report.diagnostics { try out.write(diagnostic.text(style) + "\n\n") }
  }

  // MARK: groups

  /// The findings of one rule.
  private struct Group {
    var rule: String
    var findings: [Finding]
    var severity: Severity { findings.map(\.severity).max() ?? .info }

    /// Groups in the order of their worst finding, then of the report.
    static func all(of findings: [Finding]) -> [Group] {
      var order: [String: Int] = [:]
      var groups: [Group] = []
      for finding in findings {
        if let index = order[finding.rule] {
          groups[index].findings.append(finding)
        } else {
          order[finding.rule] = groups.count
          groups.append(Group(rule: finding.rule, findings: [finding]))
        }
      }
      return groups.enumerated().sorted {
        ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
      }.map(\.element)
    }
  }

  private func text(_ group: Group, _ rule: RuleInfo?) -> String {
    var out =
      style.paint(group.severity.rawValue, group.severity.ink) + "  "
      + style.paint(group.rule.printable, .bold)
    let title = rule?.title ?? group.findings.first?.message ?? ""
    if !title.isEmpty { out += "  " + title.printable }
    if group.findings.count > 1 {
      out += style.paint(" · \(Words.count(group.findings.count, "finding"))", .dim)
    }
    out += "\n"
    var said = title
    for (index, finding) in group.findings.enumerated() {
      let framed = index < Self.framesShown || options.verbose
      out += text(finding, in: group, unlessSaid: said, framed: framed)
      said = finding.message
    }
    out += advice("why:", rule?.why)
    out += advice("fix:", rule?.remedy)
    return out
  }

  private func text(
    _ finding: Finding, in group: Group, unlessSaid said: String, framed: Bool
  ) -> String {
    var out = ""
    let shown = framed ? (options.verbose ? finding.places.count : Self.placesShown) : 1
    for (index, place) in finding.places.prefix(shown).enumerated() {
      out += "  " + style.paint(place.words, .cyan)
      if index == 0 {
        let known = finding.status == .known ? "  in the baseline" : ""
        out += style.paint("  \(finding.identity.short)\(known)", .dim)
        if finding.severity != group.severity {
          out += "  " + style.paint(finding.severity.rawValue, finding.severity.ink)
        }
      }
      out += "\n"
      guard framed else { continue }
      if let origin = place.origin { out += style.paint("  \(origin)", .dim) + "\n" }
      let words = index == 0 && finding.message != said ? finding.message : nil
      if let snippet = place.snippet, let line = place.start?.line {
        out += frame(snippet, line: line, label: place.note ?? words, ink: finding.severity.ink)
      } else if let words = place.note ?? words {
        out += "    \(words.printable)\n"
      }
    }
    if finding.places.count > shown {
      out +=
        style.paint("  and \(Words.count(finding.places.count - shown, "more place"))", .dim) + "\n"
    }
    guard framed else { return out }
    if case .list(let steps) = finding.properties["decoded"], !steps.isEmpty {
      let words = "decoded from \(steps.joined(separator: ", then "))".printable
      out += style.paint("  \(words)", .dim) + "\n"
    }
    for place in finding.related {
      out += "  " + style.paint("related ", .dim) + style.paint(place.words, .cyan)
      out += (place.note.map { ": \($0.printable)" } ?? "") + "\n"
    }
    if let fix = finding.fix {
      out += style.paint("  'shrike fix' can \(fix.title.printable)", .dim) + "\n"
    }
    return out + advice("fix:", finding.remedy)
  }

  /// A word and a text wrapped to the width, the following lines under the first.
  private func advice(_ word: String, _ text: String?) -> String {
    guard let text, !text.isEmpty else { return "" }
    let lines = wrap(text.printable, width: max(30, options.width - 7))
    return lines.enumerated().map { index, line in
      (index == 0 ? "  \(style.paint(word, .bold)) " : "       ") + line + "\n"
    }.joined()
  }

  // MARK: code frames

  private func frame(_ snippet: Snippet, line: Int, label: String?, ink: TextStyle.Ink) -> String {
    let number = String(line)
    let gutter = String(repeating: " ", count: number.count)
    let bar = style.paint("|", .blue)
    let window = FrameWindow(snippet, width: max(20, options.width - number.count - 5))
    var out = "  \(style.paint(number, .blue)) \(bar) \(window.text)\n"
    out += "  \(gutter) \(bar) \(String(repeating: " ", count: window.indent))"
    out += style.paint(String(repeating: "^", count: window.length), ink)
    if let label, !label.isEmpty { out += " " + style.paint(label.printable, ink) }
    return out + "\n"
  }

  private func suppressedLine(_ finding: Finding) -> String {
    let place = finding.places.first?.words ?? ""
    let waiver = finding.waivers.first?.words ?? ""
    return "  \(place)  \(finding.rule.printable)  \(style.paint(waiver.printable, .dim))\n"
  }

  // MARK: the end

  private func closing(_ report: Report) -> String {
    let summary = Summary(report)
    var out = ""
    if !options.quiet {
      for coverage in report.coverage {
        guard let trouble = coverage.trouble else { continue }
        out += "\(coverage.engine.printable) \(trouble.printable)\n"
      }
      if let words = summary.undecidedWords {
        let hint = options.verbose ? "" : "; -v lists them"
        out += words.printable + style.paint(hint, .dim) + "\n"
      }
      if report.findings.contains(where: { !$0.identity.value.isEmpty }) {
        let hint = "to waive a line, end it with a comment: shrike:allow <rule> <reason>"
        out += style.paint(hint, .dim) + "\n"
      }
    }
    if let partial = report.partialWords { out += style.paint(partial, .yellow) + "\n" }
    let verdict = verdict(report)
    if report.findings.isEmpty, report.verdict == .pass {
      return out + verdict + " · " + summary.line(seconds: report.seconds) + explanation(report)
    }
    return out + summary.line(seconds: report.seconds) + "\n" + verdict + explanation(report)
  }
}

extension TerminalReport {
  /// Findings named with one reason; the rest are counted.
  private static let reasonFindings = 3

  /// The verdict.
  private func verdict(_ report: Report) -> String {
    let verdict = report.verdict
    // Several reasons stand below, each with its policy.
    let words =
      options.quiet || report.explainedReasons.count < 2
      ? verdict.line : "\(verdict.mark) \(verdict.word)"
    return style.paint(words.printable, verdict.ink)
  }

  /// Which policy said what, and of which findings; empty where there is nothing to say.
  private func explanation(_ report: Report) -> String {
    if options.quiet { return "" }
    let reasons = report.explainedReasons
    var out = ""
    for (policy, reason) in reasons {
      let findings = named(reason, report)
      if reasons.count > 1 {
        out += "\n  \(policy.printable): \(reason.message.printable)"
        if !findings.isEmpty { out += "\n    \(findings)" }
      } else if !findings.isEmpty {
        out += "\n  \(policy.printable): \(findings)"
      }
    }
    for policy in report.policies {
      for note in policy.notes {
        out += style.paint("\n  \(policy.id.printable): \(note.message.printable)", .dim)
      }
    }
    return out
  }

  private func named(_ reason: PolicyAnswer.Reason, _ report: Report) -> String {
    let findings =
      reason.findings.filter { report.findings.indices.contains($0) }.map { report.findings[$0] }
      + reason.suppressed.filter { report.suppressed.indices.contains($0) }
      .map { report.suppressed[$0] }
    let first = findings.prefix(Self.reasonFindings).map { finding in
      (finding.places.first?.words ?? finding.rule.printable)
        + style.paint(" \(finding.identity.short.printable)", .dim)
    }
    let rest = findings.count - first.count
    return first.joined(separator: ", ") + (rest > 0 ? " and \(Words.grouped(rest)) more" : "")
  }
}

extension Severity {
  fileprivate var ink: TextStyle.Ink {
    switch self {
    case .critical, .high: .boldRed
    case .medium: .boldYellow
    case .low: .boldGreen
    case .info: .boldBlue
    }
  }
}

extension Verdict {
  fileprivate var ink: TextStyle.Ink {
    switch self {
    case .pass: .boldGreen
    case .fail: .boldRed
    case .notEvaluated: .magenta
    }
  }
}

extension Identity {
  /// Enough to tell findings of one report apart.
  var short: String { String(value.prefix(8)) }
}

extension Place {
  /// `path:line:column`, or the path alone; safe for a terminal.
  var words: String {
    let name = path.printable
    guard let start else { return name }
    return "\(name):\(start.line):\(start.column)"
  }

  /// The commit and the link by which it was reached; safe for a terminal.
  var origin: String? {
    var parts: [String] = []
    if let commit {
      parts.append("commit \(commit.id.prefix(10)), \(commit.author), \(commit.date.prefix(10))")
    }
    if let symlink { parts.append("through the link \(symlink)") }
    return parts.isEmpty ? nil : parts.joined(separator: " · ").printable
  }
}
