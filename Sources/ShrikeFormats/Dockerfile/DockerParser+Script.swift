import ShrikeText

extension DockerParser {
  // MARK: scripts

  /// Which shell the stage's scripts are for.
  mutating func followShell(
    _ instruction: DockerInstruction, _ keyword: DockerInstruction.Keyword
  ) {
    if keyword == .shell {
      guard let path = instruction.values.first?.text else { return }
      let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
      isShell = ShellParser.shells.contains(String(name))
    } else {
      guard let image = instruction.values.first?.text.lowercased() else { return }
      isShell =
        shells[image]
        ?? (escape == UInt8(ascii: "\\")
          && !Self.windowsImages.contains { image.contains($0) })
    }
    // What FROM names is the stage until the next FROM: its shell may still change.
    if keyword == .from { stageName = nil }
    if keyword == .from, instruction.values.count == 3 {
      stageName = instruction.values[2].text.lowercased()
    }
    if let stageName { shells[stageName] = isShell }
  }

  /// Parts of the names of images whose shell is cmd.
  private static let windowsImages = ["/windows", "windowsservercore", "nanoserver"]

  mutating func readScript(_ instruction: inout DockerInstruction, _ rest: Range<Int>) {
    guard !rest.isEmpty else { return }
    let logical = instruction.logical
    if instruction.isJSON {
      instruction.script = arrayScript(instruction, logical, rest)
      return
    }
    guard isShell else { return }
    guard let text = scriptText(instruction, logical, rest) else { return }
    instruction.script = text.bytes.withUnsafeBufferPointer { bytes in
      var parser = ShellParser(
        bytes, from: 0, text.places, depthLimit: ShellParser.depthLimit)
      let script = parser.script()
      take(parser.problems)
      return script
    }
  }

  /// The Dockerfile is sound where a script in it is not, and the shell may be another one.
  private mutating func take(_ found: [Problem]) {
    for var problem in found where problems.count < Diagnostics.limit {
      problem.level = .warning
      problems.append(problem)
    }
  }

  /// What the shell gets: the line, with bodies of here-documents behind it; of a line that is one
  /// here-document its body. Nil where a program other than a shell reads that.
  private func scriptText(
    _ instruction: DockerInstruction, _ logical: StitchedText, _ rest: Range<Int>
  ) -> StitchedText? {
    guard let first = instruction.hereDocuments.first, let last = instruction.hereDocuments.last
    else { return logical.part(rest) }
    if quotedWords(logical, rest).count == 1 {
      let body = bytes[first.body.lower..<first.body.upper]
      if body.starts(with: [UInt8(ascii: "#"), UInt8(ascii: "!")]) {
        let line = body.prefix { $0 != 0x0A }
        let words = String(decoding: line, as: UTF8.self).split {
          $0 == "/" || $0 == " " || $0 == "\t" || $0 == "\r"
        }
        guard words.contains(where: { ShellParser.shells.contains(String($0)) }) else { return nil }
      }
      return bodyText(first)
    }
    var text = logical.part(rest)
    // From the end of the instruction's line to behind the last end mark.
    var start = first.body.lower
    while start > 0, bytes[start - 1] == 0x0D || bytes[start - 1] == 0x0A {
      start -= 1
      if bytes[start] == 0x0A { break }
    }
    var end = last.body.upper
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    text.append(UnsafeBufferPointer(rebasing: bytes[start..<end]), at: start)
    return text
  }

  private func bodyText(_ document: DockerHereDocument) -> StitchedText {
    var text = StitchedText()
    let body = document.body
    guard document.stripsTabs else {
      text.append(UnsafeBufferPointer(rebasing: bytes[body.lower..<body.upper]), at: body.lower)
      return text
    }
    var isFirst = true
    for index in body.lower..<body.upper {
      if isFirst, bytes[index] == 0x09 { continue }
      isFirst = bytes[index] == 0x0A
      text.append(bytes[index], at: index)
    }
    return text
  }

  /// A JSON array as the one command it is; no shell reads its words, save behind `sh -c`.
  private mutating func arrayScript(
    _ instruction: DockerInstruction, _ logical: StitchedText, _ rest: Range<Int>
  ) -> ShellScript? {
    guard !instruction.values.isEmpty else { return nil }
    let words = instruction.values.map { value in
      ShellWord([ShellPart(kind: .singleQuoted(value.text), range: value.range)], value.range)
    }
    var script: [ShellStatement] = []
    var hereDocuments: [ShellHereDocument] = []
    if words.count > 1, let index = ShellParser.scriptWord(words),
      let elements = stringArray(logical.bytes, rest), index < elements.count
    {
      let text = decodedString(logical, elements[index])
      script = text.bytes.withUnsafeBufferPointer { bytes in
        var parser = ShellParser(
          bytes, from: 0, text.places, depthLimit: ShellParser.depthLimit)
        let inner = parser.script()
        take(parser.problems)
        hereDocuments = inner.hereDocuments
        return inner.statements
      }
    }
    let range = logical.range(rest.lowerBound, rest.upperBound)
    let command = ShellCommand(
      kind: .simple(ShellSimpleCommand(assignments: [], words: words, script: script)),
      redirections: [], range: range)
    let pipeline = ShellPipeline(
      connector: .none, isNegated: false, commands: [command], range: range)
    return ShellScript(
      statements: [ShellStatement(pipelines: [pipeline], isBackground: false, range: range)],
      hereDocuments: hereDocuments, comments: [], range: range)
  }

  // MARK: JSON arrays

  /// An array of strings that is all there is; false where it is none, which is then the shell's.
  mutating func readArray(
    _ instruction: inout DockerInstruction, _ rest: Range<Int>
  ) -> Bool {
    let line = instruction.logical.bytes
    guard !rest.isEmpty, line[rest.lowerBound] == UInt8(ascii: "[") else { return false }
    if let elements = stringArray(line, rest) {
      instruction.isJSON = true
      instruction.values = elements.map { element in
        DockerValue(
          decodedString(instruction.logical, element).string,
          instruction.logical.range(element.lowerBound, element.upperBound))
      }
      return true
    }
    let next = skipSpace(line, rest.lowerBound + 1)
    if next < rest.upperBound,
      line[next] == UInt8(ascii: "\"") || line[next] == UInt8(ascii: "'")
    {
      report(
        "dockerfile.json", "this is no JSON array of strings: the shell gets it as it is written",
        instruction.logical.range(rest.lowerBound, rest.upperBound), level: .warning,
        help: "JSON writes strings in double quotes and separates them by commas")
    }
    return false
  }

  /// The strings of a JSON array with their quotes.
  func stringArray(_ line: [UInt8], _ rest: Range<Int>) -> [Range<Int>]? {
    var out: [Range<Int>] = []
    var index = skipSpace(line, rest.lowerBound + 1)
    if index < rest.upperBound, line[index] == UInt8(ascii: "]") {
      return index + 1 == rest.upperBound ? [] : nil
    }
    while index < rest.upperBound, line[index] == UInt8(ascii: "\"") {
      let start = index
      index += 1
      while index < rest.upperBound, line[index] != UInt8(ascii: "\"") {
        guard line[index] >= 0x20 else { return nil }
        if line[index] == UInt8(ascii: "\\") {
          index += 1
          guard index < rest.upperBound, Self.isEscape(line[index]) else { return nil }
        }
        index += 1
      }
      guard index < rest.upperBound else { return nil }
      index += 1
      out.append(start..<index)
      index = skipSpace(line, index)
      guard index < rest.upperBound else { return nil }
      if line[index] == UInt8(ascii: "]") { return index + 1 == rest.upperBound ? out : nil }
      guard line[index] == UInt8(ascii: ",") else { return nil }
      index = skipSpace(line, index + 1)
    }
    return nil
  }

  private static func isEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"),
      UInt8(ascii: "u"):
      true
    default: false
    }
  }

  /// A JSON string's text, every byte with its place.
  private func decodedString(_ text: StitchedText, _ element: Range<Int>) -> StitchedText {
    let line = text.bytes
    var inner = element.lowerBound + 1
    let end = element.upperBound - 1
    if !line[inner..<end].contains(UInt8(ascii: "\\")) { return text.part(inner..<end) }
    var out = StitchedText()
    while inner < end {
      guard line[inner] == UInt8(ascii: "\\"), inner + 1 < end else {
        out.append(line[inner], at: text.range(inner, inner).lower)
        inner += 1
        continue
      }
      // An escape's last byte, so that what ends here ends behind it.
      let length = line[inner + 1] == UInt8(ascii: "u") ? min(6, end - inner) : 2
      let place = text.range(inner + length - 1, inner + length - 1).lower
      switch line[inner + 1] {
      case UInt8(ascii: "n"): out.append(0x0A, at: place)
      case UInt8(ascii: "t"): out.append(0x09, at: place)
      case UInt8(ascii: "r"): out.append(0x0D, at: place)
      case UInt8(ascii: "b"): out.append(0x08, at: place)
      case UInt8(ascii: "f"): out.append(0x0C, at: place)
      case UInt8(ascii: "u"):
        let digits = String(decoding: line[inner + 2..<inner + length], as: UTF8.self)
        let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
        for byte in String(scalar ?? "\u{FFFD}").utf8 { out.append(byte, at: place) }
      default: out.append(line[inner + 1], at: place)
      }
      inner += length
    }
    return out
  }
}
