/// A column of a table. Where there is little room a row becomes two lines: the columns that are `main` in the
/// first, the others behind each other in the second, with their titles where `isNamed`.
public struct Column: Sendable {
  public enum Kind: Sendable {
    case main, text, number, code, action
  }

  public let title: StaticString
  public let kind: Kind
  /// For the second line: `Open 12`.
  public let isNamed: Bool

  public init(_ title: StaticString, _ kind: Kind = .text, isNamed: Bool = false) {
    self.title = title
    self.kind = kind
    self.isNamed = isNamed
  }

  var style: StaticString {
    switch kind {
    case .main: "main"
    case .text: "text"
    case .number: "num"
    case .code: "mono"
    case .action: "action"
    }
  }
}

extension HTML {
  /// A table with its name for readers. `row` writes the cells, one for each column, in order.
  public mutating func table<Row>(
    _ caption: StaticString, _ columns: [Column], _ rows: some Sequence<Row>,
    row: (inout HTML, Row) -> Void
  ) {
    element("div", .class("table-box")) { html in
      html.element("table", .class("table")) { html in
        html.element("caption", .class("sr")) { $0.literal(caption) }
        html.element("thead") { html in
          html.element("tr") { html in
            for column in columns {
              html.element("th", .fixed("scope", "col"), .class(column.style)) {
                if column.kind == .action { $0.literal("<span class=\"sr\">") }
                $0.literal(column.title)
                if column.kind == .action { $0.literal("</span>") }
              }
            }
          }
        }
        html.newline()
        html.element("tbody") { html in
          for value in rows {
            html.element("tr") { row(&$0, value) }
            html.newline()
          }
        }
      }
    }
    newline()
  }

  public mutating func cell(_ column: Column, content: (inout HTML) -> Void) {
    if column.isNamed {
      element(
        "td", .class(column.style), .fixed("data-name", column.title), content: content)
    } else {
      element("td", .class(column.style), content: content)
    }
  }

  public mutating func cell(_ column: Column, _ text: String) { cell(column) { $0.text(text) } }

  public mutating func cell(_ column: Column, _ number: Int) { cell(column) { $0.number(number) } }
}
