/// A text in JSON of which parts are not known: a mark stands for each, and the text is read with them.
struct TerraformTemplateDraft {
  private var text = ""
  private var unknown: [TerraformValue] = []
  private var isInString = false
  private var isEscaped = false

  /// Whether a text begins as JSON's objects and lists do.
  static func begins(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { $0 > 0x20 }) else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// From Unicode's private area, so that texts hardly have it; one that does has no draft.
  private static let mark: Character = "\u{F8FF}"

  mutating func add(_ part: String) {
    for byte in part.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), isInString {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      }
    }
    text += part
  }

  mutating func add(unknown value: TerraformValue) {
    let mark = "\(Self.mark)\(unknown.count)\(Self.mark)"
    text += isInString ? mark : "\"\(mark)\""
    unknown.append(value)
  }

  /// What the text says; nil where it is no JSON.
  var value: TerraformValue? {
    guard text.count(where: { $0 == Self.mark }) == 2 * unknown.count,
      let decoded = try? JSONText.decoded(text)
    else { return nil }
    return resolved(decoded)
  }

  private func resolved(_ value: TerraformValue) -> TerraformValue {
    switch value.content {
    case .string(let text):
      let parts = parts(of: text)
      if parts.isEmpty { return value }
      // Nothing beside it: the part itself, were it a document of its own.
      if parts.count == 1, text.first == Self.mark, text.last == Self.mark,
        let draft = parts[0].draft
      {
        return draft.value
      }
      return .unknown(because: parts.flatMap(\.reasons))
    case .tuple(let elements): return .tuple(elements.map { resolved($0) })
    case .object(let fields):
      let open = fields.keys.flatMap { parts(of: $0) }
      if !open.isEmpty { return .unknown(because: open.flatMap(\.reasons)) }
      return .object(fields.entries.map { ($0.key, resolved($0.value)) })
    default: return value
    }
  }

  private func parts(of text: String) -> [TerraformValue] {
    guard text.contains(Self.mark) else { return [] }
    return text.split(separator: Self.mark, omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }
      .compactMap { Int($0.element) }.filter { unknown.indices.contains($0) }.map { unknown[$0] }
  }
}
