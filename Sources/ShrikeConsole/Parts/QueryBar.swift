import ShrikeLedger
public import ShrikeText

/// The filter of a list: a question in words, its mistakes, and questions that were kept.
public struct QueryBar: Sendable, Hashable {
  public struct Saved: Sendable, Hashable {
    public var name: String
    public var query: String
    public var count: Int?
    /// Whoever looks keeps it, and may forget it.
    public var isOwn: Bool

    public init(_ name: String, _ query: String, count: Int? = nil, isOwn: Bool = false) {
      self.name = name
      self.query = query
      self.count = count
      self.isOwn = isOwn
    }
  }

  /// A mistake of the question, and what would help.
  public struct Problem: Sendable, Hashable {
    public var message: String
    public var help: String?

    public init(_ message: String, help: String? = nil) {
      self.message = message
      self.help = help
    }

    public init(_ diagnostic: Diagnostic) {
      self.init(diagnostic.message, help: diagnostic.help)
    }
  }

  public var query: String
  public var problems: [Problem]
  public var saved: [Saved]
  /// `asset`, `rule`, `owner`; nil: no groups.
  public var group: String?
  /// What completion offers behind a field, beside what `FindingQuery.Field` says: names of assets, people.
  public var assets: [String]
  public var people: [String]

  public init(
    query: String, problems: [Problem] = [], saved: [Saved] = [], group: String? = nil,
    assets: [String] = [], people: [String] = []
  ) {
    self.query = query
    self.problems = problems
    self.saved = saved
    self.group = group
    self.assets = assets
    self.people = people
  }

  /// A value as a question takes it: in quotes where it has blanks, commas or quotes.
  public static func quoted(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: ",") && $0 != 0x22 }
    if isPlain, !value.isEmpty { return value }
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  /// What completion knows of each field.
  func choices(_ field: FindingQuery.Field) -> [String] {
    switch field {
    case .severity: ["critical", "high", "medium", "low", "info", ">=high"]
    case .state: FindingState.allCases.map(\.rawValue) + ["any"]
    case .owner: ["me", "none"] + people
    case .asset: assets
    case .kind: ["code", "secret", "package", "image", "resource", "endpoint", "host", "cloud"]
    case .age: [">30d", ">7d", "<1d"]
    case .due: ["overdue", "none"]
    case .confidence: ["high", "medium", "low"]
    case .decided: ["yes", "no"]
    case .observed: Observed.allCases.map(\.rawValue)
    case .rule, .tool, .path, .cwe, .id, .ref, .text: []
    }
  }
}

extension HTML {
  public mutating func queryBar(_ bar: QueryBar, _ frame: Frame) {
    element(
      "form", .class("query"), .role("search"), .fixed("method", "get"), .action(Route.queue())
    ) { html in
      html.element("div", .class("query-field")) { html in
        html.literal("<label class=\"sr\" for=\"query\">Filter findings</label>")
        html.void(
          "input", .id("query"), .name("q"), .type("search"), .value(bar.query),
          .placeholder("severity:high owner:me state:open age:>30d"),
          .fixed("autocomplete", "off"), .fixed("spellcheck", "false"),
          .fixed("aria-keyshortcuts", "/"),
          bar.problems.isEmpty ? .flag("", false) : .fixed("aria-invalid", "true"),
          .fixed("aria-describedby", "query-help"))
        html.literal("<ul id=\"completion\" class=\"completion\" hidden></ul>")
      }
      html.literal("<label class=\"sr\" for=\"group\">Group by</label>")
      html.element("select", .id("group"), .name("group")) { html in
        let groups = [
          ("", "No groups"), ("asset", "By asset"), ("rule", "By rule"), ("owner", "By owner"),
        ]
        for (value, words) in groups {
          html.element(
            "option", .value(value), .flag("selected", value == bar.group ?? ""), text: words)
        }
      }
      html.literal("<button class=\"button\">Filter</button>")
      html.queryHelp(bar)
    }
    newline()
    saved(bar, frame)
  }

  /// Mistakes; the fields for completion, which are help for people without script.
  private mutating func queryHelp(_ bar: QueryBar) {
    element("div", .id("query-help"), .class("query-help")) { html in
      for problem in bar.problems {
        html.element("p", .class("problem")) { html in
          html.element("strong", text: problem.message.capitalizedFirst)
          if let help = problem.help { html.text(" · \(help)") }
        }
      }
      html.element("details") { html in
        html.literal("<summary>What can be asked</summary>")
        html.element("dl", .class("fields")) { html in
          for field in FindingQuery.Field.allCases where field != .text {
            let choices = bar.choices(field).prefix(20).joined(separator: "\t")
            html.element(
              "dt", .data("data-field", field.rawValue), .data("data-choices", choices)
            ) { $0.element("code", text: "\(field.rawValue):") }
            html.element("dd", text: field.summary)
          }
        }
        html.literal(
          """
          <p class="hint">Several conditions are joined by <em>and</em>, several values by comma: \
          <code>state:open,accepted</code>. A minus turns one round: <code>-owner:me</code>. Bare words \
          are searched for in title, rule and path.</p>
          """)
      }
    }
  }

  private mutating func saved(_ bar: QueryBar, _ frame: Frame) {
    element("div", .class("saved")) { html in
      if !bar.saved.isEmpty {
        html.element("ul", .label("Saved filters")) { html in
          for saved in bar.saved {
            html.element("li") { html in
              html.element(
                "a", .href(Route.queue(saved.query, group: bar.group)), .title(saved.query),
                saved.query == bar.query ? .fixed("aria-current", "true") : .flag("", false)
              ) { html in
                html.text(saved.name)
                if let count = saved.count {
                  html.literal(" <span class=\"count\">")
                  html.number(count)
                  html.literal("</span>")
                }
              }
            }
          }
        }
      }
      if let own = bar.saved.first(where: { $0.query == bar.query && $0.isOwn }) {
        html.form(frame, Route.saveQuery, back: true) { html in
          html.hidden("name", own.name)
          html.element(
            "button", .class("plain"), .name("act"), .value("remove"), text: "Forget this filter")
        }
      }
      if !bar.query.isEmpty, !bar.saved.contains(where: { $0.query == bar.query }) {
        html.element("details", .class("save")) { html in
          html.literal("<summary>Save this filter</summary>")
          html.form(frame, Route.saveQuery, back: true) { html in
            html.hidden("q", bar.query)
            html.field("Name", "save-name", name: "name", isRequired: true)
            html.button("Save", name: "act", value: "save")
          }
        }
      }
    }
    newline()
  }
}
