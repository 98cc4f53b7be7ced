import ShrikeText

/// Attributes and blocks.
extension HCLParser {
  /// Items up to the closing brace, which is read too, or to the end of the file.
  mutating func readItems(openedBy open: HCLToken?) -> HCLBody {
    var attributes: [HCLAttribute] = []
    var blocks: [HCLBlock] = []
    var names: Set<String> = []
    while true {
      let token = tokens[at]
      switch token.kind {
      case .newline: at += 1
      case .brokenLine: at += 1
      case .end:
        if let open { noteUnclosed(open) }
        return HCLBody(
          attributes: attributes, blocks: blocks,
          range: ByteRange(Int(open?.lower ?? 0), Int(token.upper)))
      case .closeBrace where open != nil:
        at += 1
        return HCLBody(
          attributes: attributes, blocks: blocks,
          range: ByteRange(Int(open?.lower ?? 0), Int(token.upper)))
      case .identifier:
        if marginCloses, let open, isHeaderAtMargin(at) {
          noteUnclosed(open)
          return HCLBody(
            attributes: attributes, blocks: blocks, range: ByteRange(Int(open.lower), lastUpper))
        }
        let start = at
        at += 1
        let next = tokens[at]
        switch next.kind {
        case .equals:
          let attribute = readAttribute(start, endsLine: true)
          if names.insert(attribute.name).inserted {
            attributes.append(attribute)
          } else {
            note("the argument is set a second time", attribute.nameRange)
          }
        case .openQuote, .openBrace, .identifier:
          if let block = readBlock(start) { blocks.append(block) }
        default:
          note(
            "expected an argument or a block", token.range,
            help: "An argument's value follows an equals sign.")
          recover(from: start)
        }
      default:
        let start = at
        at += 1
        if token.kind == .openQuote {
          note("the name of an argument stands without quotes", token.range)
        } else {
          _ = fail("expected an argument or a block", token)
        }
        recover(from: token.kind == .closeBrace ? at : start)
      }
    }
  }

  /// The name stands at `start`, the equals sign is next.
  private mutating func readAttribute(_ start: Int, endsLine: Bool) -> HCLAttribute {
    let name = tokens[start]
    at += 1
    var value: HCLExpression
    do throws(Broken) {
      value = try readExpression()
      if endsLine {
        let next = tokens[at]
        if next.kind == .newline {
          at += 1
        } else if next.kind != .end {
          let last = lastUpper
          _ =
            next.kind == .comma
            ? fail("a line break ends an argument, not a comma", next)
            : fail("expected a line break after the argument", next)
          recover(from: start)
          if value.range.upper > lastUpper { value = invalidValue(start, upTo: last) }
          return HCLAttribute(
            name: text(name), nameRange: name.range, value: value,
            range: ByteRange(Int(name.lower), min(last, lastUpper)))
        }
      }
    } catch {
      let last = lastUpper
      seesNewlines = true
      recover(from: start)
      value = invalidValue(start, upTo: last)
    }
    return HCLAttribute(
      name: text(name), nameRange: name.range, value: value,
      range: ByteRange(Int(name.lower), max(value.range.upper, Int(tokens[start + 1].upper))))
  }

  /// What stands for a broken value, after recovery: no further than what was read of it, nor into
  /// what recovery leaves to others.
  private func invalidValue(_ start: Int, upTo last: Int) -> HCLExpression {
    let lower = Int(tokens[start + 1].upper)
    return HCLExpression(.invalid, ByteRange(lower, max(lower, min(last, lastUpper))))
  }

  /// The type stands at `start`; nil where there is no body.
  private mutating func readBlock(_ start: Int) -> HCLBlock? {
    let type = tokens[start]
    var labels: [HCLLabel] = []
    while tokens[at].kind != .openBrace {
      let token = tokens[at]
      switch token.kind {
      case .identifier:
        at += 1
        labels.append(HCLLabel(text: text(token), range: token.range))
      case .openQuote:
        guard let label = try? readLabel() else {
          recover(from: start)
          return nil
        }
        labels.append(label)
      case .equals:
        note("an equals sign follows the name of an argument, not of a block", token.range)
        recover(from: start)
        return nil
      case .newline:
        note("the block's opening brace stands on the line of its name", token.range)
        recover(from: start)
        return nil
      default:
        _ = fail("expected a label in quotes or an opening brace", token)
        recover(from: start)
        return nil
      }
    }
    let open = tokens[at]
    let head = ByteRange(Int(type.lower), lastUpper)
    guard depth < HCLReader.depthLimit else {
      note("nested more than \(HCLReader.depthLimit) levels deep", open.range)
      recover(from: start)
      return nil
    }
    at += 1
    depth += 1
    defer { depth -= 1 }
    let body: HCLBody
    switch tokens[at].kind {
    case .newline, .end, .closeBrace: body = readItems(openedBy: open)
    default: body = readSingleLine(open, start)
    }
    let block = HCLBlock(
      type: text(type), typeRange: type.range, labels: labels, body: body, headRange: head,
      range: ByteRange(Int(type.lower), body.range.upper))
    let next = tokens[at]
    if next.kind == .newline {
      at += 1
    } else if next.kind != .end, tokens[at - 1].kind == .closeBrace {
      _ = fail("expected a line break after the block", next)
      recover(from: at)
    }
    return block
  }

  private mutating func readLabel() throws(Broken) -> HCLLabel {
    let open = read()
    var label = ""
    while true {
      let token = tokens[at]
      switch token.kind {
      case .closeQuote:
        at += 1
        return HCLLabel(text: label, range: ByteRange(Int(open.lower), Int(token.upper)))
      case .quoted:
        at += 1
        label += unescaped(token)
      case .end: throw fail("the text in quotes has no end", open)
      default: throw fail("a label holds plain text only", token)
      }
    }
  }

  /// `{ name = value }`, the brace is read.
  private mutating func readSingleLine(_ open: HCLToken, _ start: Int) -> HCLBody {
    var body = HCLBody(range: open.range)
    readOnlyArgument(into: &body)
    if tokens[at].kind == .closeBrace { at += 1 } else { recoverBlock(from: start) }
    body.range = ByteRange(Int(open.lower), lastUpper)
    return body
  }

  /// Up to the closing brace, or to after a mistake.
  private mutating func readOnlyArgument(into body: inout HCLBody) {
    let first = at
    let name = tokens[at]
    guard name.kind == .identifier else {
      _ = fail("expected an argument or a block", name)
      return
    }
    at += 1
    let next = tokens[at]
    switch next.kind {
    case .equals: break
    case .openQuote, .openBrace, .identifier:
      note(
        "a block on one line holds one argument and no block",
        ByteRange(Int(name.lower), Int(next.upper)),
        help: "Put the inner block on lines of its own.")
      return
    default:
      note("expected an argument or a block", name.range)
      return
    }
    let count = mistakes.count
    body.attributes.append(readAttribute(first, endsLine: false))
    guard mistakes.count == count else { return }
    switch tokens[at].kind {
    case .closeBrace: break
    case .comma:
      note(
        "a block on one line holds one argument", tokens[at].range,
        help: "Put each argument on a line of its own.")
    case .newline:
      note("the block's brace closes on the line of its one argument", tokens[at].range)
    default: _ = fail("expected the closing brace after the one argument", tokens[at])
    }
  }
}
