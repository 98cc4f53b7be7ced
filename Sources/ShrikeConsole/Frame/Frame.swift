public import ShrikeLedger

/// What stands around every page: who looks at it, when, and what is true of the whole organisation.
public struct Frame: Sendable, Hashable {
  /// A place of the left rail.
  public enum Section: String, Sendable, Hashable, CaseIterable {
    case home, queue, assets, scans, trends, policies, waivers, people, imports, audit, settings
  }

  public enum Theme: String, Sendable, Hashable, CaseIterable {
    case system, light, dark
  }

  /// What a person may do; without it the forms for it are not shown.
  public enum Permission: String, Sendable, Hashable, CaseIterable {
    case comment, triage, approve, publish, administer
  }

  public struct Viewer: Sendable, Hashable {
    public var login: String
    public var name: String
    /// `triager`
    public var role: String
    public var permissions: Set<Permission>
    /// Places of the rail that are not for them.
    public var closed: Set<Section>

    public init(
      login: String, name: String, role: String, permissions: Set<Permission>,
      closed: Set<Section> = []
    ) {
      self.login = login
      self.name = name
      self.role = role
      self.permissions = permissions
      self.closed = closed
    }
  }

  public var organization: String
  /// Others the viewer belongs to.
  public var organizations: [String]
  public var viewer: Viewer?
  public var now: Timestamp
  /// Goes into every form.
  public var token: String
  public var theme: Theme
  /// Open findings that nobody has settled; nil: not counted.
  public var queueCount: Tally?
  /// Scans that failed or are stale.
  public var notEvaluated: Int
  /// What stands in the search field.
  public var search: String
  /// Where this page is: forms come back to it.
  public var here: Link
  public var toast: Toast?

  public init(
    organization: String, organizations: [String] = [], viewer: Viewer?, now: Timestamp,
    token: String, theme: Theme = .system, queueCount: Tally? = nil, notEvaluated: Int = 0,
    search: String = "", here: Link = Route.home, toast: Toast? = nil
  ) {
    self.organization = organization
    self.organizations = organizations
    self.viewer = viewer
    self.now = now
    self.token = token
    self.theme = theme
    self.queueCount = queueCount
    self.notEvaluated = notEvaluated
    self.search = search
    self.here = here
    self.toast = toast
  }

  public func may(_ permission: Permission) -> Bool {
    viewer?.permissions.contains(permission) ?? false
  }
}

/// What the server sends beside pages, so that nothing foreign runs in them.
public enum PageHeaders {
  public static let contentSecurityPolicy = """
    default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """
}

/// A page: plain values in, bytes out.
public protocol Page: Sendable {
  var frame: Frame { get }
  /// In the window's title and as the first heading.
  var title: String { get }
  var section: Frame.Section? { get }
  /// Whether rail and search stand around it; not before sign-in.
  var isFramed: Bool { get }
  /// Whether content may be wider than 1,200 px.
  var isWide: Bool { get }
  /// What stands between the frame's borders, first heading included.
  func writeContent(into html: inout HTML)
}

extension Page {
  public var isFramed: Bool { true }
  public var isWide: Bool { false }

  /// The whole document.
  public func write(into html: inout HTML) {
    html.literal("<!doctype html>\n")
    // Without a choice the attribute is missing, and the system decides.
    switch frame.theme {
    case .system: html.element("html", .lang("en")) { document(&$0) }
    case .light: html.element("html", .lang("en"), .fixed("data-theme", "light")) { document(&$0) }
    case .dark: html.element("html", .lang("en"), .fixed("data-theme", "dark")) { document(&$0) }
    }
    html.newline()
  }

  /// The whole document in bytes.
  public var bytes: [UInt8] {
    var html = HTML()
    write(into: &html)
    return html.bytes
  }

  private func document(_ html: inout HTML) {
    html.element("head") { html in
      html.literal(
        """
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
        <meta name="color-scheme" content="light dark"><meta name="referrer" content="same-origin">

        """)
      html.element("title", text: "\(title) · Shrike")
      html.void("link", .fixed("rel", "stylesheet"), .href(Route.style))
      html.element("script", .source(Route.script), .flag("defer")) { _ in }
    }
    html.newline()
    html.element("body", .class(isFramed ? "framed" : "bare")) { html in
      html.element("a", .class("skip"), .href(.fragment("content")), text: "To the content")
      html.newline()
      if isFramed {
        html.topBar(frame)
        html.rail(frame, section)
      }
      html.element(
        "main", .id("content"), .class(isWide ? "wide" : "page"), .fixed("tabindex", "-1")
      ) { html in
        html.newline()
        writeContent(into: &html)
      }
      html.newline()
      html.toasts(frame)
    }
  }
}
