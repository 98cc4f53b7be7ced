/// Lines of a file with some of them lit.
public struct CodeFrame: Sendable, Hashable {
  /// A part of a line that is marked, in code points from 1.
  public struct Mark: Sendable, Hashable {
    public var line: Int
    public var column: Int
    public var length: Int

    public init(line: Int, column: Int, length: Int) {
      self.line = line
      self.column = column
      self.length = length
    }
  }

  public var path: String
  /// The number of the first line.
  public var firstLine: Int
  public var lines: [String]
  public var lit: ClosedRange<Int>?
  public var mark: Mark?
  /// A few words under the lit line.
  public var note: String?

  public init(
    path: String, firstLine: Int, lines: [String], lit: ClosedRange<Int>? = nil,
    mark: Mark? = nil, note: String? = nil
  ) {
    self.path = path
    self.firstLine = firstLine
    self.lines = lines
    self.lit = lit
    self.mark = mark
    self.note = note
  }

  /// Longer lines are cut, in code points.
  static let longestLine = 400
  /// More lines are left out.
  static let mostLines = 60
}

extension HTML {
  /// `step`: the number of the step of a trace that it shows, which then is its address.
  public mutating func codeFrame(_ frame: CodeFrame, step: Int? = nil) {
    let language = Highlighter(path: frame.path)
    element("figure", .class("frame"), step.map { .id("step-", $0) } ?? .flag("", false)) { html in
      html.element("figcaption") { html in
        html.element("code", .title(frame.path)) {
          $0.text(Words.cut(path: frame.path, to: 70))
          if let lit = frame.lit {
            $0.literal("<span class=\"line\">:")
            $0.digits(lit.lowerBound)
            $0.literal("</span>")
          }
        }
      }
      html.element(
        "pre", .class("code"), .fixed("tabindex", "0"), .role("group"),
        .label("Code of \(frame.path)")
      ) { html in
        for (offset, line) in frame.lines.prefix(CodeFrame.mostLines).enumerated() {
          html.codeLine(line, frame.firstLine + offset, frame, language)
        }
      }
    }
    newline()
  }

  private mutating func codeLine(
    _ line: String, _ number: Int, _ frame: CodeFrame, _ language: Highlighter
  ) {
    let isLit = frame.lit?.contains(number) ?? false
    element("span", .class("row", isLit ? "lit" : "")) { html in
      html.literal("<span class=\"number\" aria-hidden=\"true\">")
      html.digits(number)
      html.literal("</span><code>")
      let scalars = String.UnicodeScalarView(line.unicodeScalars.prefix(CodeFrame.longestLine))
      let shown = String(scalars)
      let marked = frame.mark.flatMap { $0.line == number ? $0 : nil }
      language.write(shown, marked: marked, into: &html)
      if shown.unicodeScalars.count < line.unicodeScalars.count { html.text(" …") }
      html.literal("</code>")
    }
    if isLit, number == frame.lit?.upperBound, let note = frame.note {
      element("span", .class("row", "note")) { html in
        html.literal("<span class=\"number\"></span><span>")
        html.text(note)
        html.literal("</span>")
      }
    }
  }
}
