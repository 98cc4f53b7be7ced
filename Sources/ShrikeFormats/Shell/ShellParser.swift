import ShrikeText

/// The pass over the bytes. Shell cannot be cut into tokens before it is understood, so the grammar
/// reads the bytes itself.
struct ShellParser {
  /// Commands, substitutions and quotes within each other; what is read recurses.
  static let depthLimit = 100

  let base: UnsafePointer<UInt8>
  /// Within backquotes the closing one.
  var end: Int
  var at: Int
  /// The end of the last thing that was read, blanks and comments behind it left out.
  var mark: Int
  let places: PlaceMap
  let limit: Int
  var depth = 0
  /// The depth was exceeded: what follows from that is not reported.
  var isStopped = false
  var problems: [Problem] = []
  var comments: [ByteRange] = []
  var hereDocuments: [ShellHereDocument] = []
  /// Here-documents whose bodies begin behind the next line break.
  var pending: [PendingHereDocument] = []
  /// What closes a construct that is open around here.
  var awaited: Closers = []

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ places: PlaceMap, depthLimit: Int
  ) {
    base = bytes.baseAddress ?? ("" as StaticString).utf8Start
    end = bytes.count
    at = start
    mark = start
    self.places = places
    limit = depthLimit
  }

  mutating func script() -> ShellScript {
    let start = at
    let statements = statements(until: [])
    readHereDocuments()
    return ShellScript(
      statements: statements, hereDocuments: hereDocuments, comments: comments,
      range: range(start, end))
  }

  /// Words and signs that end a list of statements.
  struct Closers: OptionSet {
    let rawValue: UInt16
    static let then = Closers(rawValue: 1)
    static let elif = Closers(rawValue: 2)
    static let `else` = Closers(rawValue: 4)
    static let fi = Closers(rawValue: 8)
    static let `do` = Closers(rawValue: 16)
    static let done = Closers(rawValue: 32)
    static let esac = Closers(rawValue: 64)
    static let parenthesis = Closers(rawValue: 128)
    static let brace = Closers(rawValue: 256)
    /// `;;`, `;&` and `;;&`.
    static let arm = Closers(rawValue: 512)
  }

  // MARK: bytes

  @inline(__always)
  func peek(_ distance: Int = 0) -> UInt8 { at + distance < end ? base[at + distance] : 0 }

  func range(_ lower: Int, _ upper: Int) -> ByteRange { places.range(lower, upper) }

  func text(_ lower: Int, _ upper: Int) -> String {
    String(bytes: UnsafeBufferPointer(start: base + lower, count: upper - lower))
  }

  /// The line break at `index`: 1 for `\n`, 2 for `\r\n`, 0 for none.
  @inline(__always)
  func lineBreak(_ index: Int) -> Int {
    guard index < end else { return 0 }
    if base[index] == 0x0A { return 1 }
    return base[index] == 0x0D && index + 1 < end && base[index + 1] == 0x0A ? 2 : 0
  }

  /// Blanks and line continuations.
  mutating func skipBlanks() {
    while at < end {
      switch base[at] {
      case 0x20, 0x09: at += 1
      case 0x0D where lineBreak(at) == 0 && at + 1 == end: at += 1
      case UInt8(ascii: "\\"):
        let length = lineBreak(at + 1)
        if length == 0 { return }
        at += 1 + length
      default: return
      }
    }
  }

  /// Blanks, comments and line breaks, with the here-documents that begin behind these.
  mutating func skipBreaks() {
    while true {
      skipBlanks()
      guard at < end else { return }
      if base[at] == UInt8(ascii: "#") {
        skipComment()
      } else {
        let length = lineBreak(at)
        guard length > 0 else { return }
        at += length
        if !pending.isEmpty { readHereDocuments() }
      }
    }
  }

  mutating func skipComment() {
    let start = at
    at += findByte(base + at, 0x0A, end - at) ?? end - at
    if at > start, at < end, base[at - 1] == 0x0D { at -= 1 }
    comments.append(range(start, at))
  }

  /// Whether a word ends before `index`.
  @inline(__always)
  func isBoundary(_ index: Int) -> Bool {
    guard index < end else { return true }
    switch base[index] {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      return true
    case UInt8(ascii: "\\"): return lineBreak(index + 1) > 0
    default: return false
    }
  }

  /// Whether exactly this word stands here.
  @inline(__always)
  func isWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at + count <= end, base[at] == word.utf8Start[0] else { return false }
    for index in 1..<max(1, count) where base[at + index] != word.utf8Start[index] { return false }
    return isBoundary(at + count)
  }

  mutating func take(_ word: StaticString) -> Bool {
    guard isWord(word) else { return false }
    at += word.utf8CodeUnitCount
    mark = at
    return true
  }

  /// The closing word or sign that stands here.
  func closer() -> (closer: Closers, length: Int)? {
    switch peek() {
    case UInt8(ascii: ")"): return (.parenthesis, 1)
    case UInt8(ascii: "}") where isBoundary(at + 1): return (.brace, 1)
    case UInt8(ascii: ";"):
      if peek(1) == UInt8(ascii: ";") { return (.arm, peek(2) == UInt8(ascii: "&") ? 3 : 2) }
      return peek(1) == UInt8(ascii: "&") && peek(2) != UInt8(ascii: "&") ? (.arm, 2) : nil
    case UInt8(ascii: "t") where isWord("then"): return (.then, 4)
    case UInt8(ascii: "f") where isWord("fi"): return (.fi, 2)
    case UInt8(ascii: "e"):
      if isWord("else") { return (.else, 4) }
      if isWord("elif") { return (.elif, 4) }
      return isWord("esac") ? (.esac, 4) : nil
    case UInt8(ascii: "d"):
      if isWord("done") { return (.done, 4) }
      return isWord("do") ? (.do, 2) : nil
    default: return nil
    }
  }

  // MARK: lists

  /// Statements up to one of `closers`, which is left where it is, or to a closer that something
  /// further out waits for.
  mutating func statements(until closers: Closers) -> [ShellStatement] {
    let outer = awaited
    awaited.formUnion(closers)
    defer { awaited = outer }
    var out: [ShellStatement] = []
    while true {
      skipBreaks()
      guard at < end else { return out }
      if let (closer, length) = closer() {
        if !awaited.isDisjoint(with: closer) { return out }
        report("this closes nothing", at, at + length)
        out.append(broken(at, at + length))
        at += length
        mark = at
        continue
      }
      let before = at
      out.append(statement())
      if at == before { at += 1 }
    }
  }

  private func broken(_ lower: Int, _ upper: Int) -> ShellStatement {
    let range = range(lower, upper)
    let command = ShellCommand(kind: .broken, redirections: [], range: range)
    let pipeline = ShellPipeline(
      connector: .none, isNegated: false, commands: [command], range: range)
    return ShellStatement(pipelines: [pipeline], isBackground: false, range: range)
  }

  private mutating func statement() -> ShellStatement {
    let start = at
    var pipelines = [pipeline(.none)]
    while true {
      skipBlanks()
      let byte = peek()
      guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|"), peek(1) == byte else { break }
      at += 2
      mark = at
      skipBreaks()
      pipelines.append(pipeline(byte == UInt8(ascii: "&") ? .and : .or))
    }
    let range = range(start, mark)
    var isBackground = false
    switch peek() {
    case _ where at >= end || lineBreak(at) > 0 || closer() != nil: break
    case UInt8(ascii: ";"): at += 1
    case UInt8(ascii: "&"):
      isBackground = true
      at += 1
    case UInt8(ascii: "#"): skipComment()
    case UInt8(ascii: "|"):
      report("expected a command before '|'", at, at + 1)
      at += 1
    default:
      if at > start { report("expected ';' or the end of the line", at, at + 1) }
    }
    return ShellStatement(pipelines: pipelines, isBackground: isBackground, range: range)
  }

  private mutating func pipeline(_ connector: ShellPipeline.Connector) -> ShellPipeline {
    let start = at
    var isNegated = false
    while true {
      if peek() == UInt8(ascii: "!"), isBoundary(at + 1) {
        at += 1
        isNegated.toggle()
      } else if isWord("time") {
        at += 4
        skipBlanks()
        if isWord("-p") { at += 2 }
      } else {
        break
      }
      mark = at
      skipBlanks()
    }
    if isNegated || at > start, at >= end || lineBreak(at) > 0 {
      // `time` and `!` alone are commands.
      let range = range(start, mark)
      return ShellPipeline(
        connector: connector, isNegated: isNegated,
        commands: [ShellCommand(kind: .broken, redirections: [], range: range)], range: range)
    }
    var commands = [command()]
    while true {
      skipBlanks()
      guard peek() == UInt8(ascii: "|"), peek(1) != UInt8(ascii: "|") else { break }
      at += peek(1) == UInt8(ascii: "&") ? 2 : 1
      mark = at
      skipBreaks()
      commands.append(command())
    }
    return ShellPipeline(
      connector: connector, isNegated: isNegated, commands: commands, range: range(start, mark))
  }

  // MARK: depth and mistakes

  /// Deeper by one; false, and everything passed over, where that is too deep.
  mutating func enter() -> Bool {
    guard depth < limit else {
      if !isStopped {
        report("nested more than \(limit) levels deep", at, at + 1, code: "shell.depth")
      }
      isStopped = true
      at = end
      mark = end
      return false
    }
    depth += 1
    return true
  }

  mutating func report(
    _ message: String, _ lower: Int, _ upper: Int, code: String = "shell.syntax",
    help: String? = nil
  ) {
    guard problems.count < Diagnostics.limit, !isStopped else { return }
    problems.append(
      Problem(code, message, at: range(lower, min(max(upper, lower), end)), help: help))
  }

  /// Reads a text of its own, an argument of `sh -c` for one, a level deeper.
  mutating func nested(_ text: StitchedText) -> [ShellStatement] {
    guard enter() else { return [] }
    defer { depth -= 1 }
    return text.bytes.withUnsafeBufferPointer { bytes in
      var parser = ShellParser(bytes, from: 0, text.places, depthLimit: limit)
      parser.depth = depth
      parser.isStopped = isStopped
      swap(&parser.problems, &problems)
      swap(&parser.comments, &comments)
      swap(&parser.hereDocuments, &hereDocuments)
      let statements = parser.statements(until: [])
      parser.readHereDocuments()
      swap(&parser.problems, &problems)
      swap(&parser.comments, &comments)
      swap(&parser.hereDocuments, &hereDocuments)
      isStopped = parser.isStopped
      return statements
    }
  }
}
