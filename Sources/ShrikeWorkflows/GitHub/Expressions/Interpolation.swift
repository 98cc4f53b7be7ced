import ShrikeText

/// One `${{ … }}` in a text.
public struct Interpolation: Sendable {
  /// From the dollar to the last brace, in bytes of the text.
  public let range: ByteRange
  /// Its expression, whose places count from the beginning of the text too; or what is wrong with it.
  public let result: Result<Expression, ExpressionError>

  public var expression: Expression? { try? result.get() }

  /// All of a text, in order. Reading goes on after a broken one where it stopped.
  static func all(in text: UnsafeBufferPointer<UInt8>) -> [Interpolation] {
    var found: [Interpolation] = []
    var at = 0
    while let start = next(in: text, from: at) {
      let (result, end) = ExpressionParser.parse(text, from: start + 3)
      found.append(Interpolation(range: ByteRange(start, end), result: result))
      at = max(end, start + 3)
    }
    return found
  }

  private static func next(in text: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    guard let base = text.baseAddress else { return nil }
    var at = from
    while at + 2 < text.count, let hit = findByte(base + at, 0x24, text.count - at - 2) {
      at += hit
      if text[at + 1] == 0x7B, text[at + 2] == 0x7B { return at }
      at += 1
    }
    return nil
  }
}
