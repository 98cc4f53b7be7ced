/// Where a person says who they are.
public struct SignInPage: Page {
  public enum Step: Sendable, Hashable {
    case password
    /// A code of the second factor.
    case code
  }

  public var frame: Frame
  public var step: Step
  public var email: String
  /// Where to go then.
  public var next: Link
  /// The name of the organisation's own sign-in, where there is one.
  public var provider: String?
  public var problem: String?

  public init(
    frame: Frame, step: Step = .password, email: String = "", next: Link = Route.home,
    provider: String? = nil, problem: String? = nil
  ) {
    self.frame = frame
    self.step = step
    self.email = email
    self.next = next
    self.provider = provider
    self.problem = problem
  }

  public var title: String { "Sign in" }
  public var section: Frame.Section? { nil }
  public var isFramed: Bool { false }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("entry")) { html in
      html.entryHead(title, frame.organization)
      if let problem { html.failure(Failure(problem, "")) }
      if step == .password, let provider {
        html.element(
          "a", .class("primary"), .href(Link("/sign-in/oidc", "", ["next": next.text])),
          text: "Sign in with \(provider)")
        html.literal("<p class=\"or\">or</p>")
      }
      switch step {
      case .password: password(&html)
      case .code: code(&html)
      }
    }
  }

  private func password(_ html: inout HTML) {
    html.form(frame, Route.signIn, class: "act stack") { html in
      html.hidden("next", next.text)
      html.field(
        "Email address", "email", name: "email", type: "email", value: email,
        autocomplete: "username", isRequired: true)
      html.field(
        "Password", "password", name: "password", type: "password",
        autocomplete: "current-password", isRequired: true)
      html.submit("Sign in", isPrimary: provider == nil)
    }
  }

  private func code(_ html: inout HTML) {
    html.form(frame, Route.secondFactor, class: "act stack") { html in
      html.element("div", .class("field")) { html in
        html.literal("<label for=\"code\">Code of your second factor, or a recovery code</label>")
        html.void(
          "input", .id("code"), .name("code"), .type("text"),
          .fixed("autocomplete", "one-time-code"), .flag("required"))
      }
      html.submit("Go on", isPrimary: true)
    }
  }
}

/// Behind a link that works once: that of a new hub, which `shrike serve` printed, and of an invitation.
public struct WelcomePage: Page {
  public var frame: Frame
  /// What the link proves.
  public var key: String
  /// What the account will be: `admin`; empty where the link no longer tells.
  public var role: String
  public var name: String
  public var email: String
  /// An invitation may be for one address only.
  public var isAddressFixed: Bool
  public var problem: String?

  public init(
    frame: Frame, key: String, role: String, name: String = "", email: String = "",
    isAddressFixed: Bool = false, problem: String? = nil
  ) {
    self.frame = frame
    self.key = key
    self.role = role
    self.name = name
    self.email = email
    self.isAddressFixed = isAddressFixed
    self.problem = problem
  }

  public var title: String { "Welcome to Shrike" }
  public var section: Frame.Section? { nil }
  public var isFramed: Bool { false }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("entry")) { html in
      html.entryHead(
        title,
        role.isEmpty
          ? "This link makes one account, once."
          : "This link makes one account with the role \(role), once. After this you sign in.")
      if let problem { html.failure(Failure(problem, "")) }
      html.form(frame, Route.welcome, class: "act stack") { html in
        html.hidden("key", key)
        html.field(
          "Your name", "name", name: "name", value: name, autocomplete: "name", isRequired: true)
        html.field(
          "Email address", "email", name: "email", type: "email", value: email,
          hint: isAddressFixed ? "The invitation is for this address only." : nil,
          autocomplete: "username", isRequired: true)
        html.field(
          "Password", "password", name: "password", type: "password",
          hint: "At least 12 characters. A few words in a row are good.",
          autocomplete: "new-password", isRequired: true)
        html.submit("Make the account", isPrimary: true)
      }
    }
  }
}

/// A page that tells why there is none.
public struct ErrorPage: Page {
  public enum Kind: Sendable, Hashable {
    case notFound
    /// Why, and what would be needed.
    case forbidden(String)
    /// A number for support.
    case failed(String)
    /// Seconds to wait.
    case tooMany(Int)
    /// What was asked for cannot be done: why, and what would help.
    case refused(title: String, detail: String, status: Int)
  }

  public var frame: Frame
  public var kind: Kind

  public init(frame: Frame, kind: Kind) {
    self.frame = frame
    self.kind = kind
  }

  public var status: Int {
    switch kind {
    case .notFound: 404
    case .forbidden: 403
    case .failed: 500
    case .tooMany: 429
    case .refused(_, _, let status): status
    }
  }

  public var title: String {
    switch kind {
    case .notFound: "There is no such page"
    case .forbidden: "This is not open to you"
    case .failed: "This page could not be made"
    case .tooMany: "Too many requests"
    case .refused(let title, _, _): title
    }
  }
  public var section: Frame.Section? { nil }
  public var isFramed: Bool { frame.viewer != nil }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("entry")) { html in
      html.entryHead(title, "", brand: !isFramed)
      switch kind {
      case .notFound:
        html.literal(
          """
          <p>The address may be mistyped, or what stood here belongs to another organisation. A finding keeps its \
          number for ever: search for it, such as <code>#42</code>.</p>
          """)
      case .forbidden(let need):
        html.element("p", text: "\(need.capitalizedFirst). An administrator can change your role.")
      case .failed(let id):
        html.failure(
          Failure(
            "Something failed on the server.", "Nothing was changed.",
            stillWorks: "Other pages still work.", support: id))
      case .tooMany(let seconds):
        html.element("p", text: "Try again in \(Words.count(seconds, "second")).")
      case .refused(_, let detail, _):
        if !detail.isEmpty { html.element("p", text: "\(detail.capitalizedFirst).") }
      }
      html.element("p") { html in
        html.element("a", .href(Route.home), text: "Home")
        html.literal(" · ")
        html.element("a", .href(Route.queue()), text: "Queue")
      }
    }
  }
}

/// What can be done by keys.
public struct KeysPage: Page {
  public var frame: Frame

  public init(frame: Frame) { self.frame = frame }

  public var title: String { "Keys" }
  public var section: Frame.Section? { nil }

  static let keys: [(keys: StaticString, words: StaticString)] = [
    ("Ctrl K", "search, or run something"),
    ("/", "filter the list"),
    ("j k", "next, previous"),
    ("Enter", "open beside the list"),
    ("o", "open as a page"),
    ("x", "select; with Shift all from the last one"),
    ("a", "assign"),
    ("r", "accept the risk"),
    ("f", "false positive"),
    ("c", "comment"),
    ("z", "undo what was just done"),
    ("Esc", "close the panel, drop the selection"),
    ("?", "this page"),
  ]

  public func writeContent(into html: inout HTML) {
    html.heading(title, "Every one of them is also a button")
    html.element("dl", .class("keys")) { html in
      for (keys, words) in Self.keys {
        html.element("dt") {
          $0.literal("<kbd>")
          $0.literal(keys)
          $0.literal("</kbd>")
        }
        html.element("dd") { $0.literal(words) }
      }
    }
  }
}

extension HTML {
  mutating func entryHead(_ title: String, _ sentence: String, brand: Bool = true) {
    if brand {
      element("p", .class("brand")) { html in
        html.icon(.shrike)
        html.literal("<span>Shrike</span>")
      }
    }
    element("h1", text: title)
    if !sentence.isEmpty { element("p", .class("sentence"), text: sentence) }
  }
}
