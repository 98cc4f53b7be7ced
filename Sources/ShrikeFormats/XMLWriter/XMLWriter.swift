/// Writes XML 1.0 straight into bytes: what JUnit and its kin need, always well-formed.
public struct XMLWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var open: [String] = []
  /// The start tag of the innermost element still lacks its `>`.
  private var isTagOpen = false
  /// Whether the innermost element holds text, which indentation would change.
  private var holdsText = false

  public init() { raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") }

  public consuming func finish() -> [UInt8] {
    while !open.isEmpty { end() }
    raw("\n")
    return bytes
  }

  /// Names are the writer's own words and not checked.
  public mutating func begin(_ name: String, _ attributes: [(String, String)] = []) {
    closeTag()
    indent()
    raw("<\(name)")
    for (key, value) in attributes {
      raw(" \(key)=\"")
      escape(value, inAttribute: true)
      raw("\"")
    }
    open.append(name)
    isTagOpen = true
    holdsText = false
  }

  public mutating func end() {
    guard let name = open.popLast() else { return }
    if isTagOpen {
      raw("/>")
    } else {
      if !holdsText { indent() }
      raw("</\(name)>")
    }
    isTagOpen = false
    holdsText = false
  }

  public mutating func text(_ value: String) {
    closeTag()
    holdsText = true
    escape(value, inAttribute: false)
  }

  public mutating func element(
    _ name: String, _ attributes: [(String, String)] = [], text value: String? = nil
  ) {
    begin(name, attributes)
    if let value { text(value) }
    end()
  }

  private mutating func closeTag() {
    if isTagOpen { raw(">") }
    isTagOpen = false
  }

  private mutating func indent() {
    raw("\n")
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * open.count))
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func escape(_ value: String, inAttribute: Bool) {
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x26: raw("&amp;")
      case 0x3C: raw("&lt;")
      // `]]>` may not stand in text.
      case 0x3E: raw("&gt;")
      case 0x22 where inAttribute: raw("&quot;")
      // Written out, an attribute's would become spaces and a text's `\r` a `\n`.
      case 0x09 where inAttribute, 0x0A where inAttribute, 0x0D: raw("&#\(scalar.value);")
      // https://www.w3.org/TR/xml/#charsets
      case 0x09, 0x0A, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...: raw(String(scalar))
      default: break
      }
    }
  }
}
