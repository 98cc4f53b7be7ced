public import ShrikeModel
public import ShrikeText

/// One page that needs nothing else: no network, no second file, and readable without its script.
///
/// Whatever comes from a scanned tree passes `HTMLText`; the content security policy allows the one
/// style and the one script by their hashes, so nothing that slipped through would run.
public struct HTMLReport: Reporter {
  public static let id = "html"
  public static let summary = "one page that works offline, with search and filters"

  /// Places of one finding with their line; then places by name up to the second limit.
  static let framesShown = 20
  static let placesShown = 500
  /// Skipped things by name; the JSON report lists all.
  static let skipsShown = 2_000
  /// Bars in a chart.
  static let barsShown = 8

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    let summary = Summary(report)
    try out.write(head(report, summary))
    try out.write(verdict(report, summary))
    try out.write(coverage(report))
    if !report.findings.isEmpty {
      try out.write(HTMLCharts(report).html)
    }
    try writeFindings(report, to: &out)
    try writeSuppressed(report, summary, to: &out)
    try writeSkipped(report, summary, to: &out)
    try writeUndecided(report, summary, to: &out)
    try out.write(diagnostics(report))
    try out.write(foot(report))
  }

  // MARK: the page

  private func head(_ report: Report, _ summary: Summary) -> String {
    let title = "\(report.verdict.mark) \(summary.findingWords) · \(report.target.path) · Shrike"
    let policy =
      "default-src 'none'; style-src '\(HTMLAssets.styleHash)'; "
      + "script-src '\(HTMLAssets.scriptHash)'; base-uri 'none'; form-action 'none'"
    let target = report.target
    var facts = [target.kind]
    if !target.scope.isEmpty { facts.append("in \(target.scope)") }
    if let range = target.range { facts.append(range) }
    if let repository = target.repository { facts.append(repository.withoutUserInfo) }
    if let ref = target.ref { facts.append(ref) }
    if let commit = target.commit { facts.append(String(commit.prefix(10))) }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(HTMLText.escape(title))</title>
      <style>\(HTMLAssets.style)</style>
      </head>
      <body>
      <a class="skip" href="#findings">To the findings</a>
      <header><strong>Shrike</strong>\
      <span class="break"><strong>\(HTMLText.escape(target.path))</strong> \
      <span class="muted">\(HTMLText.escape(facts.joined(separator: " · ")))</span></span>\
      <button type="button" id="theme" hidden>Theme: system</button></header>
      <main>

      """
  }

  private func verdict(_ report: Report, _ summary: Summary) -> String {
    let verdict = report.verdict
    var out = "<section class=\"verdict \(verdict.id)\">\n"
    out +=
      "<h1>\(verdict.mark) \(verdict.word.prefix(1).uppercased() + verdict.word.dropFirst())</h1>\n"
    if !verdict.reasons.isEmpty {
      out +=
        "<ul>" + report.reasonWords.map { "<li>\(HTMLText.escape($0))</li>" }.joined() + "</ul>\n"
    }
    if let partial = report.partialWords {
      out += "<p class=\"warning\">The scan \(HTMLText.escape(partial)).</p>\n"
    }
    var parts = ["Looked at \(summary.extentWords)"]
    if summary.rules > 0 { parts.append(Words.count(summary.rules, "rule")) }
    var links = ["<a href=\"#findings\">\(HTMLText.escape(summary.findingWords))</a>"]
    if let words = summary.suppressedWords {
      links.append("<a href=\"#suppressed\">\(HTMLText.escape(words))</a>")
    }
    if let words = summary.skippedWords {
      links.append("<a href=\"#skipped\">\(HTMLText.escape(words))</a>")
    }
    if summary.undecided > 0 {
      links.append("<a href=\"#undecided\">\(Words.grouped(summary.undecided)) undecided</a>")
    }
    out += "<p>\(HTMLText.escape(parts.joined(separator: " with "))), "
    out += "\(HTMLText.time(report.startedAt)), in \(Words.seconds(report.seconds)).</p>\n"
    return out + "<p>\(links.joined(separator: " · "))</p>\n</section>\n"
  }

  private func coverage(_ report: Report) -> String {
    guard !report.coverage.isEmpty else { return "" }
    var out = """
      <section id="coverage">
      <h2>What was looked at</h2>
      <table class="coverage">
      <thead><tr><th>Engine</th><th>State</th>\
      <th class="number">Files</th><th class="number">Bytes</th><th class="number">Commits</th>\
      <th class="number">Rules</th><th class="number">Skipped</th></tr></thead>
      <tbody>

      """
    for entry in report.coverage {
      out += "<tr><td><strong>\(HTMLText.escape(entry.engine))</strong></td>"
      if let trouble = entry.trouble {
        // No zeros: nothing is known of what it would have looked at.
        out += "<td colspan=\"6\" class=\"warning\">? \(HTMLText.escape(trouble))</td></tr>\n"
        continue
      }
      out += "<td>ran</td>"
      out += number(entry.files, "file")
      out += "<td class=\"number\">\(Words.bytes(entry.bytes))</td>"
      out += number(entry.commits, "commit") + number(entry.rules, "rule")
      out += number(entry.skipped.count, "skipped", "skipped") + "</tr>\n"
    }
    return out + "</tbody>\n</table>\n</section>\n"
  }

  /// A cell; the unit is shown where the table becomes lines.
  private func number(_ count: Int, _ unit: String, _ units: String? = nil) -> String {
    let word = count == 1 ? unit : units ?? unit + "s"
    return "<td class=\"number\" data-unit=\"\(word)\">\(Words.grouped(count))</td>"
  }

  private func foot(_ report: Report) -> String {
    var out = "</main>\n<footer>\n<p>Shrike \(HTMLText.escape(report.toolVersion))"
    for set in report.ruleSets {
      out += " · \(HTMLText.escape(set.name)) (\(HTMLText.escape(set.format)), "
      out +=
        "\(Words.count(set.rules, "rule")), <code>\(HTMLText.escape(String(set.digest.prefix(12))))</code>)"
    }
    out += " · identities keyed by: \(HTMLText.escape(report.identityKey))</p>\n"
    out += "<p>To waive a line, end it with a comment: "
    out += "<code>shrike:allow &lt;rule&gt; &lt;reason&gt;</code>. "
    out +=
      "On this page <code>/</code> searches, <code>j</code> and <code>k</code> walk the findings.</p>\n"
    return out + "</footer>\n<script>\(HTMLAssets.script)</script>\n</body>\n</html>\n"
  }

  // MARK: findings

  private func writeFindings(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    try out.write("<section id=\"findings\">\n<h2>Findings</h2>\n")
    guard !report.findings.isEmpty else {
      try out.write(
        "<p class=\"empty\">Nothing was found in what was looked at (see above).</p>\n</section>\n")
      return
    }
    try out.write(bar(report))
    try out.write("<ol class=\"list\" id=\"list\">\n")
    for (index, finding) in report.findings.enumerated() {
      let item = HTMLFinding(
        finding, report.rule(finding.rule), target: report.target.path)
      // A few are open from the start; a long list would hide itself.
      try out.write(item.html(index: index, isOpen: report.findings.count <= 3))
    }
    try out.write(
      "</ol>\n<p class=\"empty\" id=\"none\" hidden>No finding fits the filters.</p>\n</section>\n")
  }

  private func bar(_ report: Report) -> String {
    let severities = Set(report.findings.map(\.severity)).sorted(by: >)
    let rules = Set(report.findings.map(\.rule)).sorted()
    var out = "<div class=\"bar\" id=\"bar\" role=\"search\" hidden>\n"
    out +=
      "<input type=\"search\" id=\"search\" placeholder=\"Search findings\" aria-label=\"Search findings\">\n"
    out += "<div class=\"group\" role=\"group\" aria-label=\"Severities shown\">"
    for severity in severities {
      out += "<button type=\"button\" data-severity=\"\(severity.rawValue)\" aria-pressed=\"true\">"
      out += "<span class=\"severity \(severity.rawValue)\">\(severity.rawValue)</span></button>"
    }
    out += "</div>\n<select id=\"rule\" aria-label=\"Rule\"><option value=\"\">All rules</option>"
    for rule in rules {
      out += "<option value=\"\(HTMLText.attribute(rule))\">\(HTMLText.escape(rule))</option>"
    }
    out += """
      </select>
      <select id="sort" aria-label="Order"><option value="severity">By severity</option>\
      <option value="place">By place</option><option value="rule">By rule</option>\
      <option value="places">By number of places</option></select>
      <button type="button" id="expand" aria-expanded="false">Open all</button>
      <button type="button" id="reset">Reset</button>
      <span id="count" class="muted" role="status"></span>
      </div>

      """
    return out
  }

  private func writeSuppressed(
    _ report: Report, _ summary: Summary, to out: inout some ByteSink
  ) throws(EngineError) {
    guard let words = summary.suppressedWords else { return }
    try out.write("<section id=\"suppressed\">\n<h2>Suppressed</h2>\n")
    try out.write("<details><summary>\(HTMLText.escape(words))</summary>\n<ul class=\"plain\">\n")
    for finding in report.suppressed {
      let title = report.rule(finding.rule)?.title ?? finding.message
      var line = "<li class=\"break\"><span class=\"severity \(finding.severity.rawValue)\">"
      line += "\(finding.severity.rawValue)</span> <strong>\(HTMLText.escape(title))</strong> "
      if let place = finding.places.first {
        line += "<code>\(HTMLText.escape(place.words))</code> "
      }
      if finding.places.count > 1 { line += "and \(finding.places.count - 1) more " }
      for waiver in finding.waivers {
        line += "<br><span class=\"muted\">\(HTMLText.escape(waiver.words))</span>"
      }
      try out.write(line + "</li>\n")
    }
    try out.write("</ul>\n</details>\n</section>\n")
  }

  private func writeUndecided(
    _ report: Report, _ summary: Summary, to out: inout some ByteSink
  ) throws(EngineError) {
    guard let words = summary.undecidedWords else { return }
    let entries = report.coverage.flatMap(\.undecided)
    try out.write("<section id=\"undecided\">\n<h2>Undecided</h2>\n")
    try out.write("<details><summary>\(HTMLText.escape(words))</summary>\n<table>\n")
    try out.write(
      "<thead><tr><th>Rule</th><th>Place</th><th>Why</th></tr></thead>\n<tbody>\n")
    for entry in entries.prefix(Self.skipsShown) {
      let place = Place(path: entry.path, start: entry.start).words
      try out.write(
        "<tr><td><code>\(HTMLText.escape(entry.rule))</code></td>"
          + "<td class=\"break\"><code>\(HTMLText.escape(place))</code></td>"
          + "<td>\(HTMLText.escape("\(entry.subject): \(entry.because)"))</td></tr>\n")
    }
    try out.write("</tbody>\n</table>\n")
    if entries.count > Self.skipsShown {
      try out.write(
        "<p>\(Words.grouped(entries.count - Self.skipsShown)) more are in the JSON report.</p>\n")
    }
    try out.write("</details>\n</section>\n")
  }

  private func writeSkipped(
    _ report: Report, _ summary: Summary, to out: inout some ByteSink
  ) throws(EngineError) {
    guard let words = summary.skippedWords else { return }
    let skips = Summary.skips(report)
    try out.write("<section id=\"skipped\">\n<h2>Not looked at</h2>\n")
    try out.write("<details><summary>\(HTMLText.escape(words))</summary>\n<table>\n")
    try out.write("<thead><tr><th>Path</th><th>Reason</th></tr></thead>\n<tbody>\n")
    for skip in skips.prefix(Self.skipsShown) {
      let reason = [skip.reason.words, skip.detail].compactMap { $0 }.joined(separator: ": ")
      try out.write(
        "<tr><td class=\"break\"><code>\(HTMLText.escape(skip.path))</code></td>"
          + "<td>\(HTMLText.escape(reason))</td></tr>\n")
    }
    try out.write("</tbody>\n</table>\n")
    if skips.count > Self.skipsShown {
      try out.write(
        "<p>\(Words.grouped(skips.count - Self.skipsShown)) more are in the JSON report.</p>\n")
    }
    try out.write("</details>\n</section>\n")
  }

  private func diagnostics(_ report: Report) -> String {
    guard !report.diagnostics.isEmpty else { return "" }
    var out = "<section id=\"diagnostics\">\n<h2>Wrong with the input</h2>\n"
    for diagnostic in report.diagnostics {
      let text = diagnostic.text().split(separator: "\n", omittingEmptySubsequences: false)
        .map { HTMLText.escape(String($0)) }.joined(separator: "\n")
      out += "<pre class=\"frame diagnostic\">\(text)</pre>\n"
    }
    return out + "</section>\n"
  }
}
