import ShrikeModel

/// The three charts of the HTML report: lists of labels, bars and numbers, readable without the
/// bars.
struct HTMLCharts {
  private struct Bar {
    var kind: String
    var value: String
    var label: String
    var count: Int
    var style = ""
  }

  private let report: Report

  init(_ report: Report) { self.report = report }

  var html: String {
    let severities = Severity.allCases.reversed().map { severity in
      Bar(
        kind: "severity", value: severity.rawValue, label: severity.rawValue,
        count: report.findings.count { $0.severity == severity }, style: severity.rawValue)
    }
    let charts = [
      chart("How severe?", severities),
      chart("Which rules?", bars("rule", report.findings.map(\.rule))),
      chart(
        "In which folders?",
        bars("folder", report.findings.map { $0.folder(below: report.target.path) })),
    ]
    let head = "<section class=\"charts\" aria-label=\"Findings in numbers\">\n"
    return head + charts.joined() + "</section>\n"
  }

  /// The most frequent values first; the rest as one bar that filters nothing.
  private func bars(_ kind: String, _ values: [String]) -> [Bar] {
    var counts: [String: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var bars = sorted.prefix(HTMLReport.barsShown).map {
      Bar(
        kind: kind, value: $0.key,
        label: kind == "rule" ? bareID($0.key) : $0.key == "." ? "no folder" : $0.key,
        count: $0.value)
    }
    let rest = sorted.dropFirst(HTMLReport.barsShown)
    if !rest.isEmpty {
      let words = kind == "rule" ? "rule" : "folder"
      bars.append(
        Bar(
          kind: "", value: "", label: Words.count(rest.count, "more \(words)"),
          count: rest.reduce(0) { $0 + $1.value }))
    }
    return bars
  }

  private func chart(_ title: String, _ bars: [Bar]) -> String {
    let most = max(1, bars.map(\.count).max() ?? 1)
    var out = "<figure><figcaption>\(title)</figcaption><ul>\n"
    for bar in bars {
      let width = Double(bar.count) / Double(most) * 100
      let data =
        bar.kind.isEmpty || bar.count == 0
        ? "" : " data-kind=\"\(bar.kind)\" data-value=\"\(HTMLText.attribute(bar.value))\""
      out += "<li><span class=\"label\"\(data) title=\"\(HTMLText.escape(bar.value))\">"
      out += "\(HTMLText.escape(bar.label))</span>"
      out += "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      out += "<rect class=\"\(bar.style)\" width=\"\(Words.fixed(width, 1))\" height=\"8\"/></svg>"
      out += "<span class=\"number\">\(Words.grouped(bar.count))</span></li>\n"
    }
    return out + "</ul></figure>\n"
  }
}
