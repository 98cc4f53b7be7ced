import ShrikeText

/// Cuts a PowerShell script into commands.
///
/// It knows words, quotes, separators, braces and subexpressions, which is what finding commands takes.
struct PowerShellLexer {
  /// Substitutions within substitutions.
  static let depthLimit = 30

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var depth = 0
  /// What ends the innermost substitution.
  private var close: UInt8?
  private(set) var commands: [ScriptCommand] = []

  private struct Open {
    var words: [ScriptCommand.Word] = []
    var assignments = 0
    var start: Int?
    var targets: [ScriptCommand.Word] = []
    var isPiped = false
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func run() { while at < bytes.count { parse() } }

  private func peek(_ offset: Int = 0) -> UInt8 {
    at + offset < bytes.count ? bytes[at + offset] : 0
  }

  /// Reads commands up to a closing bracket, which it takes.
  private mutating func parse() {
    var open = Open()
    while at < bytes.count {
      let byte = bytes[at]
      if byte == close {
        at += 1
        finish(&open)
        return
      }
      switch byte {
      case 0x20, 0x09, 0x0D: at += 1
      case 0x0A:
        at += 1
        finish(&open)
      case UInt8(ascii: "`") where peek(1) == 0x0A:
        at += 2
      case UInt8(ascii: "#"):
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      case UInt8(ascii: ";"), UInt8(ascii: ")"):
        at += 1
        finish(&open)
      case UInt8(ascii: "("):
        at += 1
        finish(&open)
        substitution(UInt8(ascii: ")"))
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        at += 1
        finish(&open)
      case UInt8(ascii: "&"):
        if peek(1) == UInt8(ascii: ">") {
          redirect(&open)
        } else {
          // The call operator begins a command.
          let start = at
          at += 1
          finish(&open)
          open.start = start
        }
      case UInt8(ascii: "|"):
        let isPipe = peek(1) != UInt8(ascii: "|")
        at += isPipe ? 1 : 2
        if isPipe { open.isPiped = true }
        finish(&open)
        open.isPiped = isPipe
      case UInt8(ascii: ">"), UInt8(ascii: "<"): redirect(&open)
      default: word(&open)
      }
    }
    finish(&open)
  }

  private mutating func redirect(_ open: inout Open) {
    // A number right before is a file descriptor, no argument.
    if let last = open.words.last, last.range.upper == at, open.words.count > 1,
      last.text.utf8.allSatisfy(isDigit)
    {
      open.words.removeLast()
    }
    var isOutput = false
    if peek() == UInt8(ascii: "&") { at += 1 }
    if peek() == UInt8(ascii: "<") {
      at += 1
    } else {
      isOutput = true
      at += 1
      if peek() == UInt8(ascii: ">") { at += 1 }
      if peek() == UInt8(ascii: "&") { at += 1 }
    }
    skipBlanks()
    guard let word = readWord() else { return }
    if isOutput { open.targets.append(word) }
  }

  private mutating func skipBlanks() { while peek() == 0x20 || peek() == 0x09 { at += 1 } }

  private mutating func word(_ open: inout Open) {
    let start = at
    guard let word = readWord() else {
      at = max(at, start + 1)
      return
    }
    if open.words.isEmpty {
      // What an expression becomes here cannot be told; a command follows.
      if Self.keywords.contains(word.text) || word.text.hasPrefix("${{") { return }
      if word.text == "=" || word.text == "." { return }
    } else if word.text == "=" || word.text == "+=" {
      // What is assigned is a command of its own.
      open.words = []
      open.start = nil
      return
    }
    if open.start == nil { open.start = start }
    open.words.append(word)
  }

  private static let keywords: Set<String> = [
    "if", "else", "elseif", "do", "while", "until", "in", "function", "try", "catch", "finally",
    "foreach",
  ]

  private mutating func finish(_ open: inout Open) {
    if let name = open.words.first, let last = open.words.last {
      commands.append(
        ScriptCommand(
          name: name.text, arguments: Array(open.words.dropFirst()), targets: open.targets,
          isPiped: open.isPiped, range: ByteRange(open.start ?? name.range.lower, last.range.upper))
      )
    }
    open = Open()
  }

  // MARK: words

  private mutating func readWord() -> ScriptCommand.Word? {
    let start = at
    var kind: ScriptCommand.Word.Kind?
    func joined(_ next: ScriptCommand.Word.Kind) -> ScriptCommand.Word.Kind {
      kind == nil ? next : kind == .plain && next == .plain ? .plain : .computed
    }
    scan: while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case 0...0x20, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: ")"):
        break scan
      case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "}"): break scan
      case UInt8(ascii: "'"):
        kind = joined(.raw)
        at += 1
        while at < bytes.count, bytes[at] != byte { at += 1 }
        at += 1
      case UInt8(ascii: "\""): kind = joined(doubleQuoted())
      case UInt8(ascii: "$"):
        kind = .computed
        dollar()
      case UInt8(ascii: "`"):
        if peek(1) == 0x0A { break scan }
        kind = joined(.plain)
        at += 2
      default:
        kind = joined(.plain)
        at += 1
      }
    }
    at = min(at, bytes.count)
    guard at > start else { return nil }
    return ScriptCommand.Word(
      text: String(bytes: UnsafeBufferPointer(rebasing: bytes[start..<at])),
      range: ByteRange(start, at), kind: kind ?? .plain)
  }

  private mutating func doubleQuoted() -> ScriptCommand.Word.Kind {
    let first = at + 1
    var kind = ScriptCommand.Word.Kind.string
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      switch bytes[at] {
      case UInt8(ascii: "`"): at += 2
      case UInt8(ascii: "$"):
        let before = at
        dollar()
        if at > before + 1 { kind = .computed }
      default: at += 1
      }
    }
    if at == first { kind = .computed }
    at += 1
    return kind
  }

  /// A variable or a substitution.
  private mutating func dollar() {
    at += 1
    switch peek() {
    case UInt8(ascii: "("):
      at += 1
      substitution(UInt8(ascii: ")"))
    case UInt8(ascii: "{"):
      // `${{ … }}` of the pipeline's own language, or a parameter.
      let isTemplate = peek(1) == UInt8(ascii: "{")
      while at < bytes.count {
        if bytes[at] == UInt8(ascii: "}"), !isTemplate || peek(1) == UInt8(ascii: "}") { break }
        if !isTemplate, bytes[at] == UInt8(ascii: "$"), peek(1) == UInt8(ascii: "(") {
          dollar()
        } else {
          at += 1
        }
      }
      at += isTemplate ? 2 : 1
    default:
      while at < bytes.count,
        isWordPart(bytes[at]) && bytes[at] != 0x2D || bytes[at] == UInt8(ascii: ":")
      {
        at += 1
      }
    }
  }

  private mutating func substitution(_ close: UInt8) {
    guard depth < Self.depthLimit else {
      at = bytes.count
      return
    }
    depth += 1
    let outer = self.close
    self.close = close
    parse()
    self.close = outer
    depth -= 1
  }
}
