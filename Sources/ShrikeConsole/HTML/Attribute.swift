/// An attribute of an element. There is none for styles and none for event handlers: the content security
/// policy would refuse them. Addresses are `Link`s.
public struct Attribute: Sendable {
  private enum Value: Sendable {
    case none
    case fixed(StaticString)
    case pair(StaticString, StaticString)
    case text(String)
    /// What people read: marks that hide something become visible.
    case shown(String)
    case number(Int)
    case decimal(Double)
    case numbered(StaticString, Int)
  }

  private let name: StaticString
  private let value: Value

  private init(_ name: StaticString, _ value: Value) {
    self.name = name
    self.value = value
  }

  func write(into html: inout HTML) {
    if name.utf8CodeUnitCount == 0 { return }
    html.literal(" ")
    html.literal(name)
    if case .none = value { return }
    html.literal("=\"")
    switch value {
    case .none: break
    case .fixed(let text): html.literal(text)
    case .pair(let first, let second):
      html.literal(first)
      if second.utf8CodeUnitCount > 0 {
        html.literal(" ")
        html.literal(second)
      }
    case .text(let text): html.quoted(text)
    case .shown(let text): html.text(text)
    case .number(let number): html.digits(number)
    case .decimal(let number): html.quoted(Words.decimal(number, 1))
    case .numbered(let text, let number):
      html.literal(text)
      html.digits(number)
    }
    html.literal("\"")
  }

  // MARK: any element

  /// What only this program says.
  public static func fixed(_ name: StaticString, _ value: StaticString) -> Attribute {
    Attribute(name, .fixed(value))
  }
  /// An attribute that is there or not.
  public static func flag(_ name: StaticString, _ isThere: Bool = true) -> Attribute {
    isThere ? Attribute(name, .none) : Attribute("", .none)
  }
  public static func `class`(_ names: StaticString, _ more: StaticString = "") -> Attribute {
    Attribute("class", .pair(names, more))
  }
  public static func id(_ id: StaticString) -> Attribute { Attribute("id", .fixed(id)) }
  /// `finding-42`.
  public static func id(_ prefix: StaticString, _ number: Int) -> Attribute {
    Attribute("id", .numbered(prefix, number))
  }
  public static func title(_ text: String) -> Attribute { Attribute("title", .shown(text)) }
  public static func label(_ text: String) -> Attribute { Attribute("aria-label", .shown(text)) }
  public static func labelled(by id: StaticString) -> Attribute {
    Attribute("aria-labelledby", .fixed(id))
  }
  public static func labelled(by prefix: StaticString, _ number: Int) -> Attribute {
    Attribute("aria-labelledby", .numbered(prefix, number))
  }
  public static var hiddenFromReaders: Attribute { fixed("aria-hidden", "true") }
  public static func role(_ role: StaticString) -> Attribute { Attribute("role", .fixed(role)) }
  public static func datetime(_ text: String) -> Attribute { Attribute("datetime", .text(text)) }
  public static func lang(_ text: StaticString) -> Attribute { Attribute("lang", .fixed(text)) }

  // MARK: links and forms

  public static func href(_ link: Link) -> Attribute { Attribute("href", .text(link.text)) }
  public static func source(_ link: Link) -> Attribute { Attribute("src", .text(link.text)) }
  public static func action(_ link: Link) -> Attribute { Attribute("action", .text(link.text)) }
  public static func formAction(_ link: Link) -> Attribute {
    Attribute("formaction", .text(link.text))
  }
  public static func type(_ type: StaticString) -> Attribute { Attribute("type", .fixed(type)) }
  public static func name(_ name: StaticString) -> Attribute { Attribute("name", .fixed(name)) }
  /// A name that is made of words of ours.
  static func name(word: String) -> Attribute { Attribute("name", .text(word)) }
  public static func value(_ text: String) -> Attribute { Attribute("value", .text(text)) }
  public static func value(_ number: Int) -> Attribute { Attribute("value", .number(number)) }
  public static func placeholder(_ text: String) -> Attribute {
    Attribute("placeholder", .shown(text))
  }
  public static func `for`(_ id: StaticString) -> Attribute { Attribute("for", .fixed(id)) }
  public static func form(_ id: StaticString) -> Attribute { Attribute("form", .fixed(id)) }

  // MARK: data for our script, and drawing

  /// The attribute's name is written whole, `data-at`.
  public static func data(_ name: StaticString, _ text: String) -> Attribute {
    Attribute(name, .text(text))
  }
  public static func data(_ name: StaticString, _ number: Int) -> Attribute {
    Attribute(name, .number(number))
  }
  /// Where a part of this page is fetched from.
  public static func data(_ name: StaticString, _ link: Link) -> Attribute {
    Attribute(name, .text(link.text))
  }
  /// A length of a drawing, to a tenth.
  public static func length(_ name: StaticString, _ number: Double) -> Attribute {
    Attribute(name, .decimal(number))
  }
  /// A path of a drawing.
  static func drawing(_ text: String) -> Attribute { Attribute("d", .text(text)) }
}
