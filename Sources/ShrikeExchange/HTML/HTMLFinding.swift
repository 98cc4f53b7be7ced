import ShrikeModel
import ShrikeText

/// One finding as a list item of the HTML report.
struct HTMLFinding {
  private let finding: Finding
  private let rule: RuleInfo?
  /// What was scanned.
  private let target: String

  init(_ finding: Finding, _ rule: RuleInfo?, target: String) {
    self.finding = finding
    self.rule = rule
    self.target = target
  }

  func html(index: Int, isOpen: Bool) -> String {
    let severity = finding.severity.rawValue
    let place = finding.places.first?.words ?? ""
    let more = finding.places.count > 1 ? " and \(finding.places.count - 1) more" : ""
    var out = "<li data-index=\"\(index)\" data-severity=\"\(severity)\""
    out += " data-rule=\"\(HTMLText.attribute(finding.rule))\""
    out += " data-folder=\"\(HTMLText.attribute(finding.folder(below: target)))\""
    out += " data-place=\"\(HTMLText.attribute(place))\" data-places=\"\(finding.places.count)\">"
    out += "<details\(isOpen ? " open" : "")><summary>"
    out +=
      "<span class=\"severity \(severity)\"><b aria-hidden=\"true\">\(finding.severity.letter)</b>"
    out += "\(severity)</span>"
    out += "<span class=\"title break\">\(HTMLText.escape(rule?.title ?? finding.message))</span>"
    out += "<span class=\"place mono break\">\(HTMLText.escape(place))\(more)</span>"
    out += "<span class=\"id mono\">\(HTMLText.escape(finding.identity.short))</span></summary>\n"
    out += "<div class=\"body\">\n"
    if let rule, finding.message != rule.title {
      out += "<p>\(HTMLText.escape(finding.message))</p>\n"
    }
    out += places(finding.places)
    if let why = rule?.why { out += section("Why it matters", why) }
    if let fix = finding.remedy ?? rule?.remedy { out += section("What to do", fix) }
    if !finding.related.isEmpty { out += "<h3>Related</h3>\n" + places(finding.related) }
    return out + facts() + "</div></details></li>\n"
  }

  private func section(_ title: String, _ text: String) -> String {
    "<div><h3>\(title)</h3><p>\(HTMLText.escape(text))</p></div>\n"
  }

  // MARK: places

  private func places(_ places: [Place]) -> String {
    var out = "<ul class=\"places\">\n"
    for (index, place) in places.prefix(HTMLReport.placesShown).enumerated() {
      out += "<li><code class=\"break\">\(HTMLText.escape(place.words))</code>"
      if let origin = place.origin {
        out += " <span class=\"muted\">\(HTMLText.escape(origin))</span>"
      }
      if let message = place.commit?.message, !message.isEmpty {
        let line = String(message.prefix { !$0.isNewline }).cut(to: 120)
        out += " <span class=\"muted\">“\(HTMLText.escape(line))”</span>"
      }
      if index < HTMLReport.framesShown, let snippet = place.snippet {
        out += frame(snippet, line: place.start?.line)
      }
      if let note = place.note { out += "<div class=\"note\">\(HTMLText.escape(note))</div>" }
      out += "</li>\n"
    }
    let rest = places.count - HTMLReport.placesShown
    if rest > 0 { out += "<li>and \(Words.grouped(rest)) more, in the JSON report</li>\n" }
    return out + "</ul>\n"
  }

  private func frame(_ snippet: Snippet, line: Int?) -> String {
    let scalars = snippet.text.unicodeScalars
    let start =
      scalars.index(
        scalars.startIndex, offsetBy: max(0, snippet.column - 1), limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    let end =
      scalars.index(start, offsetBy: max(0, snippet.length), limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    func part(_ range: Range<String.Index>) -> String { HTMLText.escape(String(scalars[range])) }
    var out = "<pre class=\"frame\" tabindex=\"0\">"
    if let line { out += "<span class=\"line\">\(line)</span>" }
    out += part(scalars.startIndex..<start)
    if start < end { out += "<mark>\(part(start..<end))</mark>" }
    return out + part(end..<scalars.endIndex) + "</pre>"
  }

  // MARK: facts

  private func facts() -> String {
    var rows = [("Rule", "<code>\(HTMLText.escape(finding.rule))</code>")]
    if let address = rule?.documentation?.webAddress {
      rows[0].1 += " " + link(address, "documentation")
    }
    rows.append(("Confidence", finding.confidence.rawValue))
    if let stated = finding.statedSeverity {
      rows.append(("Severity as stated", HTMLText.escape(stated)))
    }
    if let evidence = finding.evidence {
      rows.append(("Match", "<code class=\"break\">\(HTMLText.escape(evidence))</code>"))
    }
    let taxonomies = finding.taxonomies.isEmpty ? rule?.taxonomies ?? [] : finding.taxonomies
    if !taxonomies.isEmpty {
      let words = taxonomies.map { taxonomy in
        taxonomy.address.map { link($0, taxonomy.words) } ?? HTMLText.escape(taxonomy.words)
      }
      rows.append(("Listed as", words.joined(separator: ", ")))
    }
    for (name, property) in finding.properties.sorted(by: { $0.key < $1.key }) {
      rows.append((HTMLText.escape(name), HTMLText.escape(property.words)))
    }
    let scheme = finding.identity.scheme
    rows.append(
      (
        "Identity",
        "<code>\(HTMLText.escape(finding.identity.value))</code> "
          + "<span class=\"muted\">\(HTMLText.escape(scheme))</span>"
      ))
    for waiver in finding.waivers { rows.append(("Waiver", HTMLText.escape(waiver.words))) }
    let lines = rows.map { "<dt>\($0.0)</dt><dd class=\"break\">\($0.1)</dd>\n" }
    return "<dl>\n\(lines.joined())</dl>\n"
  }

  private func link(_ address: String, _ words: String) -> String {
    "<a href=\"\(HTMLText.attribute(address))\" rel=\"noreferrer\">\(HTMLText.escape(words))</a>"
  }
}

extension Finding {
  /// The first folder of its first place below what was scanned, `.` for files that stand in none.
  func folder(below target: String) -> String {
    guard var path = places.first?.path[...] else { return "." }
    let prefix = target.hasSuffix("/") ? target : target + "/"
    if path.hasPrefix(prefix) { path = path.dropFirst(prefix.count) }
    guard let slash = path.firstIndex(of: "/") else { return "." }
    if slash == path.startIndex { return "/" }
    return path[..<slash] + "/"
  }
}

extension Severity {
  fileprivate var letter: String { rawValue.prefix(1).uppercased() }
}

extension Property {
  /// For people.
  var words: String {
    switch self {
    case .text(let text): text
    case .number(let number):
      number.isFinite && number >= 0 && number < 1e9
        ? (number == number.rounded() ? String(Int(number)) : Words.fixed(number, 2)) : "\(number)"
    case .flag(let flag): flag ? "yes" : "no"
    case .list(let list): list.joined(separator: ", ")
    }
  }
}

/// Foreign text inside HTML.
enum HTMLText {
  /// Between tags: control characters and marks that reorder text are made visible first.
  static func escape(_ text: String) -> String { attribute(text.printable) }

  /// Between double quotes, and exact: what a script compares must be what was written.
  static func attribute(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      case "\0": out.append("\u{FFFD}")
      case "\r": out.append(contentsOf: "&#13;".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// A time for people and for programs.
  static func time(_ text: String) -> String {
    guard let moment = Moment(text) else { return escape(text) }
    let words = moment.text.substituting("T", with: " ").dropLast(3)
    return "<time datetime=\"\(moment.text)Z\">\(words) UTC</time>"
  }
}
