/// What an expression works with. Text is bytes: a secret need not be UTF-8.
enum ExpressionValue: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text([UInt8])
  case list([ExpressionValue])
  case map([String: ExpressionValue])

  var truth: Bool { self == .bool(true) }

  var bytes: [UInt8]? {
    if case .text(let bytes) = self { return bytes }
    return nil
  }

  var double: Double? {
    if case .number(let value) = self { return value }
    return nil
  }
}

/// What a filter may ask about a match.
struct ExpressionSubject {
  var secret: [UInt8]
  var match: [UInt8]
  var line: [UInt8]
  var ruleID: String
  var path: String
  var commit: String
  /// The text the match stands in, decoded where the match was; only its slices are ever copied.
  var text: UnsafeBufferPointer<UInt8>
  var start: Int
  var end: Int
  var entropy: Double

  /// Start of the line that `start` stands in: after the last CR or LF.
  var lineStart: Int {
    var at = start
    while at > 0, text[at - 1] != 0x0A, text[at - 1] != 0x0D { at -= 1 }
    return at
  }

  var lineEnd: Int {
    var at = end
    while at < text.count, text[at] != 0x0A, text[at] != 0x0D { at += 1 }
    return at
  }
}
