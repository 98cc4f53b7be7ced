public import ShrikeLedger

extension HTML {
  /// `3 days ago`; exact on hover, and for programs.
  public mutating func time(_ time: Timestamp, now: Timestamp) {
    element(
      "time", .datetime(time.text), .title(Words.exact(time)), text: Words.relative(time, to: now))
  }

  /// `34 d`, as in columns.
  public mutating func age(since time: Timestamp, now: Timestamp) {
    let exact = time.text
    element(
      "time", .class("age"), .datetime(exact), .title(Words.exact(exact)),
      text: Words.age(milliseconds: now.milliseconds - time.milliseconds))
  }

  /// `1 March`.
  public mutating func day(_ time: Timestamp, now: Timestamp) {
    element(
      "time", .class("day"), .datetime(time.date), .title(Words.exact(time)),
      text: Words.day(time, now: now))
  }

  /// A deadline: `in 3 d`, `2 d overdue`; nil says that there is none.
  public mutating func due(_ time: Timestamp?, now: Timestamp) {
    guard let time else {
      element("span", .class("muted"), text: "no deadline")
      return
    }
    let distance = time.milliseconds - now.milliseconds
    let words = Words.age(milliseconds: abs(distance))
    let date = time.date
    element(
      "time", .class("due", distance < 0 ? "overdue" : ""), .datetime(date), .title(date),
      text: distance < 0 ? "\(words) overdue" : "in \(words)")
  }
}
