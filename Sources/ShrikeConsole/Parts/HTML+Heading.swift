import ShrikeLedger

extension HTML {
  /// A page's title, and one sentence that says what is shown and since when.
  public mutating func heading(
    _ title: String, _ sentence: String = "", isLive: Bool = false,
    aside: (inout HTML) -> Void = { _ in }
  ) {
    element("div", .class("heading")) { html in
      html.element("div") { html in
        html.element("h1", text: title)
        if !sentence.isEmpty {
          html.element(
            "p", .class("sentence"), isLive ? .fixed("aria-live", "polite") : .flag("", false),
            text: sentence)
        }
      }
      html.element("div", .class("aside"), content: aside)
    }
    newline()
  }

  /// Facts, name and value, one a line.
  mutating func facts(_ facts: [(name: StaticString, value: (inout HTML) -> Void)]) {
    element("dl", .class("facts")) { html in
      for fact in facts {
        html.element("dt") { $0.literal(fact.name) }
        html.element("dd", content: fact.value)
      }
    }
    newline()
  }

  /// What waits for a second person, with the answers.
  mutating func approval(_ approval: Approval, _ frame: Frame) {
    element("p") { html in
      html.person(approval.proposedBy)
      html.text(" proposes to \(approval.act): ")
      html.element(
        "a", .href(Route.finding(approval.finding.number)), text: approval.finding.title)
      html.literal(" <span class=\"muted\">#")
      html.digits(Int(approval.finding.number))
      html.literal(" · ")
      html.time(approval.at, now: frame.now)
      html.literal("</span>")
    }
    element("div", .class("prose quote")) { Markdown(approval.reason).write(into: &$0) }
    guard frame.may(.approve), frame.viewer?.login != approval.proposedBy else { return }
    form(frame, Route.approve, class: "act inline", back: true) { html in
      html.hidden("approval", approval.id)
      html.button("Approve", name: "answer", value: "approve", isPrimary: true)
      html.button("Refuse", name: "answer", value: "refuse")
    }
  }

  /// Where a list goes on.
  mutating func pager(next: Link?, words: String = "Next") {
    guard let next else { return }
    element("nav", .class("pager"), .label("Pages")) {
      $0.element("a", .class("button"), .href(next), .fixed("rel", "next"), text: words)
    }
  }
}
