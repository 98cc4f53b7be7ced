import ShrikeText

extension DockerParser {
  /// Keyword, flags and values of an instruction from its one line. `outer` is the ONBUILD around it.
  mutating func readBody(_ instruction: inout DockerInstruction, within outer: Bool = false) {
    let logical = instruction.logical
    let line = logical.bytes
    var index = skipSpace(line, 0)
    let nameStart = index
    while index < line.count, !isSpace(line[index]) { index += 1 }
    instruction.name = String(decoding: line[nameStart..<index], as: UTF8.self)
    instruction.nameRange = logical.range(nameStart, index)
    instruction.keyword = DockerInstruction.Keyword(rawValue: instruction.name.uppercased())
    index = skipSpace(line, index)
    index = readFlags(&instruction, from: index)
    var end = line.count
    while end > index, isSpace(line[end - 1]) { end -= 1 }
    let rest = index..<max(index, end)
    guard let keyword = instruction.keyword else {
      reportUnknown(instruction)
      if !rest.isEmpty { instruction.values = [value(logical, rest)] }
      return
    }
    checkFlags(instruction, keyword)
    switch keyword {
    case .onbuild:
      // What ONBUILD triggers is no ONBUILD: one level is enough.
      if outer { return }
      readNested(&instruction, rest)
    case .arg, .env, .label: readPairs(&instruction, rest)
    case .healthcheck: readHealthcheck(&instruction, rest)
    case .run, .cmd, .entrypoint, .shell:
      if !readArray(&instruction, rest), !rest.isEmpty {
        instruction.values = [value(logical, rest)]
        if keyword == .shell {
          report(
            "dockerfile.json", "SHELL wants a JSON array", logical.range(rest.lowerBound, end),
            help: #"write it as SHELL ["/bin/bash", "-c"]"#)
        }
      }
    case .add, .copy, .volume:
      if !readArray(&instruction, rest) { instruction.values = words(logical, rest) }
    case .from, .expose: instruction.values = words(logical, rest)
    case .user, .workdir, .stopsignal, .maintainer:
      if !rest.isEmpty { instruction.values = [value(logical, rest)] }
    }
    if keyword == .run || keyword == .copy || keyword == .add {
      let marks = hereMarks(logical, rest)
      if !marks.isEmpty { instruction.hereDocuments = readHereDocuments(marks) }
    }
    checkValues(instruction, keyword)
    if keyword == .shell || keyword == .from { followShell(instruction, keyword) }
    switch keyword {
    case .run, .cmd, .entrypoint, .healthcheck:
      let script = instruction.check.map { _ in scriptRange(instruction, rest) } ?? rest
      readScript(&instruction, script)
    default: break
    }
    if !outer { checkOrder(instruction, keyword) }
  }

  func skipSpace(_ line: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < line.count, isSpace(line[index]) { index += 1 }
    return index
  }

  private func value(_ text: StitchedText, _ range: Range<Int>) -> DockerValue {
    DockerValue(
      String(decoding: text.bytes[range], as: UTF8.self),
      text.range(range.lowerBound, range.upperBound))
  }

  /// Split at blanks; quotes mean nothing.
  private func words(_ text: StitchedText, _ range: Range<Int>) -> [DockerValue] {
    var out: [DockerValue] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      while index < range.upperBound, !isSpace(text.bytes[index]) { index += 1 }
      out.append(value(text, start..<index))
      while index < range.upperBound, isSpace(text.bytes[index]) { index += 1 }
    }
    return out
  }

  /// Split at blanks outside of quotes; quotes and escapes stay.
  func quotedWords(_ text: StitchedText, _ range: Range<Int>) -> [Range<Int>] {
    let line = text.bytes
    var out: [Range<Int>] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      var quote: UInt8 = 0
      while index < range.upperBound {
        let byte = line[index]
        if byte == escape, index + 1 < range.upperBound {
          index += 1
        } else if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else if isSpace(byte) {
          break
        }
        index += 1
      }
      index = min(index, range.upperBound)
      out.append(start..<index)
      while index < range.upperBound, isSpace(line[index]) { index += 1 }
    }
    return out
  }

  // MARK: flags

  /// Words that begin with `--`, up to the first that does not; where the rest begins.
  private mutating func readFlags(_ instruction: inout DockerInstruction, from start: Int) -> Int {
    let text = instruction.logical
    let line = text.bytes
    var index = start
    while index + 1 < line.count, line[index] == UInt8(ascii: "-"),
      line[index + 1] == UInt8(ascii: "-")
    {
      let lower = index
      var quote: UInt8 = 0
      var content: [UInt8] = []
      var equals: (offset: Int, content: Int)?
      while index < line.count {
        let byte = line[index]
        if byte == escape, index + 1 < line.count {
          index += 1
          content.append(line[index])
        } else if quote != 0 {
          if byte == quote { quote = 0 } else { content.append(byte) }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else if isSpace(byte) {
          break
        } else {
          if byte == UInt8(ascii: "="), equals == nil { equals = (index, content.count) }
          content.append(byte)
        }
        index += 1
      }
      let upper = index
      while index < line.count, isSpace(line[index]) { index += 1 }
      if content == [UInt8(ascii: "-"), UInt8(ascii: "-")] { return index }
      let nameEnd = equals?.content ?? content.count
      guard nameEnd >= 2 else { continue }
      let name = String(decoding: content[2..<nameEnd], as: UTF8.self)
      let value = equals.map {
        DockerValue(
          String(decoding: content[($0.content + 1)...], as: UTF8.self),
          text.range($0.offset + 1, upper))
      }
      instruction.flags.append(
        DockerFlag(name: name, value: value, range: text.range(lower, upper)))
    }
    return index
  }

  private static let knownFlags: [DockerInstruction.Keyword: [String]] = [
    .from: ["platform"],
    .run: ["mount", "network", "security", "device"],
    .copy: ["from", "chown", "chmod", "link", "parents", "exclude"],
    .add: ["chown", "chmod", "link", "keep-git-dir", "checksum", "exclude", "unpack"],
    .healthcheck: ["interval", "timeout", "start-period", "start-interval", "retries"],
  ]

  private mutating func checkFlags(
    _ instruction: DockerInstruction, _ keyword: DockerInstruction.Keyword
  ) {
    guard !instruction.flags.isEmpty else { return }
    let known = Self.knownFlags[keyword] ?? []
    for flag in instruction.flags where !known.contains(flag.name) {
      let help =
        known.isEmpty
        ? "\(keyword.rawValue) takes no flags"
        : suggestion(for: flag.name, among: known).map { "did you mean '--\($0)'?" }
          ?? "\(keyword.rawValue) knows --\(known.joined(separator: ", --"))"
      report(
        "dockerfile.flag",
        "\(keyword.rawValue) has no flag \(source.quoted("--" + flag.name, else: "of this name"))",
        flag.range, help: help)
    }
  }

  // MARK: mistakes

  private mutating func reportUnknown(_ instruction: DockerInstruction) {
    let near = suggestion(
      for: instruction.name, among: DockerInstruction.Keyword.allCases.map(\.rawValue))
    report(
      "dockerfile.instruction",
      "there is no instruction \(source.quoted(instruction.name, else: "of this name"))",
      instruction.nameRange,
      help: near.map { "did you mean '\($0)'?" }
        ?? "a line that goes on wants '\(Character(Unicode.Scalar(escape)))' at its end")
  }

  private mutating func checkOrder(
    _ instruction: DockerInstruction, _ keyword: DockerInstruction.Keyword
  ) {
    // Of several only the first is told.
    guard keyword != .from, keyword != .arg, instructions.allSatisfy({ $0.keyword == .arg }) else {
      return
    }
    report(
      "dockerfile.order", "only ARG may stand before the first FROM", instruction.nameRange)
  }

  private mutating func checkValues(
    _ instruction: DockerInstruction, _ keyword: DockerInstruction.Keyword
  ) {
    let count = instruction.values.count
    let problem: String? =
      switch keyword {
      case .add, .copy: count < 2 ? "wants a source and a destination" : nil
      case .from:
        count == 1 || count == 3 && instruction.values[1].text.uppercased() == "AS"
          ? nil : "wants an image, and behind it nothing or AS and a name"
      case .arg, .env, .label: instruction.pairs.isEmpty ? "wants a name" : nil
      case .onbuild: instruction.nested.isEmpty ? "wants an instruction" : nil
      case .healthcheck: instruction.check == nil ? "wants NONE or CMD and a command" : nil
      case .cmd, .entrypoint: nil
      default: count == 0 ? "wants an argument" : nil
      }
    if let problem {
      report("dockerfile.arguments", "\(keyword.rawValue) \(problem)", instruction.nameRange)
    }
  }

  // MARK: kinds of instructions

  private mutating func readNested(_ instruction: inout DockerInstruction, _ rest: Range<Int>) {
    guard !rest.isEmpty else { return }
    let logical = instruction.logical.part(rest)
    var nested = DockerInstruction(
      name: "", nameRange: instruction.nameRange,
      range: instruction.logical.range(rest.lowerBound, rest.upperBound),
      firstLine: source.line(of: logical.range(0, 0).lower), lastLine: instruction.lastLine,
      logical: logical)
    readBody(&nested, within: true)
    nested.lastLine = line
    switch nested.keyword {
    case .onbuild, .from, .maintainer:
      report(
        "dockerfile.onbuild", "ONBUILD cannot trigger \(nested.name.uppercased())",
        nested.nameRange)
    default: break
    }
    instruction.hereDocuments = nested.hereDocuments
    instruction.nested = [nested]
  }

  private mutating func readPairs(_ instruction: inout DockerInstruction, _ rest: Range<Int>) {
    let text = instruction.logical
    let words = quotedWords(text, rest)
    guard let first = words.first else { return }
    let isArgument = instruction.keyword == .arg
    if !isArgument, !text.bytes[first].contains(UInt8(ascii: "=")) {
      // The old form: the name, and all that stands behind it.
      guard words.count > 1 else {
        report(
          "dockerfile.arguments", "\(instruction.name.uppercased()) wants a value for the name",
          text.range(first.lowerBound, first.upperBound))
        instruction.pairs = [
          DockerPair(
            key: value(text, first), value: nil, isSpaced: true,
            range: text.range(first.lowerBound, first.upperBound))
        ]
        return
      }
      instruction.pairs = [
        DockerPair(
          key: value(text, first), value: value(text, words[1].lowerBound..<rest.upperBound),
          isSpaced: true, range: text.range(first.lowerBound, rest.upperBound))
      ]
      return
    }
    for word in words {
      let place = text.range(word.lowerBound, word.upperBound)
      guard let equals = text.bytes[word].firstIndex(of: UInt8(ascii: "=")) else {
        if !isArgument {
          report(
            "dockerfile.arguments", "expected 'name=value'", place,
            help: "a value with blanks stands in quotes")
        }
        instruction.pairs.append(
          DockerPair(key: value(text, word), value: nil, isSpaced: false, range: place))
        continue
      }
      instruction.pairs.append(
        DockerPair(
          key: value(text, word.lowerBound..<equals),
          value: value(text, equals + 1..<word.upperBound), isSpaced: false, range: place))
    }
  }

  private mutating func readHealthcheck(
    _ instruction: inout DockerInstruction, _ rest: Range<Int>
  ) {
    let text = instruction.logical
    var index = rest.lowerBound
    while index < rest.upperBound, !isSpace(text.bytes[index]) { index += 1 }
    guard index > rest.lowerBound else { return }
    let word = value(text, rest.lowerBound..<index)
    switch word.text.uppercased() {
    case "CMD":
      let arguments = min(skipSpace(text.bytes, index), rest.upperBound)..<rest.upperBound
      instruction.check = word
      if arguments.isEmpty {
        report("dockerfile.arguments", "the check wants a command", word.range)
      } else if !readArray(&instruction, arguments) {
        instruction.values = [value(text, arguments)]
      }
    case "NONE": instruction.check = word
    default:
      instruction.values = [value(text, rest)]
    }
  }

  private func scriptRange(_ instruction: DockerInstruction, _ rest: Range<Int>) -> Range<Int> {
    guard let word = instruction.check, !instruction.values.isEmpty else {
      return rest.upperBound..<rest.upperBound
    }
    return min(
      skipSpace(instruction.logical.bytes, rest.lowerBound + word.text.utf8.count),
      rest.upperBound)..<rest.upperBound
  }

  // MARK: here-documents

  /// Words of the form `<<EOF`, `<<-EOF` or `3<<"EOF"`.
  private func hereMarks(_ text: StitchedText, _ rest: Range<Int>) -> [HereMark] {
    let line = text.bytes
    // Nearly no line has any.
    guard line[rest].contains(UInt8(ascii: "<")) else { return [] }
    var marks: [HereMark] = []
    for word in quotedWords(text, rest) {
      var index = word.lowerBound
      while index < word.upperBound, line[index] &- 0x30 < 10 { index += 1 }
      guard index + 2 < word.upperBound, line[index] == UInt8(ascii: "<"),
        line[index + 1] == UInt8(ascii: "<")
      else { continue }
      index += 2
      let stripsTabs = line[index] == UInt8(ascii: "-")
      if stripsTabs { index += 1 }
      var name: [UInt8] = []
      var isExpanded = true
      for byte in line[index..<word.upperBound] {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == escape {
          isExpanded = false
        } else {
          name.append(byte)
        }
      }
      guard !name.isEmpty, !name.contains(UInt8(ascii: "<")) else { continue }
      marks.append(
        HereMark(
          name: String(decoding: name, as: UTF8.self), isExpanded: isExpanded,
          stripsTabs: stripsTabs, range: text.range(word.lowerBound, word.upperBound)))
    }
    return marks
  }
}
