import ShrikeText

/// A simple command of a script.
///
/// This is no shell: it knows words, quotes, separators, substitutions and here-documents, which is what
/// finding commands takes. All callers go through `all(in:shell:)`.
struct ShellCommand {
  struct Word {
    enum Kind {
      /// Without quotes, variables or substitutions.
      case plain
      /// In single quotes.
      case raw
      /// In double quotes and without variables.
      case string
      case computed
    }
    let text: String
    let range: ByteRange
    let kind: Kind
  }

  var name: String
  var arguments: [Word]
  /// Where output goes by `>` or `>>`.
  var targets: [Word]
  /// Stands after a `|`, or before one.
  var isPiped: Bool
  /// From its first word, assignments included, to its last, in bytes of the script.
  var range: ByteRange

  /// The commands of a script in the order they end; none for shells that are not read here.
  static func all(in script: String, shell: String) -> [ShellCommand] {
    let dialect: ShellLexer.Dialect
    switch shell {
    case "bash", "sh", "zsh": dialect = .posix
    case "pwsh", "powershell": dialect = .power
    default: return []
    }
    var script = script
    return script.withUTF8 { bytes in
      var lexer = ShellLexer(bytes, dialect)
      lexer.run()
      return lexer.commands
    }
  }
}

/// Cuts a script into commands.
struct ShellLexer {
  enum Dialect { case posix, power }

  /// Substitutions within substitutions.
  static let depthLimit = 30

  private let bytes: UnsafeBufferPointer<UInt8>
  private let dialect: Dialect
  private var at = 0
  private var depth = 0
  /// What ends the innermost substitution.
  private var close: UInt8?
  private var documents: [(end: [UInt8], stripsTabs: Bool)] = []
  private(set) var commands: [ShellCommand] = []

  private struct Open {
    var words: [ShellCommand.Word] = []
    var assignments = 0
    var start: Int?
    var targets: [ShellCommand.Word] = []
    var isPiped = false
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ dialect: Dialect) {
    self.bytes = bytes
    self.dialect = dialect
  }

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
        skipDocuments()
      case UInt8(ascii: "\\") where dialect == .posix && peek(1) == 0x0A,
        UInt8(ascii: "`") where dialect == .power && peek(1) == 0x0A:
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
        if dialect == .power || isBraceWord {
          at += 1
          finish(&open)
        } else {
          word(&open)
        }
      case UInt8(ascii: "&"):
        if peek(1) == UInt8(ascii: ">") {
          redirect(&open)
        } else {
          // PowerShell's call operator begins a command.
          let start = at
          at += 1
          finish(&open)
          if dialect == .power { open.start = start }
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

  /// A brace that stands alone groups commands.
  private var isBraceWord: Bool {
    let next = peek(1)
    return next == 0 || next <= 0x20 || next == UInt8(ascii: ";")
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
      if peek() == UInt8(ascii: "<") {
        at += 1
        if peek() == UInt8(ascii: "<") {
          at += 1
        } else {
          let stripsTabs = peek() == UInt8(ascii: "-")
          if stripsTabs { at += 1 }
          skipBlanks()
          if let word = readWord() {
            documents.append(
              (word.text.utf8.filter { $0 != 0x27 && $0 != 0x22 && $0 != 0x5C }, stripsTabs))
          }
          return
        }
      } else if peek() == UInt8(ascii: "(") {
        at += 1
        substitution(UInt8(ascii: ")"))
        return
      }
    } else {
      isOutput = true
      at += 1
      if peek() == UInt8(ascii: ">") || peek() == UInt8(ascii: "|") { at += 1 }
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
      if dialect == .power, word.text == "=" || word.text == "." { return }
      if dialect == .posix, isAssignment(word.text) {
        if open.start == nil { open.start = start }
        return
      }
    } else if dialect == .power, word.text == "=" || word.text == "+=" {
      // What is assigned is a command of its own.
      open.words = []
      open.start = nil
      return
    }
    if open.start == nil { open.start = start }
    open.words.append(word)
  }

  private static let keywords: Set<String> = [
    "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "time", "case",
    "esac", "in", "function", "try", "catch", "finally", "foreach",
  ]

  private func isAssignment(_ text: String) -> Bool {
    guard let equals = text.utf8.firstIndex(of: 0x3D), equals != text.utf8.startIndex else {
      return false
    }
    return text.utf8[..<equals].allSatisfy {
      isDigit($0) || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x5F || $0 == UInt8(ascii: "+")
    }
  }

  private mutating func finish(_ open: inout Open) {
    if let name = open.words.first, let last = open.words.last {
      commands.append(
        ShellCommand(
          name: name.text, arguments: Array(open.words.dropFirst()), targets: open.targets,
          isPiped: open.isPiped, range: ByteRange(open.start ?? name.range.lower, last.range.upper))
      )
    }
    open = Open()
  }

  private mutating func skipDocuments() {
    while !documents.isEmpty, at < bytes.count {
      let (end, stripsTabs) = documents.removeFirst()
      while at < bytes.count {
        let start = at
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        var line = bytes[start..<at]
        if at < bytes.count { at += 1 }
        if stripsTabs { line = line.drop { $0 == 0x09 } }
        if line.elementsEqual(end) { break }
      }
    }
  }

  // MARK: words

  private mutating func readWord() -> ShellCommand.Word? {
    let start = at
    var kind: ShellCommand.Word.Kind?
    func joined(_ next: ShellCommand.Word.Kind) -> ShellCommand.Word.Kind {
      kind == nil ? next : kind == .plain && next == .plain ? .plain : .computed
    }
    scan: while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case 0...0x20, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: ")"):
        break scan
      case UInt8(ascii: "("):
        guard dialect == .posix, at > start else { break scan }
        let isArray = bytes[at - 1] == UInt8(ascii: "=")
        at += 1
        if isArray {
          while at < bytes.count, bytes[at] != UInt8(ascii: ")") { at += 1 }
          at += 1
        } else {
          substitution(UInt8(ascii: ")"))
        }
        kind = .computed
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        if dialect == .power { break scan }
        at += 1
        kind = .computed
      case UInt8(ascii: "'"):
        kind = joined(.raw)
        at += 1
        while at < bytes.count, bytes[at] != byte { at += 1 }
        at += 1
      case UInt8(ascii: "\""): kind = joined(doubleQuoted())
      case UInt8(ascii: "$"):
        kind = .computed
        dollar()
      case UInt8(ascii: "`") where dialect == .posix:
        if close == byte { break scan }
        kind = .computed
        at += 1
        substitution(byte)
      case UInt8(ascii: "\\") where dialect == .posix, UInt8(ascii: "`"):
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
    return ShellCommand.Word(
      text: String(bytes: UnsafeBufferPointer(rebasing: bytes[start..<at])),
      range: ByteRange(start, at), kind: kind ?? .plain)
  }

  private mutating func doubleQuoted() -> ShellCommand.Word.Kind {
    let first = at + 1
    var kind = ShellCommand.Word.Kind.string
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      switch bytes[at] {
      case UInt8(ascii: "\\") where dialect == .posix: at += 2
      case UInt8(ascii: "`"):
        if dialect == .posix {
          kind = .computed
          at += 1
          substitution(UInt8(ascii: "`"))
        } else {
          at += 2
        }
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
        isWordPart(bytes[at]) && bytes[at] != 0x2D
          || peek() == UInt8(ascii: ":") && dialect == .power
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
