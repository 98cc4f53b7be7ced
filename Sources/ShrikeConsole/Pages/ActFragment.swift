public import ShrikeLedger

/// The answer to an act that our script sent: the rows as they are now, and what happened. Without script the
/// server answers with the page itself, and the toast stands in its frame.
public struct ActFragment: Sendable, Hashable {
  public var frame: Frame
  public var rows: [FindingRow]
  public var toast: Toast

  public init(frame: Frame, rows: [FindingRow], toast: Toast) {
    self.frame = frame
    self.rows = rows
    self.toast = toast
  }

  public func write(into html: inout HTML) {
    html.element("table") { html in
      html.element("tbody") { html in
        for row in rows { html.findingRow(row, frame, selects: frame.may(.triage)) }
      }
    }
    html.toast(toast, frame)
  }
}
