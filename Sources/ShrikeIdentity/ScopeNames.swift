import ShrikeText

/// What encloses a line by name: functions, classes, blocks of configuration, as their headers call
/// them. Branches and loops have no name, so that wrapping code in one changes nothing.
struct ScopeNames {
  /// Names of so many levels are told, from the inside out.
  static let levels = 32
  /// Bytes of a header that are looked at.
  static let headerBytes = 300

  private let parents: [Int32]

  init(_ outline: Outline) { parents = outline.parents }

  /// The mark of the names around a line (from 0); 0 where there are none.
  func scope(of number: Int, _ lines: [OutlineLine], _ bytes: [UInt8]) -> UInt64 {
    var mark = TextMark()
    var count = 0
    var line = parents[number]
    var steps = 0
    while line >= 0, count < Self.levels, steps < 4 * Self.levels {
      steps += 1
      if let name = Self.name(bytes, lines[Int(line)].code) {
        mark.add(name)
        mark.add(UInt8(0))
        count += 1
      }
      line = parents[Int(line)]
    }
    return count == 0 ? 0 : mark.value
  }

  /// The name that a header gives to what it encloses.
  static func name(_ bytes: [UInt8], _ code: ByteRange) -> [UInt8]? {
    let range = code.lower..<min(code.upper, code.lower + headerBytes)
    let header = Header(bytes, range)
    guard let first = header.tokens.first else { return nil }
    if first.kind == .word, transparent.contains(header.text(first)) { return nil }
    if first.kind == .mark, bytes[first.range.lowerBound] == UInt8(ascii: "-") {
      return header.plain(range)
    }
    return header.definition ?? header.block ?? header.call ?? header.key
  }

  /// Headers of what has no name of its own.
  private static let transparent: Set<String> = [
    "if", "else", "elif", "elsif", "elseif", "unless", "for", "foreach", "while", "until", "loop",
    "do", "switch", "case", "default", "match", "when", "try", "catch", "except", "finally",
    "rescue", "ensure", "with", "using", "lock", "synchronized", "guard", "defer", "unsafe",
    "begin", "return", "await", "yield", "repeat", "select",
  ]

  fileprivate static let defining: Set<String> = [
    "def", "class", "func", "function", "fn", "fun", "sub", "proc", "procedure", "module",
    "namespace", "interface", "struct", "enum", "trait", "impl", "object", "record", "type",
    "extension", "protocol", "package", "actor", "macro", "defmodule", "defp", "union",
  ]
}

/// The words of a header.
struct Header {
  enum Kind { case word, text, mark }

  struct Token {
    var kind: Kind
    var range: Range<Int>
  }

  let bytes: [UInt8]
  let range: Range<Int>
  private(set) var tokens: [Token] = []

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
    var at = range.lowerBound
    while at < range.upperBound {
      let start = at
      let byte = bytes[at]
      at += 1
      if byte == 0x20 || byte == 0x09 { continue }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
        while at < range.upperBound, bytes[at] != byte { at += 1 }
        at = min(at + 1, range.upperBound)
        tokens.append(Token(kind: .text, range: start..<at))
      } else if Self.isWord(byte) {
        while at < range.upperBound, Self.isWord(bytes[at]) { at += 1 }
        tokens.append(Token(kind: .word, range: start..<at))
      } else {
        tokens.append(Token(kind: .mark, range: start..<at))
      }
    }
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  func text(_ token: Token) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

  func plain(_ part: Range<Int>) -> [UInt8]? {
    let text = LineText(bytes, ByteRange(part.lowerBound, part.upperBound)).bytes
    return text.isEmpty ? nil : text
  }

  private func isMark(_ index: Int, _ byte: Unicode.Scalar) -> Bool {
    index < tokens.count && tokens[index].kind == .mark
      && bytes[tokens[index].range.lowerBound] == UInt8(ascii: byte)
  }

  private func first(_ byte: Unicode.Scalar) -> Int? {
    tokens.indices.first { isMark($0, byte) }
  }

  /// `def load(q):`, `func (r *Reader) Get() {`: the word after the keyword.
  var definition: [UInt8]? {
    for (index, token) in tokens.enumerated() {
      guard token.kind == .word else {
        if token.kind == .text || isMark(index, "=") || isMark(index, "(") { return nil }
        continue
      }
      guard ScopeNames.defining.contains(text(token)) else { continue }
      var next = index + 1
      if isMark(next, "(") {
        while next < tokens.count, !isMark(next, ")") { next += 1 }
        next += 1
      }
      guard next < tokens.count, tokens[next].kind == .word else { return nil }
      return Array(bytes[tokens[next].range])
    }
    return nil
  }

  /// `resource "aws_s3_bucket" "logs" {`: all of it.
  var block: [UInt8]? {
    guard tokens.count > 2, tokens[0].kind == .word, tokens[1].kind == .text, let brace = first("{")
    else { return nil }
    return plain(range.lowerBound..<tokens[brace].range.lowerBound)
  }

  /// `public int load(String q) {`, `describe("loading", () => {`: the word before the bracket, with
  /// a text that follows it.
  var call: [UInt8]? {
    guard let bracket = first("("), bracket > 0, tokens[bracket - 1].kind == .word else {
      return nil
    }
    let word = tokens[bracket - 1].range
    guard bracket + 1 < tokens.count, tokens[bracket + 1].kind == .text else {
      return Array(bytes[word])
    }
    return plain(word.lowerBound..<tokens[bracket + 1].range.upperBound)
  }

  /// `build:`, `"scripts": {`, `.menu {`, `settings = {`, `<div id="a">`: what stands before.
  var key: [UInt8]? {
    guard let last = tokens.last else { return nil }
    if isMark(0, "<") { return tokens.count > 1 ? Array(bytes[tokens[1].range]) : nil }
    if isMark(tokens.count - 1, ":") {
      return plain(range.lowerBound..<last.range.lowerBound)
    }
    guard let end = first("=") ?? first("{") else { return nil }
    return plain(range.lowerBound..<tokens[end].range.lowerBound)
  }
}
