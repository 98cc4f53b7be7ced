/// A change as a patch shows it.
public struct Diff: Sendable, Hashable {
  public enum Line: Sendable, Hashable {
    case kept(String)
    case removed(String)
    case added(String)
    /// `@@ -12,4 +12,4 @@`
    case hunk(String)
  }

  /// What it does, `set persist-credentials: false`.
  public var title: String
  public var path: String
  public var lines: [Line]

  public init(title: String, path: String, lines: [Line]) {
    self.title = title
    self.path = path
    self.lines = lines
  }

  /// Reads the unified form; lines of its head are left out.
  public init(title: String, path: String, unified: String) {
    self.init(title: title, path: path, lines: [])
    for line in unified.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
      unified.hasSuffix("\n") ? 1 : 0)
    {
      if line.hasPrefix("---") || line.hasPrefix("+++") { continue }
      let rest = String(line.dropFirst())
      switch line.first {
      case "@": lines.append(.hunk(String(line)))
      case "-": lines.append(.removed(rest))
      case "+": lines.append(.added(rest))
      default: lines.append(.kept(rest))
      }
    }
  }

  /// More lines are left out.
  static let mostLines = 200
}

extension HTML {
  public mutating func diff(_ diff: Diff) {
    element("figure", .class("frame diff")) { html in
      html.element("figcaption") { html in
        html.text(diff.title.capitalizedFirst)
        html.literal(" <code>")
        html.text(Words.cut(path: diff.path, to: 60))
        html.literal("</code>")
      }
      html.element(
        "pre", .class("code"), .fixed("tabindex", "0"), .role("group"),
        .label("Change of \(diff.path)")
      ) { html in
        for line in diff.lines.prefix(Diff.mostLines) {
          html.diffLine(line)
        }
        if diff.lines.count > Diff.mostLines {
          html.text("and \(Words.count(diff.lines.count - Diff.mostLines, "more line"))")
        }
      }
    }
    newline()
  }

  private mutating func diffLine(_ line: Diff.Line) {
    switch line {
    case .kept(let text): diffRow("kept", " ", "", text)
    case .removed(let text): diffRow("removed", "−", "removed: ", text)
    case .added(let text): diffRow("added", "+", "added: ", text)
    case .hunk(let text): element("span", .class("row hunk"), text: text)
    }
  }

  private mutating func diffRow(
    _ style: StaticString, _ sign: StaticString, _ words: StaticString, _ text: String
  ) {
    element("span", .class("row", style)) { html in
      html.literal("<span class=\"number\" aria-hidden=\"true\">")
      html.literal(sign)
      html.literal("</span><code>")
      if words.utf8CodeUnitCount > 0 {
        html.literal("<span class=\"sr\">")
        html.literal(words)
        html.literal("</span>")
      }
      html.text(text)
      html.literal("</code>")
    }
  }
}
