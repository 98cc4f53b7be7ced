import ShrikeMatch
import ShrikeText

extension TerraformFunction {
  static let expressions: [String: TerraformFunction] = [
    "regex": .init([.string, .string], .dynamic) { call throws(TerraformError) in
      let expression = try TerraformRegex(call.string(0))
      try expression.refuseMixedGroups()
      let text = Array(call.string(1).utf8)
      guard let first = expression.matches(in: text, limit: 1).first else {
        throw TerraformError("the text does not match the expression")
      }
      return expression.value(of: first, in: text)
    },
    "regexall": .init([.string, .string], .list(.dynamic)) { call throws(TerraformError) in
      let expression = try TerraformRegex(call.string(0))
      try expression.refuseMixedGroups()
      let text = Array(call.string(1).utf8)
      let matches = expression.matches(in: text, limit: TerraformRegex.matchLimit)
        .map { expression.value(of: $0, in: text) }
      return .init(.list(matches, matches.first?.type ?? .string))
    },
  ]
}

/// A regular expression and all its matches; each use compiles it anew, which RE2's dialect keeps
/// cheap.
struct TerraformRegex {
  /// Matches of one call that are looked at.
  static let matchLimit = 100_000

  private let pattern: Pattern
  private let scratch = MatchScratch()

  init(_ source: String) throws(TerraformError) {
    do {
      pattern = try Pattern(source)
    } catch {
      throw TerraformError("the regular expression is not valid")
    }
  }

  /// `regex` gives a tuple or an object and cannot mix them.
  func refuseMixedGroups() throws(TerraformError) {
    let named = pattern.groupNames.filter { $0 != nil }.count
    if named > 0, named < pattern.groupCount {
      throw TerraformError("either all groups have names or none")
    }
  }

  /// The groups of every match from left to right, the whole match first.
  func matches(in text: [UInt8], limit: Int) -> [[ByteRange?]] {
    var out: [[ByteRange?]] = []
    text.withUnsafeBufferPointer { buffer in
      let ascii = isASCII(buffer)
      var from = 0
      var lastEnd = -1
      while from <= buffer.count, out.count < limit,
        let match = pattern.match(in: buffer, from: from, ascii: ascii, scratch: scratch)
      {
        // An empty match right after a match does not count.
        if match.count > 0 || match.lower != lastEnd {
          out.append((0...pattern.groupCount).map { scratch.range($0) })
        }
        lastEnd = match.upper
        from = match.upper
        if match.count == 0 {
          from += 1
          while from < buffer.count, buffer[from] & 0xC0 == 0x80 { from += 1 }
        }
      }
    }
    return out
  }

  /// What `regex` gives: the text, a tuple of groups or an object of named groups.
  func value(of match: [ByteRange?], in text: [UInt8]) -> TerraformValue {
    func part(_ range: ByteRange?) -> TerraformValue {
      guard let range else { return .null(.string) }
      return .string(String(decoding: text[range.lower..<range.upper], as: UTF8.self).normalized)
    }
    guard pattern.groupCount > 0 else { return part(match[0]) }
    let names = Array(pattern.groupNames)
    let offset = names.count == pattern.groupCount ? 1 : 0
    var fields: [(String, TerraformValue)] = []
    for (index, name) in names.enumerated() {
      if let name, index + offset < match.count {
        fields.append((name, part(match[index + offset])))
      }
    }
    if !fields.isEmpty { return .object(fields) }
    return .tuple(match.dropFirst().map(part))
  }

  /// Every match replaced; `$1`, `${name}` and `$$` as Go's `Expand` reads them.
  func replaced(in text: [UInt8], with replacement: [UInt8]) throws(TerraformError) -> String {
    var out: [UInt8] = []
    var from = 0
    for match in matches(in: text, limit: Self.matchLimit) {
      guard let whole = match[0] else { continue }
      try TerraformFunction.checkSize(out.count)
      out.append(contentsOf: text[from..<whole.lower])
      expand(replacement, match, text, &out)
      from = whole.upper
    }
    out.append(contentsOf: text[from...])
    return String(decoding: out, as: UTF8.self)
  }

  private func expand(
    _ template: [UInt8], _ match: [ByteRange?], _ text: [UInt8], _ out: inout [UInt8]
  ) {
    var index = 0
    while index < template.count {
      guard template[index] == UInt8(ascii: "$"), index + 1 < template.count else {
        out.append(template[index])
        index += 1
        continue
      }
      if template[index + 1] == UInt8(ascii: "$") {
        out.append(UInt8(ascii: "$"))
        index += 2
        continue
      }
      let braced = template[index + 1] == UInt8(ascii: "{")
      let start = index + (braced ? 2 : 1)
      var end = start
      while end < template.count, isWord(template[end]) { end += 1 }
      guard end > start, !braced || end < template.count && template[end] == UInt8(ascii: "}")
      else {
        out.append(template[index])
        index += 1
        continue
      }
      let name = String(decoding: template[start..<end], as: UTF8.self)
      if let range = group(name, match) { out.append(contentsOf: text[range.lower..<range.upper]) }
      index = braced ? end + 1 : end
    }
  }

  private func group(_ name: String, _ match: [ByteRange?]) -> ByteRange? {
    if let number = Int(name) { return number < match.count ? match[number] : nil }
    let names = Array(pattern.groupNames)
    guard let index = names.firstIndex(of: name) else { return nil }
    let position = names.count == pattern.groupCount ? index + 1 : index
    return position < match.count ? match[position] : nil
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
  }
}
