import ShrikeLedger
import ShrikeModel

extension HTML {
  /// The days within which findings are to be settled, as a form.
  mutating func deadlines(_ deadlines: Deadlines, _ frame: Frame) {
    literal("<section><h2>Deadlines</h2>")
    element(
      "p",
      text:
        "Days from when a finding came. An asset's own criticality goes before the usual days; where a weakness is known to be exploited, the fewer days hold. Empty: no deadline, or the usual one."
    )
    form(frame, Route.deadlines) { html in
      let columns = [
        Column("For", .main), Column("Critical", .number, isNamed: true),
        Column("High", .number, isNamed: true), Column("Medium", .number, isNamed: true),
        Column("Low", .number, isNamed: true), Column("Info", .number, isNamed: true),
      ]
      html.table("Deadlines", columns, Deadlines.Group.allCases) { html, group in
        html.cell(columns[0], group.words)
        for (index, severity) in Severity.allCases.reversed().enumerated() {
          html.cell(columns[index + 1]) { html in
            let days = deadlines[group][severity]
            html.void(
              "input", .type("number"), .value(days.map { String($0) } ?? ""),
              .label("Days, \(group.words.lowercased()), \(severity.rawValue)"),
              .name(word: Self.name(group, severity)))
          }
        }
      }
      html.submit("Set the deadlines", isPrimary: true)
    }
    literal("</section>")
  }

  private static func name(_ group: Deadlines.Group, _ severity: Severity) -> String {
    group.rawValue + severity.rawValue.capitalizedFirst
  }
}

extension Deadlines.Group {
  fileprivate var words: String {
    switch self {
    case .usual: "Usual"
    case .critical: "Critical assets"
    case .high: "Assets of high criticality"
    case .low: "Assets of low criticality"
    case .exploited: "Known to be exploited"
    }
  }
}
