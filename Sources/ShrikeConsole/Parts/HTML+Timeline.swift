public import ShrikeLedger

extension TimelineEntry {
  /// Which sign stands beside it.
  fileprivate var kind: StaticString {
    if verb.hasSuffix("commented") { return "comment" }
    if verb.contains("decid") || verb.contains("undone") || verb.contains("expired") {
      return "decision"
    }
    if verb.contains("gone") || verb.contains("fixed") { return "fixed" }
    if verb.contains("opened") || verb.contains("reopened") { return "opened" }
    return "event"
  }

  fileprivate var isComment: Bool { verb.hasSuffix("commented") }
}

extension HTML {
  /// History, the first first; what people wrote stands as they wrote it.
  public mutating func timeline(_ entries: [TimelineEntry], now: Timestamp) {
    element("ol", .class("timeline")) { html in
      for entry in entries {
        html.element("li", .class(entry.kind), .id("event-", Int(entry.seq))) { html in
          html.element("p") { html in
            html.person(entry.actor)
            html.literal(" ")
            html.text(entry.isComment ? "wrote" : entry.text)
            html.literal(" ")
            html.element("span", .class("muted")) { $0.time(entry.at, now: now) }
            if let scan = entry.scan {
              html.literal(" ")
              html.element("a", .class("quiet"), .href(Route.scan(scan)), text: "scan")
            }
          }
          if entry.isComment {
            html.element("div", .class("prose")) { Markdown(entry.text).write(into: &$0) }
          }
        }
        html.newline()
      }
    }
  }
}
