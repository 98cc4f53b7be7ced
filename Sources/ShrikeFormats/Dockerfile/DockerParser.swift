import ShrikeText

/// The pass over the lines: directives, comments, continuations and here-documents.
struct DockerParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let source: SourceText
  private(set) var at: Int
  private(set) var line = 0
  private(set) var escape = UInt8(ascii: "\\")
  private(set) var directives: [DockerDirective] = []
  private(set) var comments: [ByteRange] = []
  var instructions: [DockerInstruction] = []
  var problems: [Problem] = []
  /// Whether scripts of the stage are read as shell, and the same of every stage with a name.
  var isShell = true
  var shells: [String: Bool] = [:]
  var stageName: String?
  /// End marks that no line of the rest of the file is.
  private var missingMarks: Set<String> = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ source: SourceText) {
    self.bytes = bytes
    self.source = source
    at = start
  }

  mutating func run() {
    readDirectives()
    while at < bytes.count {
      let (start, end) = nextLine()
      let first = skipSpace(start, end)
      guard first < end else { continue }
      if bytes[first] == UInt8(ascii: "#") {
        comments.append(ByteRange(first, end))
        continue
      }
      readInstruction(first, end)
    }
    if !instructions.contains(where: { $0.keyword == .from }), problems.isEmpty {
      report(
        "dockerfile.from", "there is no FROM: nothing is built", ByteRange(0, 0), level: .warning)
    }
  }

  // MARK: lines

  /// Begin and end of the next line, its ending left out.
  private mutating func nextLine() -> (start: Int, end: Int) {
    let start = at
    var end = bytes.count
    at = bytes.count
    if let base = bytes.baseAddress, let length = findByte(base + start, 0x0A, end - start) {
      end = start + length
      at = end + 1
    }
    line += 1
    while end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return (start, end)
  }

  func skipSpace(_ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, isSpace(bytes[index]) { index += 1 }
    return index
  }

  private mutating func readDirectives() {
    while at < bytes.count {
      let before = (at, line)
      let (start, end) = nextLine()
      guard let directive = directive(start, end) else {
        (at, line) = before
        return
      }
      comments.append(ByteRange(start, end))
      guard ["syntax", "escape", "check"].contains(directive.name) else { continue }
      if directives.contains(where: { $0.name == directive.name }) {
        report("dockerfile.directive", "the directive is given twice", directive.range)
      } else if directive.name == "escape" {
        if directive.value == "`" || directive.value == "\\" {
          escape = directive.value.utf8.first ?? escape
          isShell = escape == UInt8(ascii: "\\")
        } else {
          report(
            "dockerfile.directive", "the escape character is '\\' or '`'", directive.valueRange)
        }
      }
      directives.append(directive)
    }
  }

  /// `# name = value`
  private func directive(_ start: Int, _ end: Int) -> DockerDirective? {
    guard start < end, bytes[start] == UInt8(ascii: "#") else { return nil }
    var index = skipSpace(start + 1, end)
    let nameStart = index
    while index < end, isLetter(bytes[index]) || index > nameStart && bytes[index] &- 0x30 < 10 {
      index += 1
    }
    guard index > nameStart else { return nil }
    let name = text(nameStart, index).lowercased()
    index = skipSpace(index, end)
    guard index < end, bytes[index] == UInt8(ascii: "=") else { return nil }
    index = skipSpace(index + 1, end)
    var last = end
    while last > index, isSpace(bytes[last - 1]) { last -= 1 }
    guard last > index else { return nil }
    return DockerDirective(
      name: name, value: text(index, last), range: ByteRange(start, end),
      valueRange: ByteRange(index, last))
  }

  // MARK: instructions

  private mutating func readInstruction(_ first: Int, _ firstEnd: Int) {
    let firstLine = line
    var logical = StitchedText()
    var end = firstEnd
    var (piece, isContinued) = continuation(first, firstEnd)
    append(first, piece, to: &logical)
    while isContinued, at < bytes.count {
      let (start, lineEnd) = nextLine()
      let content = skipSpace(start, lineEnd)
      if content == lineEnd { continue }
      if bytes[content] == UInt8(ascii: "#") {
        comments.append(ByteRange(content, lineEnd))
        continue
      }
      (piece, isContinued) = continuation(start, lineEnd)
      append(start, piece, to: &logical)
      end = lineEnd
    }
    guard logical.bytes.contains(where: { !isSpace($0) }) else { return }
    var instruction = DockerInstruction(
      name: "", nameRange: ByteRange(first, first), range: ByteRange(first, end),
      firstLine: firstLine, lastLine: line, logical: logical)
    readBody(&instruction)
    let hereEnd = at
    if !instruction.hereDocuments.isEmpty {
      // The line break before the end mark's line ending belongs to the line.
      var last = hereEnd
      while last > end, bytes[last - 1] == 0x0A || bytes[last - 1] == 0x0D { last -= 1 }
      end = max(end, last)
    }
    instruction.range = ByteRange(first, end)
    instruction.lastLine = line
    instructions.append(instruction)
  }

  /// The end of a line's text, and whether the escape character at its end continues it.
  private func continuation(_ start: Int, _ end: Int) -> (end: Int, isContinued: Bool) {
    var last = end
    while last > start, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
    guard last > start, bytes[last - 1] == escape,
      last - 1 == start || bytes[last - 2] != escape
    else { return (end, false) }
    return (last - 1, true)
  }

  private func append(_ lower: Int, _ upper: Int, to text: inout StitchedText) {
    text.append(UnsafeBufferPointer(rebasing: bytes[lower..<upper]), at: lower)
  }

  // MARK: here-documents

  /// The bodies of here-documents behind an instruction's last line. Without end marks nothing is
  /// consumed, so that one open document does not swallow the file.
  mutating func readHereDocuments(_ marks: [HereMark]) -> [DockerHereDocument] {
    /// So many marks may be missing before the rest of the file is taken for the last one's body.
    let mostMissing = 16
    var out: [DockerHereDocument] = []
    for mark in marks {
      let key = (mark.stripsTabs ? "-" : "") + mark.name
      let before = (at, line)
      let start = at
      var body: ByteRange?
      if !missingMarks.contains(key) {
        let wanted = Array(mark.name.utf8)
        while at < bytes.count {
          let (lineStart, end) = nextLine()
          var first = lineStart
          if mark.stripsTabs { while first < end, bytes[first] == 0x09 { first += 1 } }
          if end - first == wanted.count, bytes[first..<end].elementsEqual(wanted) {
            body = ByteRange(start, lineStart)
            break
          }
        }
      }
      if body == nil {
        report(
          "dockerfile.here-document", "the here-document has no end", mark.range,
          help: "a line with nothing but the end mark closes it")
        missingMarks.insert(key)
        if missingMarks.count <= mostMissing { (at, line) = before }
      }
      out.append(
        DockerHereDocument(
          name: mark.name, isExpanded: mark.isExpanded, stripsTabs: mark.stripsTabs,
          range: mark.range, body: body ?? ByteRange(start, start)))
    }
    return out
  }

  // MARK: mistakes

  mutating func report(
    _ code: String, _ message: String, _ range: ByteRange, level: Diagnostic.Level = .error,
    help: String? = nil
  ) {
    guard problems.count < Diagnostics.limit else { return }
    problems.append(Problem(code, message, at: range, level: level, help: help))
  }

  func text(_ lower: Int, _ upper: Int) -> String {
    String(bytes: UnsafeBufferPointer(rebasing: bytes[lower..<upper]))
  }

  /// `<<EOF` in an instruction's line.
  struct HereMark {
    var name: String
    var isExpanded: Bool
    var stripsTabs: Bool
    var range: ByteRange
  }
}

@inline(__always)
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 && byte != 0x0A }
@inline(__always)
private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
