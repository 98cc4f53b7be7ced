/// What was just done, and how to take it back.
public struct Toast: Sendable, Hashable {
  /// `3 findings accepted until 1 March`.
  public var text: String
  /// Undo by this.
  public var batch: String?
  public var isFailure: Bool

  public init(_ text: String, batch: String? = nil, isFailure: Bool = false) {
    self.text = text
    self.batch = batch
    self.isFailure = isFailure
  }
}

/// A place where nothing is yet: what it is, how it fills, one command to copy.
public struct EmptyState: Sendable, Hashable {
  public var title: String
  public var text: String
  public var command: String?
  public var link: Link?
  public var linkWords: String

  public init(
    _ title: String, _ text: String, command: String? = nil, link: Link? = nil,
    linkWords: String = ""
  ) {
    self.title = title
    self.text = text
    self.command = command
    self.link = link
    self.linkWords = linkWords
  }
}

/// What failed, what still works, and a number for support.
public struct Failure: Sendable, Hashable {
  public var title: String
  public var text: String
  public var stillWorks: String?
  public var support: String?

  public init(_ title: String, _ text: String, stillWorks: String? = nil, support: String? = nil) {
    self.title = title
    self.text = text
    self.stillWorks = stillWorks
    self.support = support
  }
}

extension HTML {
  public mutating func toast(_ toast: Toast, _ frame: Frame) {
    element("div", .class("toast", toast.isFailure ? "fail" : "")) { html in
      html.element("span", text: toast.text)
      if let batch = toast.batch {
        html.form(frame, Route.undo, back: true) { html in
          html.hidden("batch", batch)
          html.literal("<button class=\"link\" data-undo aria-keyshortcuts=\"z\">Undo</button>")
        }
      }
    }
  }

  public mutating func empty(_ state: EmptyState, level: Int = 2) {
    element("div", .class("empty")) { html in
      html.element(level == 2 ? "h2" : "h3", text: state.title)
      html.element("p", text: state.text)
      if let command = state.command { html.command(command) }
      if let link = state.link {
        html.element("p") { $0.element("a", .href(link), text: state.linkWords) }
      }
    }
  }

  /// A command that is copied at once; without script it is selected by a click.
  public mutating func command(_ command: String) {
    element("div", .class("command")) { html in
      html.element("code", text: command)
      html.literal("<button class=\"plain\" type=\"button\" data-copy hidden>Copy</button>")
    }
  }

  public mutating func failure(_ failure: Failure) {
    element("div", .class("failure"), .role("alert")) { html in
      html.element("p") { html in
        html.element("strong", text: failure.title)
        html.literal(" ")
        html.text(failure.text)
      }
      if let works = failure.stillWorks { html.element("p", text: works) }
      if let support = failure.support {
        html.element("p", .class("muted")) { html in
          html.literal("For support: <code>")
          html.text(support)
          html.literal("</code>")
        }
      }
    }
  }

  /// Something worth knowing before reading on.
  public mutating func warning(_ text: String) {
    element("p", .class("warning")) { html in
      html.literal("<b aria-hidden=\"true\">?</b> ")
      html.text(text)
    }
  }
}
