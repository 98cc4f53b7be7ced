import ShrikeText

/// One word of a file.
struct HCLToken {
  enum Kind: UInt8 {
    case identifier, number
    case openQuote, closeQuote, openHeredoc, closeHeredoc
    /// A piece of a quoted text; escapes are still in it.
    case quoted
    /// A piece of a heredoc or bare template, at most a line.
    case literal
    /// `${`, `%{` and `}`, each perhaps with `~`.
    case interpolation, directive, sequenceEnd
    case openBrace, closeBrace, openBracket, closeBracket, openParenthesis, closeParenthesis
    case equals, equal, notEqual, less, lessEqual, greater, greaterEqual, and, or, not
    case plus, minus, star, slash, percent
    case dot, comma, ellipsis, arrow, question, colon, doubleColon
    case newline
    /// The line break in a quoted text that has no end; whatever was open there is closed.
    case brokenLine
    case openComment
    case invalid
    case end
  }

  var kind: Kind
  var lower: Int32
  var upper: Int32

  var range: ByteRange { ByteRange(Int(lower), Int(upper)) }
  var count: Int { Int(upper - lower) }
}
