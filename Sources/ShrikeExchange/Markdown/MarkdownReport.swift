public import ShrikeModel
public import ShrikeText

/// A summary for a pull request comment or a job summary, in GitHub's and GitLab's Markdown.
public struct MarkdownReport: Reporter {
  public static let id = "markdown"
  public static let summary = "short, for a pull request comment or a job summary"

  /// Findings in the table; a note counts the rest.
  static let rowLimit = 50
  /// Diagnostics in the list.
  static let diagnosticLimit = 20

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    let summary = Summary(report)
    try out.write("### Shrike: \(report.verdict.mark) \(report.verdict.word)\n\n")
    for reason in report.reasonWords { try out.write("- \(MarkdownText.inline(reason))\n") }
    if !report.verdict.reasons.isEmpty { try out.write("\n") }
    try out.write("\(MarkdownText.inline(summary.line(seconds: report.seconds)))\n\n")
    if let partial = report.partialWords { try out.write("> This scan \(partial).\n\n") }
    try writeTable(report, to: &out)
    try writeReasons(report, to: &out)
    if let words = summary.suppressedWords {
      try out.write("**Suppressed.** \(MarkdownText.inline(words)).\n\n")
    }
    if let words = summary.skippedWords {
      try out.write("**Not looked at.** \(MarkdownText.inline(words)).\n\n")
    }
    if let words = summary.undecidedWords {
      try out.write("**Undecided.** \(MarkdownText.inline(words)).\n\n")
    }
    for coverage in report.coverage {
      guard let trouble = coverage.trouble else { continue }
      try out.write(
        "**\(MarkdownText.inline(coverage.engine))** \(MarkdownText.inline(trouble))\n\n")
    }
    for diagnostic in report.diagnostics.prefix(Self.diagnosticLimit) {
      let place = diagnostic.file.map { " \(MarkdownText.code($0))" } ?? ""
      let line = diagnostic.frame.map { ", line \($0.line)" } ?? ""
      let message = MarkdownText.inline(diagnostic.message)
      try out.write("- \(diagnostic.level.rawValue)\(place)\(line): \(message)\n")
    }
    if report.diagnostics.count > Self.diagnosticLimit {
      try out.write("- and \(report.diagnostics.count - Self.diagnosticLimit) more\n")
    }
  }

  private func writeTable(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    guard !report.findings.isEmpty else { return }
    try out.write("| Severity | Finding | Place | Identity |\n|---|---|---|---|\n")
    for finding in report.findings.prefix(Self.rowLimit) {
      let title = report.rule(finding.rule)?.title ?? finding.message
      var place = finding.places.first.map { MarkdownText.code($0.words) } ?? ""
      if finding.places.count > 1 { place += " and \(finding.places.count - 1) more" }
      if let commit = finding.places.first?.commit {
        place += " in \(MarkdownText.code(String(commit.id.prefix(10))))"
      }
      try out.write(
        "| \(finding.severity.rawValue) | \(MarkdownText.inline(title))<br>"
          + "\(MarkdownText.code(finding.rule)) | \(place) | "
          + "\(MarkdownText.code(finding.identity.short)) |\n")
    }
    let rest = report.findings.count - Self.rowLimit
    if rest > 0 { try out.write("\n\(Words.count(rest, "more finding")) not shown here.\n") }
    try out.write("\n")
  }

  /// Why and what to do, once a rule.
  private func writeReasons(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    var seen: Set<String> = []
    let rules = report.findings.prefix(Self.rowLimit).compactMap { finding in
      seen.insert(finding.rule).inserted ? report.rule(finding.rule) : nil
    }.filter { $0.why != nil || $0.remedy != nil }
    guard !rules.isEmpty else { return }
    try out.write("<details><summary>Why it matters and what to do</summary>\n\n")
    for rule in rules {
      try out.write("**\(MarkdownText.inline(rule.title))** (\(MarkdownText.code(rule.id)))\n")
      if let why = rule.why { try out.write("Why: \(MarkdownText.inline(why))\n") }
      if let remedy = rule.remedy { try out.write("Fix: \(MarkdownText.inline(remedy))\n") }
      try out.write("\n")
    }
    try out.write("</details>\n\n")
  }
}

/// Foreign words inside Markdown, so that none becomes a link, a mention, a tag or a table's
/// border.
enum MarkdownText {
  /// One line of prose. What could mean something becomes a character reference.
  static func inline(_ text: String) -> String {
    var out = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "@", "&", "~", "$", "!":
        out += "&#\(scalar.value);"
      default: out.unicodeScalars.append(scalar)
      }
    }
    // An address would become a link by itself.
    return out.substituting("://", with: "&#58;//")
  }

  /// A name, a path or an id in the code face.
  static func code(_ text: String) -> String {
    let line = text.printable
    let plain = line.utf8.allSatisfy { $0 != 0x60 && $0 != 0x7C }
    return plain && !line.isEmpty && line.first != " " && line.last != " "
      ? "`\(line)`" : "<code>\(inline(line))</code>"
  }
}
