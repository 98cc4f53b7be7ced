public import ShrikeLedger

/// What a search met, over all kinds of things.
public struct SearchPage: Page {
  /// Anything that is no finding.
  public struct Hit: Sendable, Hashable {
    /// `asset`, `person`, `policy`, `rule`, `page`
    public var kind: String
    public var name: String
    public var about: String
    public var link: Link

    public init(kind: String, name: String, about: String = "", link: Link) {
      self.kind = kind
      self.name = name
      self.about = about
      self.link = link
    }
  }

  public var frame: Frame
  public var query: String
  public var hits: [Hit]
  public var findings: [FindingRow]
  public var total: Tally
  public var problems: [QueryBar.Problem]

  public init(
    frame: Frame, query: String, hits: [Hit], findings: [FindingRow], total: Tally,
    problems: [QueryBar.Problem] = []
  ) {
    self.frame = frame
    self.query = query
    self.hits = hits
    self.findings = findings
    self.total = total
    self.problems = problems
  }

  public var title: String { "Search" }
  public var section: Frame.Section? { nil }

  public func writeContent(into html: inout HTML) {
    let sum = total + Tally(hits.count)
    html.heading(
      title,
      query.isEmpty
        ? "Findings, assets, people, policies, rules"
        : "\(sum.words("result")) for “\(query)”")
    for problem in problems {
      html.element(
        "p", .class("problem"), text: "\(problem.message.capitalizedFirst). \(problem.help ?? "")")
    }
    guard sum.count > 0 else {
      return html.empty(
        EmptyState(
          query.isEmpty ? "Search for anything" : "Nothing fits",
          "A number such as #42 leads to a finding; words are searched for in titles, rules and paths.",
          link: Route.queue(), linkWords: "Filter the queue instead"))
    }
    if !hits.isEmpty {
      html.element("ul", .class("hits")) { html in
        for hit in hits {
          html.element("li") { html in
            html.tag(hit.kind)
            html.literal(" ")
            html.element("a", .href(hit.link), text: hit.name)
            html.element("span", .class("muted"), text: " \(hit.about)")
          }
        }
      }
    }
    guard !findings.isEmpty else { return }
    html.element("section") { html in
      html.element("h2") { html in
        html.literal("Findings <span class=\"count\">")
        html.tally(total)
        html.literal("</span>")
      }
      html.findings(findings, frame)
      if total.count > findings.count {
        html.element("p") {
          $0.element(
            "a", .href(Route.queue(query)), text: "All \(total.short) in the queue")
        }
      }
    }
  }
}
