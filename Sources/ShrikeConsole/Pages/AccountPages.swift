/// What belongs to whoever looks.
public struct AccountPage: Page {
  public var frame: Frame
  public var email: String
  public var hasSecondFactor: Bool
  /// Recovery codes that are left.
  public var recoveryCodes: Int

  public init(frame: Frame, email: String, hasSecondFactor: Bool, recoveryCodes: Int = 0) {
    self.frame = frame
    self.email = email
    self.hasSecondFactor = hasSecondFactor
    self.recoveryCodes = recoveryCodes
  }

  public var title: String { "Account" }
  public var section: Frame.Section? { nil }

  public func writeContent(into html: inout HTML) {
    html.heading(title, frame.viewer?.name ?? "")
    html.element("section", .class("box")) { html in
      html.facts([
        ("Login", { $0.text(frame.viewer?.login ?? "") }), ("Email address", { $0.text(email) }),
        ("Role", { $0.text(frame.viewer?.role ?? "") }),
        (
          "Second factor",
          { html in
            if hasSecondFactor {
              html.text("on, \(Words.count(recoveryCodes, "recovery code")) left")
            } else {
              html.text("off ")
              html.element("a", .href(Route.factor), text: "Set one up")
            }
          }
        ),
      ])
    }
    html.form(frame, Route.signOut) { $0.submit("Sign out") }
  }
}

/// A new second factor: the key for an app, and the field for the app's first code.
public struct FactorPage: Page {
  public var frame: Frame
  /// The key, in base 32.
  public var secret: String
  /// The same for apps that read `otpauth:` addresses.
  public var address: String
  public var problem: String?

  public init(frame: Frame, secret: String, address: String, problem: String? = nil) {
    self.frame = frame
    self.secret = secret
    self.address = address
    self.problem = problem
  }

  public var title: String { "Second factor" }
  public var section: Frame.Section? { nil }

  public func writeContent(into html: inout HTML) {
    html.heading(title, "A code of an app on your phone, asked for after the password")
    if let problem { html.failure(Failure(problem, "")) }
    html.element("ol", .class("steps")) { html in
      html.element("li") { html in
        html.element("p", text: "Give this key to the app, by hand or as an address:")
        html.command(secret)
        if !address.isEmpty { html.command(address) }
      }
      html.element("li") { html in
        html.element("p", text: "Type the code that it shows now.")
        html.form(frame, Route.factor, class: "act row-form") { html in
          html.hidden("secret", secret)
          html.field(
            "Code", "code", name: "code", autocomplete: "one-time-code", isRequired: true)
          html.submit("Switch it on", isPrimary: true)
        }
      }
    }
  }
}

/// Codes for the day on which the phone is gone: shown once.
public struct RecoveryCodesPage: Page {
  public var frame: Frame
  public var codes: [String]

  public init(frame: Frame, codes: [String]) {
    self.frame = frame
    self.codes = codes
  }

  public var title: String { "Recovery codes" }
  public var section: Frame.Section? { nil }

  public func writeContent(into html: inout HTML) {
    html.heading(
      title, "The second factor is on. Each of these is good once in its place; keep them safe.")
    html.element("ul", .class("codes")) { html in
      for code in codes {
        html.element("li") { $0.element("code", text: code) }
      }
    }
    html.element("p", .class("muted"), text: "They are not shown again.")
    html.element("p") { $0.element("a", .href(Route.account), text: "Account") }
  }
}
