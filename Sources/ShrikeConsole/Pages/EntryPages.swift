/// Where a person says who they are.
public struct SignInPage: Page {
  public enum Step: Sendable, Hashable {
    case password
    /// A code of the second factor.
    case code
  }

  public var frame: Frame
  public var step: Step
  public var login: String
  /// The name of the organisation's own sign-in, where there is one.
  public var provider: String?
  public var problem: String?

  public init(
    frame: Frame, step: Step = .password, login: String = "", provider: String? = nil,
    problem: String? = nil
  ) {
    self.frame = frame
    self.step = step
    self.login = login
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
          "a", .class("primary"), .href(Link("/sign-in/oidc")), text: "Sign in with \(provider)")
        html.literal("<p class=\"or\">or</p>")
      }
      html.form(frame, Route.signIn, class: "act stack") { html in
        switch step {
        case .password:
          html.field(
            "Login", "login", name: "login", value: login, autocomplete: "username",
            isRequired: true)
          html.field(
            "Password", "password", name: "password", type: "password",
            autocomplete: "current-password", isRequired: true)
          html.button("Sign in", value: "password", isPrimary: provider == nil)
        case .code:
          html.element("div", .class("field")) { html in
            html.literal("<label for=\"code\">Code of your second factor</label>")
            html.void(
              "input", .id("code"), .name("code"), .type("text"), .fixed("inputmode", "numeric"),
              .fixed("autocomplete", "one-time-code"), .flag("required"))
          }
          html.button("Go on", value: "code", isPrimary: true)
        }
      }
    }
  }
}

/// The first page of a new hub, behind the link that `shrike serve` printed, and of an invitation.
public struct FirstRunPage: Page {
  public var frame: Frame
  /// What the link proves.
  public var secret: String
  /// An invitation names who is invited; the first link does not.
  public var login: String?
  public var name: String?
  public var problem: String?

  public init(
    frame: Frame, secret: String, login: String? = nil, name: String? = nil,
    problem: String? = nil
  ) {
    self.frame = frame
    self.secret = secret
    self.login = login
    self.name = name
    self.problem = problem
  }

  public var title: String { login == nil ? "Set up Shrike" : "Welcome to Shrike" }
  public var section: Frame.Section? { nil }
  public var isFramed: Bool { false }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("entry")) { html in
      html.entryHead(
        title,
        login == nil
          ? "You are the first here. This link works once; after this you sign in."
          : "You were invited to \(frame.organization). This link works once.")
      if let problem { html.failure(Failure(problem, "")) }
      html.form(frame, Route.firstRun, class: "act stack") { html in
        html.hidden("secret", secret)
        if login == nil {
          html.field(
            "Organisation", "organization", name: "organization", value: frame.organization,
            isRequired: true)
        }
        html.field(
          "Your name", "name", name: "name", value: name ?? "", autocomplete: "name",
          isRequired: true)
        html.field(
          "Login", "login", name: "login", value: login ?? "", autocomplete: "username",
          isRequired: true)
        html.field(
          "Password", "password", name: "password", type: "password",
          hint: "At least 12 characters. A few words in a row are good.",
          autocomplete: "new-password", isRequired: true)
        html.button(
          login == nil ? "Make the first account" : "Make the account", value: "create",
          isPrimary: true)
      }
    }
  }
}

/// A page that tells why there is none.
public struct ErrorPage: Page {
  public enum Kind: Sendable, Hashable {
    case notFound
    /// What would be needed.
    case forbidden(String)
    /// A number for support.
    case failed(String)
    /// Seconds to wait.
    case tooMany(Int)
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
    }
  }

  public var title: String {
    switch kind {
    case .notFound: "There is no such page"
    case .forbidden: "This is not open to you"
    case .failed: "This page could not be made"
    case .tooMany: "Too many requests"
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
        html.element("p", text: "It needs \(need). An administrator can give you that role.")
      case .failed(let id):
        html.failure(
          Failure(
            "Something failed on the server.", "Nothing was changed.",
            stillWorks: "Other pages still work.", support: id))
      case .tooMany(let seconds):
        html.element("p", text: "Try again in \(Words.count(seconds, "second")).")
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
