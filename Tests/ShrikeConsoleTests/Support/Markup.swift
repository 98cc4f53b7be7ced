/// Reads a page as a strict reader would, and tells what is wrong with it: tags that do not match, ids that stand
/// twice, fields without labels, buttons and links without names, headings out of order, and anything that the
/// content security policy would refuse.
struct Markup {
  struct Element {
    var tag: String
    var attributes: [String: String]
    /// What a reader would say of its content.
    var words = ""
    var hasFieldInside = false
  }

  private(set) var problems: [String] = []
  private(set) var elements: [Element] = []
  /// All text between tags, entities as they are.
  private(set) var text = ""

  private static let empty: Set = [
    "br", "hr", "img", "input", "link", "meta", "source", "wbr", "!doctype",
  ]

  init(_ page: String) {
    var stack: [Element] = []
    var rest = page[...]
    while let start = rest.firstIndex(of: "<") {
      add(rest[..<start], &stack)
      guard let end = Self.end(of: rest[start...]) else {
        problems.append("a tag does not end: \(rest[start...].prefix(40))")
        return
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!") { continue }
      if tag.hasPrefix("/") {
        close(String(tag.dropFirst()), &stack)
      } else {
        open(tag, &stack)
      }
    }
    add(rest, &stack)
    for element in stack { problems.append("<\(element.tag)> is not closed") }
    check()
  }

  /// The `>` outside of quotes.
  private static func end(of text: Substring) -> String.Index? {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      if text[index] == ">", !isQuoted { return index }
      if text[index] == "<", index != text.startIndex, !isQuoted { return nil }
    }
    return nil
  }

  private mutating func add(_ words: Substring, _ stack: inout [Element]) {
    text += words
    for index in stack.indices { stack[index].words += words }
    if words.contains("\"\"") || words.contains("'") {
      problems.append("unescaped quote: \(words)")
    }
  }

  private mutating func open(_ tag: Substring, _ stack: inout [Element]) {
    let isSelfClosed = tag.hasSuffix("/")
    let body = isSelfClosed ? tag.dropLast() : tag
    let name = String(body.prefix { !$0.isWhitespace })
    let element = Element(tag: name, attributes: attributes(body.dropFirst(name.count)))
    if let label = element.attributes["aria-label"] {
      for index in stack.indices { stack[index].words += label }
    }
    if Self.empty.contains(name) || isSelfClosed {
      for index in stack.indices where name == "input" { stack[index].hasFieldInside = true }
      elements.append(element)
    } else {
      stack.append(element)
    }
  }

  private mutating func close(_ name: String, _ stack: inout [Element]) {
    guard let last = stack.last, last.tag == name else {
      problems.append("</\(name)> closes <\(stack.last?.tag ?? "nothing")>")
      return
    }
    elements.append(stack.removeLast())
  }

  private mutating func attributes(_ text: Substring) -> [String: String] {
    var out: [String: String] = [:]
    var rest = text.drop { $0.isWhitespace }
    while !rest.isEmpty {
      let name = rest.prefix { $0 != "=" && !$0.isWhitespace }
      rest = rest.dropFirst(name.count)
      var value = ""
      if rest.first == "=" {
        rest = rest.dropFirst()
        guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
          problems.append("value of \(name) is not quoted")
          return out
        }
        value = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
        if value.contains("<") || value.contains(">") { problems.append("markup in \(name)") }
      }
      if out.updateValue(value, forKey: String(name)) != nil {
        problems.append("\(name) stands twice")
      }
      rest = rest.drop { $0.isWhitespace }
    }
    return out
  }

  // MARK: rules

  private mutating func check() {
    var ids: Set<String> = []
    for element in elements {
      if let id = element.attributes["id"], !ids.insert(id).inserted {
        problems.append("id \(id) stands twice")
      }
      for (name, value) in element.attributes {
        if name.hasPrefix("on") || name == "style" { problems.append("<\(element.tag) \(name)>") }
        if ["href", "src", "action", "formaction"].contains(name) { checkAddress(value, element) }
      }
    }
    let labelled = Set(elements.filter { $0.tag == "label" }.compactMap { $0.attributes["for"] })
    for element in elements { checkName(element, labelled, ids) }
    checkHeadings()
  }

  private mutating func checkAddress(_ value: String, _ element: Element) {
    let isFine =
      value.hasPrefix("/") && !value.hasPrefix("//") || value.hasPrefix("#")
      || ["http://", "https://", "mailto:"].contains { value.hasPrefix($0) }
    if !isFine { problems.append("<\(element.tag)> leads to '\(value)'") }
  }

  private mutating func checkName(
    _ element: Element, _ labelled: Set<String>, _ ids: Set<String>
  ) {
    let attributes = element.attributes
    let isNamed = attributes["aria-label"].map { !$0.isEmpty } ?? false
    switch element.tag {
    case "input", "select", "textarea":
      if attributes["type"] == "hidden" || isNamed { return }
      guard let id = attributes["id"], labelled.contains(id) else {
        problems.append("<\(element.tag) name=\(attributes["name"] ?? "")> has no label")
        return
      }
    case "a", "button", "summary", "th", "label", "legend", "option":
      if !isNamed, element.words.allSatisfy(\.isWhitespace) {
        problems.append("<\(element.tag) \(attributes)> has no name")
      }
    case "svg":
      if attributes["aria-hidden"] != "true", !isNamed { problems.append("<svg> has no name") }
    case "section", "nav", "aside":
      if let label = attributes["aria-labelledby"], !ids.contains(label) {
        problems.append("no element \(label)")
      }
    case "script" where attributes["src"] == nil: problems.append("a script inside the page")
    case "form" where attributes["method"] == "post":
      if !element.hasFieldInside { problems.append("a form without token") }
    default: break
    }
    if let target = attributes["href"], target.hasPrefix("#"),
      !ids.contains(String(target.dropFirst()))
    {
      problems.append("no place \(target)")
    }
  }

  private mutating func checkHeadings() {
    // Elements are listed where they end, which for headings is the order of reading.
    var last = 0
    for element in elements {
      guard element.tag.count == 2, element.tag.hasPrefix("h"),
        let level = Int(element.tag.dropFirst())
      else { continue }
      if last == 0, level != 1 { problems.append("the first heading is <h\(level)>") }
      if level > last + 1, last > 0 { problems.append("<h\(level)> follows <h\(last)>") }
      if level == 1, last > 0 { problems.append("a second <h1>") }
      last = level
    }
  }
}
