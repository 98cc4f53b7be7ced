extension HTML {
  /// A form that acts: a POST with the token without which the server does nothing.
  mutating func form(
    _ frame: Frame, _ action: Link, class names: StaticString = "act", id: StaticString? = nil,
    back: Bool = false, content: (inout HTML) -> Void
  ) {
    element(
      "form", .class(names), id.map { .id($0) } ?? .flag("", false), .fixed("method", "post"),
      .action(action)
    ) { html in
      html.hidden("csrf", frame.token)
      if back { html.hidden("back", frame.here.text) }
      content(&html)
    }
  }

  mutating func hidden(_ name: StaticString, _ value: String) {
    void("input", .type("hidden"), .name(name), .value(value))
  }

  /// A line of text with its label.
  mutating func field(
    _ label: StaticString, _ id: StaticString, name: StaticString, type: StaticString = "text",
    value: String = "", hint: String? = nil, autocomplete: StaticString = "off",
    isRequired: Bool = false
  ) {
    element("div", .class("field")) { html in
      html.element("label", .for(id)) { $0.literal(label) }
      html.void(
        "input", .id(id), .name(name), .type(type), .value(value),
        .fixed("autocomplete", autocomplete), .flag("required", isRequired))
      if let hint { html.element("p", .class("hint"), text: hint) }
    }
  }

  mutating func textArea(
    _ label: StaticString, _ id: StaticString, name: StaticString, rows: Int = 3,
    value: String = "", isRequired: Bool = false
  ) {
    element("div", .class("field")) { html in
      html.element("label", .for(id)) { $0.literal(label) }
      html.element(
        "textarea", .id(id), .name(name), .data("rows", rows), .flag("required", isRequired),
        text: value)
    }
  }

  /// A choice; the first option where `selected` is none of them.
  mutating func choice(
    _ label: StaticString, _ id: StaticString, name: StaticString,
    options: [(value: String, words: String)], selected: String = ""
  ) {
    element("div", .class("field")) { html in
      html.element("label", .for(id)) { $0.literal(label) }
      html.element("select", .id(id), .name(name)) { html in
        for option in options {
          html.element(
            "option", .value(option.value), .flag("selected", option.value == selected),
            text: option.words)
        }
      }
    }
  }

  /// A button that sends its form.
  mutating func submit(_ words: String, isPrimary: Bool = false) {
    element("button", .class(isPrimary ? "primary" : "button"), text: words)
  }

  /// A button that sends its form, with a word for the server.
  mutating func button(
    _ words: String, name: StaticString = "act", value: String = "", isPrimary: Bool = false,
    key: StaticString? = nil
  ) {
    element(
      "button", .class(isPrimary ? "primary" : "button"), .name(name), .value(value),
      key.map { .fixed("aria-keyshortcuts", $0) } ?? .flag("", false), text: words)
  }
}
