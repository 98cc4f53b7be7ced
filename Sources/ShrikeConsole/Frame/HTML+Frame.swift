extension HTML {
  /// The bar at the top: where, search, what is not known, whether it is live, who.
  mutating func topBar(_ frame: Frame) {
    element("header", .class("top")) { html in
      html.element("a", .class("menu-open"), .href(.fragment("rail"))) { html in
        html.icon(.menu)
        html.element("span", .class("sr"), text: "Menu")
      }
      html.element("a", .class("brand"), .href(Route.home)) { html in
        html.icon(.shrike)
        html.literal("<span>Shrike</span>")
      }
      html.organization(frame)
      html.element(
        "form", .class("search"), .role("search"), .fixed("method", "get"), .action(Route.search)
      ) { html in
        html.literal("<label class=\"sr\" for=\"search\">Search or run</label>")
        html.icon(.search)
        html.void(
          "input", .id("search"), .type("search"), .name("q"), .value(frame.search),
          .placeholder("Search or run…"), .fixed("autocomplete", "off"),
          .fixed("aria-keyshortcuts", "Control+K"))
        html.literal("<kbd aria-hidden=\"true\">Ctrl K</kbd>")
      }
      if frame.notEvaluated > 0 {
        html.element("a", .class("unknown"), .href(.init("/", fragment: "not-evaluated"))) {
          $0.literal(
            "<span aria-hidden=\"true\">?</span> <span class=\"words\">not evaluated</span>")
          $0.literal(" <span data-count=\"not-evaluated\">")
          $0.number(frame.notEvaluated)
          $0.literal("</span>")
        }
      }
      html.element("span", .class("live"), .data("data-live", Route.live), .role("status")) {
        $0.literal(
          "<span class=\"dot\" aria-hidden=\"true\"></span><span class=\"words\">not live</span>")
      }
      html.account(frame)
    }
    newline()
  }

  private mutating func organization(_ frame: Frame) {
    guard !frame.organizations.isEmpty else {
      element("span", .class("organization"), text: frame.organization)
      return
    }
    element("details", .class("menu organization")) { html in
      html.element("summary") { html in
        html.literal("<span class=\"sr\">Organisation: </span>")
        html.text(frame.organization)
      }
      html.element("ul") { html in
        for name in frame.organizations {
          html.element("li") {
            $0.element("a", .href(Link("/", "", ["organization": name])), text: name)
          }
        }
      }
    }
  }

  private mutating func account(_ frame: Frame) {
    guard let viewer = frame.viewer else {
      element("a", .class("account"), .href(Route.signIn), text: "Sign in")
      return
    }
    element("details", .class("menu account")) { html in
      html.element("summary") { html in
        html.literal("<span class=\"sr\">Account of </span>")
        html.element("span", .class("sr"), text: viewer.name)
        html.element(
          "span", .class("initials"), .hiddenFromReaders, text: Person.initials(viewer.name))
      }
      html.element("div") { html in
        html.element("p") { html in
          html.element("strong", text: viewer.name)
          html.void("br")
          html.element("span", .class("muted"), text: "\(viewer.login) · \(viewer.role)")
        }
        html.element("a", .href(Route.person(viewer.login)), text: "My findings")
        html.element("a", .href(Route.account), text: "Account")
        html.element("a", .href(Route.keys), text: "Keys")
        html.form(frame, Route.theme, class: "themes", back: true) { html in
          html.literal("<span class=\"muted\" id=\"theme-label\">Theme</span>")
          html.element("span", .class("segments"), .role("group"), .labelled(by: "theme-label")) {
            for theme in Frame.Theme.allCases {
              $0.element(
                "button", .name("theme"), .value(theme.rawValue),
                .fixed("aria-pressed", theme == frame.theme ? "true" : "false"),
                text: theme.rawValue.capitalizedFirst)
            }
          }
        }
        html.form(frame, Route.signOut) { $0.element("button", .class("plain"), text: "Sign out") }
      }
    }
  }

  /// The rail at the left; a drawer where there is little room, opened by its own address.
  mutating func rail(_ frame: Frame, _ current: Frame.Section?) {
    element("nav", .id("rail"), .class("rail"), .label("Main")) { html in
      html.element("a", .class("menu-close"), .href(.fragment("content"))) {
        $0.icon(.close)
        $0.literal("Close menu")
      }
      html.element("ul") { html in
        for section in Frame.Section.allCases
        where frame.viewer?.closed.contains(section) != true {
          html.element("li") { html in
            html.element(
              "a", .href(section.link),
              section == current ? .fixed("aria-current", "page") : .flag("", false)
            ) { html in
              html.icon(section.icon)
              html.element("span", text: section.word)
              if section == .queue, let count = frame.queueCount {
                html.element("span", .class("count")) { html in
                  html.element("span", .fixed("data-count", "queue"), text: count.short)
                  html.literal("<span class=\"sr\"> open</span>")
                }
              }
            }
          }
        }
      }
    }
    newline()
  }

  /// The end of every page: where counts and acts are told, for eyes and readers.
  mutating func toasts(_ frame: Frame) {
    element("div", .id("toasts"), .class("toasts"), .role("status"), .fixed("aria-live", "polite"))
    {
      html in
      if let toast = frame.toast { html.toast(toast, frame) }
    }
    newline()
  }
}

extension Frame.Section {
  public var word: String {
    switch self {
    case .imports: "Imports"
    default: rawValue.capitalizedFirst
    }
  }

  public var link: Link {
    switch self {
    case .home: Route.home
    case .queue: Route.queue()
    case .assets: Route.assets
    case .scans: Route.scans
    case .trends: Route.trends()
    case .policies: Route.policies
    case .waivers: Route.waivers
    case .people: Route.people
    case .imports: Route.imports
    case .audit: Route.audit()
    case .settings: Route.settings
    }
  }

  var icon: Icon {
    switch self {
    case .home: .home
    case .queue: .queue
    case .assets: .assets
    case .scans: .scans
    case .trends: .trends
    case .policies: .policies
    case .waivers: .waivers
    case .people: .people
    case .imports: .imports
    case .audit: .audit
    case .settings: .settings
    }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
