/// Going on after a mistake: brackets and margins tell what belongs to the broken item.
extension HCLParser {
  /// Passes over what is left of a broken item, from its first token on: to the end of the line
  /// at which its brackets are closed, or before a line that by its margin is no part of it.
  mutating func recover(from start: Int) {
    let broken = at
    let margin = column(tokens[start])
    var nesting = 0
    var index = start
    while true {
      switch tokens[index].kind {
      case .end:
        at = index
        return
      case .brokenLine:
        nesting = 0
        if index >= broken {
          at = index + 1
          return
        }
      case .newline:
        if nesting <= 0, index >= broken {
          at = index + 1
          return
        }
        // Before the place of the mistake only a line that is clearly outside counts.
        let isOutside =
          index + 1 >= broken
          ? beginsItem(index + 1, margin)
          : tokens[index + 1].kind == .identifier && beginsItem(index + 1, margin - 1)
        if isOutside {
          at = index + 1
          return
        }
      case .openBrace, .openBracket, .openParenthesis, .interpolation, .directive: nesting += 1
      case .closeBrace, .closeBracket, .closeParenthesis, .sequenceEnd:
        if nesting <= 0, index >= broken, tokens[index].kind == .closeBrace {
          at = index
          return
        }
        nesting = max(0, nesting - 1)
      default: break
      }
      index += 1
    }
  }

  /// Passes over the rest of a one-line block that turned out to be none, up to its brace or to
  /// where by the margin something else begins.
  mutating func recoverBlock(from start: Int) {
    if at > start, tokens[at - 1].kind == .newline { at -= 1 }
    let margin = column(tokens[start])
    var nesting = 0
    while true {
      switch tokens[at].kind {
      case .end: return
      case .openBrace: nesting += 1
      case .closeBrace:
        if nesting == 0 {
          at += 1
          return
        }
        nesting -= 1
      case .brokenLine:
        at += 1
        return
      case .newline:
        if tokens[at + 1].kind == .identifier, beginsItem(at + 1, margin) {
          at += 1
          return
        }
      default: break
      }
      at += 1
    }
  }

  /// Whether the line that starts at a token stands too far left to belong to an item with this
  /// margin.
  private func beginsItem(_ index: Int, _ margin: Int) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .closeBrace: return column(token) < margin
    case .identifier:
      switch tokens[index + 1].kind {
      case .equals, .openBrace, .openQuote, .identifier: return column(token) <= margin
      default: return false
      }
    default: return false
    }
  }

  func isHeaderAtMargin(_ index: Int) -> Bool {
    guard column(tokens[index]) == 0 else { return false }
    var index = index + 1
    while true {
      switch tokens[index].kind {
      case .openBrace: return true
      case .identifier, .openQuote, .quoted, .closeQuote: index += 1
      default: return false
      }
    }
  }

  /// Bytes between the line's start and the token.
  private func column(_ token: HCLToken) -> Int {
    var index = Int(token.lower)
    while index > 0, bytes[index - 1] != 0x0A { index -= 1 }
    return Int(token.lower) - index
  }
}
