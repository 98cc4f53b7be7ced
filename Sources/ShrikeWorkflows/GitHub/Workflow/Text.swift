import ShrikeFormats
import ShrikeText

/// A scalar of a pipeline file as the string GitHub takes it for, with the expressions in it.
public struct Text: Sendable {
  public let node: Node
  public let value: String
  public let interpolations: [Interpolation]

  init(_ node: Node) {
    self.node = node
    var value = node.text ?? ""
    interpolations = value.withUTF8 { Interpolation.all(in: $0) }
    self.value = value
  }

  /// What stands for a value that is missing.
  init(missing node: Node) {
    self.node = node
    value = ""
    interpolations = []
  }

  public var isEmpty: Bool { value.isEmpty }
  /// In single or double quotes.
  public var isQuoted: Bool { node.isQuoted && !node.isBlock }
  /// Holds `${{`, and the first `}}` stands after it.
  public var hasExpression: Bool {
    guard let first = interpolations.first else { return false }
    var previous: UInt8 = 0
    for (index, byte) in value.utf8.enumerated() {
      if byte == 0x7D, previous == 0x7D { return index > first.range.lower }
      previous = byte
    }
    return false
  }
  /// Is nothing but one `${{ … }}`.
  public var isExpression: Bool {
    guard !interpolations.isEmpty else { return false }
    let trimmed = value.trimmed
    return trimmed.hasPrefix("${{") && trimmed.hasSuffix("}}") && value.count(of: "${{") == 1
  }
  public var lowercased: String { value.lowercased() }

  /// Where a part of it stands in the file.
  public func place(_ part: ByteRange) -> ByteRange {
    node.place(ofText: part.lower..<part.upper)
  }
}

/// A flag or a number, or an expression that will be one.
public struct Setting<Value: Sendable>: Sendable {
  public let node: Node
  public let value: Value?
  public let expression: Text?
}

extension String {
  func count(of part: String) -> Int { ranges(of: part).count }

  /// Whether it is equal but for the case of ASCII letters.
  func isSame(as other: String) -> Bool {
    utf8.count == other.utf8.count
      && zip(utf8, other.utf8).allSatisfy { asciiLower($0) == asciiLower($1) }
  }

  /// Whether a text of ASCII letters stands in it, in any case.
  func contains(caseless part: String) -> Bool {
    var text = self
    let needle = Array(part.lowercased().utf8)
    return text.withUTF8 { findCaseless(needle, in: $0) } != nil
  }
}
