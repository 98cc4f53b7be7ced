/// What people write in comments: paragraphs, lists, code, emphasis, links to `http`, `https` and `mailto`, and
/// mentions. Everything else is text; there is no way to write markup, images or headings.
public struct Markdown: Sendable, Hashable {
  /// Longer comments are cut here, in bytes.
  public static let longest = 65_536

  /// How far the end of a mark is searched for, in characters.
  private static let longestSpan = 2_000

  public var source: String

  public init(_ source: String) { self.source = source }

  public func write(into html: inout HTML) {
    var lines = source.prefix(Self.longest).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
    while let line = lines.first {
      if line.isBlank {
        lines = lines.dropFirst()
      } else if line.hasPrefix("```") {
        code(&lines, &html)
      } else if Self.item(line, isNumbered: false) != nil {
        list(&lines, isNumbered: false, &html)
      } else if Self.item(line, isNumbered: true) != nil {
        list(&lines, isNumbered: true, &html)
      } else {
        paragraph(&lines, &html)
      }
    }
  }

  // MARK: blocks

  private func code(_ lines: inout ArraySlice<Substring>, _ html: inout HTML) {
    lines = lines.dropFirst()
    html.element("pre", .class("code"), .fixed("tabindex", "0")) { html in
      html.element("code") { html in
        while let line = lines.first {
          lines = lines.dropFirst()
          if line.hasPrefix("```") { return }
          html.text(line)
          html.newline()
        }
      }
    }
  }

  private func list(
    _ lines: inout ArraySlice<Substring>, isNumbered: Bool, _ html: inout HTML
  ) {
    html.element(isNumbered ? "ol" : "ul") { html in
      while let line = lines.first, let item = Self.item(line, isNumbered: isNumbered) {
        lines = lines.dropFirst()
        html.element("li") { Self.inline(item, into: &$0) }
      }
    }
  }

  private func paragraph(_ lines: inout ArraySlice<Substring>, _ html: inout HTML) {
    html.element("p") { html in
      var isFirst = true
      while let line = lines.first, !line.isBlank, !line.hasPrefix("```"),
        Self.item(line, isNumbered: false) == nil
      {
        lines = lines.dropFirst()
        if !isFirst { html.void("br") }
        isFirst = false
        Self.inline(line, into: &html)
      }
    }
  }

  /// The text behind `- `, `* ` or `1. `.
  private static func item(_ line: Substring, isNumbered: Bool) -> Substring? {
    if isNumbered {
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      let rest = line.dropFirst(digits.count)
      guard (1...4).contains(digits.count), rest.hasPrefix(". ") else { return nil }
      return rest.dropFirst(2)
    }
    return line.hasPrefix("- ") || line.hasPrefix("* ") ? line.dropFirst(2) : nil
  }

  // MARK: inside a line

  /// A line, left to right: each mark is looked at once, and its end searched for only in this line.
  static func inline(_ line: Substring, into html: inout HTML) {
    var rest = line
    var plain = line[line.startIndex..<line.startIndex]
    while let first = rest.first {
      if let (taken, write) = span(first, rest, before: plain.last) {
        html.text(plain)
        write(&html)
        rest = rest.dropFirst(taken)
        plain = rest[rest.startIndex..<rest.startIndex]
      } else {
        rest = rest.dropFirst()
        plain = line[plain.startIndex..<rest.startIndex]
      }
    }
    html.text(plain)
  }

  /// What begins here, as the number of characters it takes and what it writes.
  private static func span(
    _ first: Character, _ rest: Substring, before: Character?
  ) -> (Int, (inout HTML) -> Void)? {
    switch first {
    case "`":
      guard let text = enclosed(rest, "`", "`") else { return nil }
      return (text.count + 2, { $0.element("code", text: String(text)) })
    case "*" where rest.hasPrefix("**"):
      guard let text = enclosed(rest.dropFirst(), "*", "**") else { return nil }
      return (text.count + 4, { $0.element("strong", text: String(text)) })
    case "[":
      guard let text = enclosed(rest, "[", "]"),
        let address = enclosed(rest.dropFirst(text.count + 2), "(", ")"),
        let link = Link(external: String(address))
      else { return nil }
      return (text.count + address.count + 4, { $0.external(link, String(text)) })
    case "h" where before?.isLetter != true:
      guard rest.hasPrefix("https://") || rest.hasPrefix("http://") else { return nil }
      var address = rest.prefix { !$0.isWhitespace && !"<>\"'`".contains($0) }
      while let last = address.last, ".,;:!?)".contains(last) { address = address.dropLast() }
      guard let link = Link(external: String(address)) else { return nil }
      return (address.count, { $0.external(link, String(address)) })
    case "@" where before?.isLetter != true && before?.isNumber != true:
      let name = rest.dropFirst().prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ".")
      }
      guard !name.isEmpty else { return nil }
      let login = name.hasSuffix(".") ? name.dropLast() : name
      return (
        login.count + 1,
        {
          $0.element(
            "a", .class("mention"), .href(Route.person(String(login))), text: "@\(login)")
        }
      )
    default: return nil
    }
  }

  private static func enclosed(
    _ text: Substring, _ opening: Character, _ closing: String
  ) -> Substring? {
    guard text.first == opening else { return nil }
    let inner = text.dropFirst().prefix(longestSpan)
    // The first character of the end is looked for, so that a long line is not compared at each place.
    guard let end = closing.first else { return nil }
    var at = inner.startIndex
    while let hit = inner[at...].firstIndex(of: end) {
      if inner[hit...].hasPrefix(closing) {
        return hit == inner.startIndex ? nil : inner[..<hit]
      }
      at = inner.index(after: hit)
    }
    return nil
  }
}

extension Substring {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

extension HTML {
  /// A link that leaves this program: nothing of the page is told to the other host.
  mutating func external(_ link: Link, _ text: String) {
    element("a", .href(link), .fixed("rel", "noreferrer nofollow"), text: text)
  }
}
