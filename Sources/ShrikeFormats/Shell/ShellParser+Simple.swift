import ShrikeText

/// A here-document whose end mark was read and whose body was not.
struct PendingHereDocument {
  var number: Int
  var delimiter: [UInt8]
  var stripsTabs: Bool
  var operatorStart: Int
}

extension ShellParser {
  mutating func simpleCommand() -> ShellCommand {
    let start = at
    var assignments: [ShellAssignment] = []
    var words: [ShellWord] = []
    /// Where the words stand in the text that is read.
    var spans: [Range<Int>] = []
    var redirections: [ShellRedirection] = []
    reading: while true {
      skipBlanks()
      guard at < end else { break }
      switch base[at] {
      case 0x0A, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ")"), UInt8(ascii: "#"):
        break reading
      case 0x0D where lineBreak(at) > 0: break reading
      case UInt8(ascii: "&") where peek(1) != UInt8(ascii: ">"): break reading
      case UInt8(ascii: "("):
        let open = at
        if words.count == 1, assignments.isEmpty, redirections.isEmpty {
          at += 1
          skipBlanks()
          if peek() == UInt8(ascii: ")") {
            at += 1
            mark = at
            return functionBody(words[0].literal ?? "", from: start)
          }
          at = open
        }
        report("a parenthesis has no meaning here", open, open + 1)
        skipParenthesised()
        words.append(ShellWord([ShellPart(kind: .broken, range: range(open, at))], range(open, at)))
        spans.append(open..<at)
      default:
        if let redirection = redirection() {
          redirections.append(redirection)
          continue
        }
        if words.isEmpty, let assignment = assignment() {
          assignments.append(assignment)
          continue
        }
        let lower = at
        guard let word = word(declares(words) ? .declaration : .plain) else { break reading }
        words.append(word)
        spans.append(lower..<at)
      }
    }
    guard !words.isEmpty || !assignments.isEmpty || !redirections.isEmpty else {
      report("expected a command", at, at + 1)
      return ShellCommand(kind: .broken, redirections: [], range: range(start, start))
    }
    let command = ShellSimpleCommand(
      assignments: assignments, words: words, script: script(words, spans))
    return ShellCommand(
      kind: .simple(command), redirections: redirections, range: range(start, mark))
  }

  /// To the matching parenthesis or the end of the line.
  private mutating func skipParenthesised() {
    var open = 0
    while at < end, base[at] != 0x0A {
      if base[at] == UInt8(ascii: "(") { open += 1 }
      if base[at] == UInt8(ascii: ")") { open -= 1 }
      at += 1
      if open == 0 { break }
    }
    mark = at
  }

  private func declares(_ words: [ShellWord]) -> Bool {
    switch words.first?.literal {
    case "declare", "typeset", "local", "export", "readonly": true
    default: false
    }
  }

  // MARK: assignments

  /// `name=`, `name+=` and `name[index]=` with the word behind it.
  private mutating func assignment() -> ShellAssignment? {
    guard let (name, index, value) = assignmentHead(at) else { return nil }
    let start = at
    let isAppended = base[value - 2] == UInt8(ascii: "+")
    at = value
    mark = at
    let word = word(.value) ?? ShellWord([], range(at, at))
    return ShellAssignment(
      name: text(start, name), index: index.map { range($0.lowerBound, $0.upperBound) },
      isAppended: isAppended, value: word, range: range(start, mark))
  }

  /// Ends of name and `=`, and the index between them.
  private func assignmentHead(_ start: Int) -> (name: Int, index: Range<Int>?, value: Int)? {
    /// An index is short; further a bracket is not looked for.
    let longestIndex = 256
    var index = start
    guard index < end, isNameStart(base[index]) else { return nil }
    while index < end, isNameByte(base[index]) { index += 1 }
    let name = index
    var brackets: Range<Int>?
    if index < end, base[index] == UInt8(ascii: "[") {
      let last = min(end, index + longestIndex)
      var close = index + 1
      while close < last, base[close] != UInt8(ascii: "]"), base[close] != 0x0A { close += 1 }
      guard close < last, base[close] == UInt8(ascii: "]") else { return nil }
      brackets = (index + 1)..<close
      index = close + 1
    }
    if index < end, base[index] == UInt8(ascii: "+") { index += 1 }
    guard index < end, base[index] == UInt8(ascii: "=") else { return nil }
    return (name, brackets, index + 1)
  }

  // MARK: redirections

  /// A redirection with its target, nil where none stands.
  mutating func redirection() -> ShellRedirection? {
    let start = at
    guard let (descriptor, sign) = redirectionHead() else { return nil }
    let kind = ShellRedirection.Operator.self
    var `operator` = kind.input
    var length = 1
    let first = base[sign]
    let second = sign + 1 < end ? base[sign + 1] : 0
    let third = sign + 2 < end ? base[sign + 2] : 0
    switch (first, second) {
    case (UInt8(ascii: "<"), UInt8(ascii: "<")):
      switch third {
      case UInt8(ascii: "<"): (`operator`, length) = (.hereString, 3)
      case UInt8(ascii: "-"): (`operator`, length) = (.hereDocumentWithoutTabs, 3)
      default: (`operator`, length) = (.hereDocument, 2)
      }
    case (UInt8(ascii: "<"), UInt8(ascii: "&")): (`operator`, length) = (.duplicateInput, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: ">")): (`operator`, length) = (.both, 2)
    case (UInt8(ascii: ">"), UInt8(ascii: ">")): (`operator`, length) = (.append, 2)
    case (UInt8(ascii: ">"), UInt8(ascii: "&")): (`operator`, length) = (.duplicateOutput, 2)
    case (UInt8(ascii: ">"), UInt8(ascii: "|")): (`operator`, length) = (.clobber, 2)
    case (UInt8(ascii: "&"), UInt8(ascii: ">")):
      let appends = third == UInt8(ascii: ">")
      (`operator`, length) = appends ? (.appendOutputAndError, 3) : (.outputAndError, 2)
    case (UInt8(ascii: ">"), _): `operator` = .output
    default: break
    }
    at = sign + length
    mark = at
    skipBlanks()
    let targetStart = at
    guard let target = word() else {
      report("the redirection names no file", start, mark)
      return ShellRedirection(
        descriptor: descriptor, operator: `operator`, target: nil, hereDocument: nil,
        range: range(start, mark))
    }
    var hereDocument: Int?
    if `operator` == .hereDocument || `operator` == .hereDocumentWithoutTabs {
      hereDocument = announce(
        targetStart, stripsTabs: `operator` == .hereDocumentWithoutTabs, from: sign)
    }
    return ShellRedirection(
      descriptor: descriptor, operator: `operator`, target: target, hereDocument: hereDocument,
      range: range(start, mark))
  }

  /// The descriptor and where the operator stands.
  private func redirectionHead() -> (descriptor: Int?, sign: Int)? {
    var index = at
    var descriptor: Int?
    guard index < end else { return nil }
    switch base[index] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      var value = 0
      // More digits than a descriptor has are a word.
      while index < end, index - at < 9, base[index] &- 0x30 < 10 {
        value = value * 10 + Int(base[index] - 0x30)
        index += 1
      }
      descriptor = value
    case UInt8(ascii: "{"):
      index += 1
      while index < end, isNameByte(base[index]) { index += 1 }
      guard index < end, base[index] == UInt8(ascii: "}") else { return nil }
      index += 1
    case UInt8(ascii: "&"):
      return index + 1 < end && base[index + 1] == UInt8(ascii: ">") ? (nil, index) : nil
    default: break
    }
    guard index < end, base[index] == UInt8(ascii: "<") || base[index] == UInt8(ascii: ">") else {
      return nil
    }
    // `<(…)` is a word, not a redirection.
    if index + 1 < end, base[index + 1] == UInt8(ascii: "(") { return nil }
    return (descriptor, index)
  }

  // MARK: here-documents

  /// Remembers a here-document whose end mark is the word from `start` to here; its number.
  private mutating func announce(_ start: Int, stripsTabs: Bool, from sign: Int) -> Int {
    var delimiter: [UInt8] = []
    var isQuoted = false
    var quote: UInt8 = 0
    var index = start
    while index < at {
      let byte = base[index]
      index += 1
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\""), quote == 0 || quote == byte {
        isQuoted = true
        quote = quote == 0 ? byte : 0
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'"), index < at {
        isQuoted = true
        delimiter.append(base[index])
        index += 1
      } else {
        delimiter.append(byte)
      }
    }
    let number = hereDocuments.count
    hereDocuments.append(
      ShellHereDocument(
        delimiter: String(decoding: delimiter, as: UTF8.self), isQuoted: isQuoted, parts: [],
        range: range(at, at)))
    pending.append(
      PendingHereDocument(
        number: number, delimiter: delimiter, stripsTabs: stripsTabs, operatorStart: sign))
    return number
  }

  /// The bodies of all here-documents that wait for theirs, from the line that begins here.
  mutating func readHereDocuments() {
    guard !pending.isEmpty else { return }
    let waiting = pending
    pending = []
    for document in waiting {
      let start = at
      var line = at
      var bodyEnd = end
      var isClosed = false
      while line < end {
        let length = findByte(base + line, 0x0A, end - line) ?? end - line
        var first = line
        if document.stripsTabs {
          while first < line + length, base[first] == 0x09 { first += 1 }
        }
        var last = line + length
        if last > first, base[last - 1] == 0x0D { last -= 1 }
        let next = min(line + length + 1, end)
        if sameBytes(
          UnsafeBufferPointer(start: base + first, count: last - first),
          document.delimiter)
        {
          bodyEnd = line
          at = next
          isClosed = true
          break
        }
        line = next
      }
      if !isClosed {
        at = end
        report(
          "the here-document has no end", document.operatorStart, document.operatorStart + 2,
          help: "a line with nothing but the end mark closes it")
      }
      let known = hereDocuments[document.number]
      var parts: [ShellPart] = []
      if known.isQuoted {
        parts = [plainBody(start, bodyEnd, stripsTabs: document.stripsTabs)]
      } else if enter() {
        let outer = (end, at, mark)
        end = bodyEnd
        at = start
        parts = quotedParts(until: 0, stripsTabs: document.stripsTabs)
        (end, at, mark) = outer
        depth -= 1
      }
      hereDocuments[document.number] = ShellHereDocument(
        delimiter: known.delimiter, isQuoted: known.isQuoted, parts: parts,
        range: range(start, bodyEnd))
    }
  }

  private func plainBody(_ lower: Int, _ upper: Int, stripsTabs: Bool) -> ShellPart {
    let place = range(lower, upper)
    guard stripsTabs else { return ShellPart(kind: .literal(text(lower, upper)), range: place) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(upper - lower)
    var isFirst = true
    for index in lower..<max(lower, upper) {
      if isFirst, base[index] == 0x09 { continue }
      isFirst = base[index] == 0x0A
      bytes.append(base[index])
    }
    return ShellPart(kind: .literal(String(decoding: bytes, as: UTF8.self)), range: place)
  }

  private func sameBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: [UInt8]) -> Bool {
    a.count == b.count && a.elementsEqual(b)
  }

  // MARK: scripts in arguments

  /// What `sh -c '…'` runs, also behind `sudo` and its like; `su -c` and `eval` as well.
  private mutating func script(_ words: [ShellWord], _ spans: [Range<Int>]) -> [ShellStatement] {
    guard words.count > 1, let index = Self.scriptWord(words), words[index].literal != nil else {
      return []
    }
    return nested(constantText(spans[index]))
  }

  /// Which word holds a script.
  static func scriptWord(_ words: [ShellWord]) -> Int? {
    guard let name = words[0].commandName else { return nil }
    if name == "eval" { return words.count == 2 ? 1 : nil }
    if name == "su" {
      guard
        let option = words.firstIndex(where: { $0.literal == "-c" || $0.literal == "--command" })
      else { return nil }
      return option + 1 < words.count ? option + 1 : nil
    }
    var shell = 0
    if !shells.contains(name) {
      /// Options of the command before the shell; further it is not looked for.
      let furthest = 8
      guard wrappers.contains(name),
        let found = words.prefix(furthest).firstIndex(where: {
          $0.commandName.map(shells.contains) ?? false
        })
      else { return nil }
      shell = found
    }
    var index = shell + 1
    while index < words.count, let option = words[index].literal, let sign = option.utf8.first,
      sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    {
      if !option.hasPrefix("--") {
        if sign == UInt8(ascii: "-"), option.utf8.contains(UInt8(ascii: "c")) {
          return index + 1 < words.count ? index + 1 : nil
        }
        // `-o pipefail`, `-euo pipefail`
        if option.hasSuffix("o") || option.hasSuffix("O") { index += 1 }
      }
      index += 1
    }
    return nil
  }

  static let shells: Set<String> = ["sh", "bash", "dash", "ash", "zsh", "ksh"]
  /// Commands that run the one behind them.
  static let wrappers: Set<String> = [
    "sudo", "doas", "env", "exec", "command", "nohup", "nice", "ionice", "timeout", "stdbuf",
    "xargs", "chroot", "gosu", "su-exec", "setpriv", "runuser", "tini", "dumb-init", "busybox",
    "unshare", "flock", "retry",
  ]
}

extension ShellWord {
  /// The last part of a constant path: `curl` of `/usr/bin/curl`.
  var commandName: String? {
    guard let literal else { return nil }
    guard let slash = literal.utf8.lastIndex(of: UInt8(ascii: "/")) else { return literal }
    return String(literal[literal.utf8.index(after: slash)...])
  }
}

@inline(__always)
func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }
@inline(__always)
func isNameByte(_ byte: UInt8) -> Bool { isNameStart(byte) || byte &- 0x30 < 10 }
