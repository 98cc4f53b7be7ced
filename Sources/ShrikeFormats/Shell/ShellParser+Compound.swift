import ShrikeText

extension ShellParser {
  /// One command of a pipeline. Where none stands nothing is consumed.
  mutating func command() -> ShellCommand {
    let start = at
    guard enter() else { return broken(from: start) }
    defer { depth -= 1 }
    switch peek() {
    case UInt8(ascii: "("):
      if peek(1) == UInt8(ascii: "("), isArithmetic(at) { return arithmeticCommand() }
      return subshell()
    case UInt8(ascii: "{") where isBoundary(at + 1): return group()
    case UInt8(ascii: "[") where isWord("[["): return test()
    case UInt8(ascii: "i") where isWord("if"): return conditional()
    case UInt8(ascii: "w") where isWord("while"): return loop(5, isUntil: false)
    case UInt8(ascii: "u") where isWord("until"): return loop(5, isUntil: true)
    case UInt8(ascii: "f") where isWord("for"): return forLoop(3)
    case UInt8(ascii: "f") where isWord("function"): return function()
    case UInt8(ascii: "s") where isWord("select"): return forLoop(6)
    case UInt8(ascii: "c") where isWord("case"): return choice()
    default: return simpleCommand()
    }
  }

  func broken(from start: Int) -> ShellCommand {
    ShellCommand(kind: .broken, redirections: [], range: range(start, max(start, mark)))
  }

  /// A compound command from `start`, with the redirections that stand behind it.
  private mutating func finish(_ kind: ShellCommand.Kind, from start: Int) -> ShellCommand {
    var redirections: [ShellRedirection] = []
    while true {
      skipBlanks()
      guard let redirection = redirection() else { break }
      redirections.append(redirection)
    }
    return ShellCommand(kind: kind, redirections: redirections, range: range(start, mark))
  }

  /// The word that must stand here, or a mistake.
  private mutating func expect(_ word: StaticString, _ message: String, from start: Int) {
    skipBreaks()
    if !take(word) { report(message, start, min(start + 8, max(mark, start + 1))) }
  }

  private mutating func subshell() -> ShellCommand {
    let start = at
    at += 1
    mark = at
    let body = statements(until: .parenthesis)
    if peek() == UInt8(ascii: ")") {
      at += 1
      mark = at
    } else {
      report("the parenthesis is not closed", start, start + 1)
    }
    return finish(.subshell(body), from: start)
  }

  private mutating func group() -> ShellCommand {
    let start = at
    at += 1
    mark = at
    let body = statements(until: .brace)
    if peek() == UInt8(ascii: "}"), isBoundary(at + 1) {
      at += 1
      mark = at
    } else {
      report("the brace is not closed", start, start + 1)
    }
    return finish(.group(body), from: start)
  }

  private mutating func arithmeticCommand() -> ShellCommand {
    let start = at
    at += 2
    let parts = arithmeticParts()
    closeArithmetic(start)
    return finish(.arithmetic(parts), from: start)
  }

  private mutating func closeArithmetic(_ start: Int) {
    if peek() == UInt8(ascii: ")"), peek(1) == UInt8(ascii: ")") {
      at += 2
    } else {
      report("the arithmetic is not closed", start, start + 2)
    }
    mark = at
  }

  private mutating func conditional() -> ShellCommand {
    let start = at
    at += 2
    var branches: [ShellBranch] = []
    var otherwise: [ShellStatement] = []
    while true {
      let condition = statements(until: [.then, .elif, .else, .fi])
      expect("then", "this 'if' has no 'then'", from: start)
      let body = statements(until: [.elif, .else, .fi])
      branches.append(ShellBranch(condition: condition, body: body))
      if !take("elif") { break }
    }
    if take("else") { otherwise = statements(until: .fi) }
    expect("fi", "this 'if' has no 'fi'", from: start)
    return finish(.conditional(branches, otherwise: otherwise), from: start)
  }

  private mutating func loop(_ length: Int, isUntil: Bool) -> ShellCommand {
    let start = at
    at += length
    mark = at
    let condition = statements(until: [.do, .done])
    let body = loopBody(start)
    return finish(.loop(isUntil: isUntil, condition: condition, body: body), from: start)
  }

  /// `do … done`, or the braces that bash takes as well.
  private mutating func loopBody(_ start: Int) -> [ShellStatement] {
    skipBreaks()
    if peek() == UInt8(ascii: "{"), isBoundary(at + 1) {
      if case .group(let body) = group().kind { return body }
      return []
    }
    expect("do", "this loop has no 'do'", from: start)
    let body = statements(until: .done)
    expect("done", "this loop has no 'done'", from: start)
    return body
  }

  private mutating func forLoop(_ length: Int) -> ShellCommand {
    let start = at
    at += length
    mark = at
    skipBlanks()
    if peek() == UInt8(ascii: "("), peek(1) == UInt8(ascii: "(") {
      let clause = at
      at += 2
      let parts = arithmeticParts()
      closeArithmetic(clause)
      skipBlanks()
      if peek() == UInt8(ascii: ";") { at += 1 }
      let body = loopBody(start)
      return finish(.forArithmetic(parts, body: body), from: start)
    }
    let nameStart = at
    while at < end, !isBoundary(at) { at += 1 }
    let name = text(nameStart, at)
    if at == nameStart {
      report("the loop names no variable", start, start + length)
    }
    mark = at
    var words: [ShellWord]?
    skipBreaks()
    if take("in") {
      var list: [ShellWord] = []
      while true {
        skipBlanks()
        guard let word = word() else { break }
        list.append(word)
      }
      words = list
    }
    skipBlanks()
    if peek() == UInt8(ascii: ";"), peek(1) != UInt8(ascii: ";") { at += 1 }
    let body = loopBody(start)
    return finish(.forEach(name: name, words: words, body: body), from: start)
  }

  private mutating func choice() -> ShellCommand {
    let start = at
    at += 4
    mark = at
    skipBlanks()
    var subject = ShellWord([], range(at, at))
    if let word = word() {
      subject = word
    } else {
      report("this 'case' has no word to look at", start, start + 4)
    }
    expect("in", "this 'case' has no 'in'", from: start)
    let outer = awaited
    awaited.formUnion(.esac)
    defer { awaited = outer }
    var choices: [ShellChoice] = []
    while true {
      skipBreaks()
      guard at < end, !isWord("esac") else { break }
      let before = at
      choices.append(arm())
      if at == before {
        // What opens no arm belongs to somebody further out.
        if let (closer, _) = closer(), !outer.isDisjoint(with: closer) { break }
        at += 1
      }
    }
    expect("esac", "this 'case' has no 'esac'", from: start)
    return finish(.choice(subject, choices), from: start)
  }

  private mutating func arm() -> ShellChoice {
    let start = at
    if peek() == UInt8(ascii: "(") { at += 1 }
    var patterns: [ShellWord] = []
    while true {
      skipBlanks()
      guard let pattern = word() else { break }
      patterns.append(pattern)
      skipBlanks()
      guard peek() == UInt8(ascii: "|"), peek(1) != UInt8(ascii: "|") else { break }
      at += 1
    }
    var body: [ShellStatement] = []
    if peek() == UInt8(ascii: ")") {
      at += 1
      mark = at
      body = statements(until: [.arm, .esac])
    } else {
      report("expected ')' behind the pattern", at, at + 1)
      // The rest of the line is no list of statements: go on with the next arm.
      while at < end, base[at] != 0x0A { at += 1 }
      mark = at
    }
    if let (closer, length) = closer(), closer == .arm {
      at += length
      mark = at
    }
    return ShellChoice(patterns: patterns, body: body, range: range(start, mark))
  }

  private mutating func test() -> ShellCommand {
    let start = at
    at += 2
    mark = at
    var words: [ShellWord] = []
    var isRegex = false
    while true {
      skipBreaks()
      guard at < end else { break }
      if isWord("]]") { break }
      let before = at
      if isRegex, let pattern = word(.regex) {
        words.append(pattern)
        isRegex = false
        continue
      }
      isRegex = false
      switch base[at] {
      case UInt8(ascii: "&"), UInt8(ascii: "|"):
        at += peek(1) == base[at] ? 2 : 1
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"): at += 1
      case UInt8(ascii: ";"):
        // The test is not closed; what follows is a statement.
        report("this test has no ']]'", start, start + 2)
        return finish(.test(words), from: start)
      default:
        if let word = word() {
          isRegex = word.literal == "=~"
          words.append(word)
        } else {
          at += 1
        }
        continue
      }
      mark = at
      let sign = text(before, at)
      let place = range(before, at)
      words.append(ShellWord([ShellPart(kind: .literal(sign), range: place)], place))
    }
    if !take("]]") { report("this test has no ']]'", start, start + 2) }
    return finish(.test(words), from: start)
  }

  private mutating func function() -> ShellCommand {
    let start = at
    at += 8
    skipBlanks()
    let nameStart = at
    while at < end, !isBoundary(at) { at += 1 }
    if at == nameStart { report("the function has no name", start, start + 8) }
    mark = at
    let name = text(nameStart, at)
    skipBlanks()
    if peek() == UInt8(ascii: "(") {
      at += 1
      skipBlanks()
      if peek() == UInt8(ascii: ")") { at += 1 }
      mark = at
    }
    return functionBody(name, from: start)
  }

  /// What stands behind `name()`.
  mutating func functionBody(_ name: String, from start: Int) -> ShellCommand {
    skipBreaks()
    guard at < end, closer() == nil else {
      report("the function has no body", start, mark)
      return broken(from: start)
    }
    let body = command()
    return ShellCommand(
      kind: .function(name: name, body: body), redirections: [], range: range(start, mark))
  }
}
