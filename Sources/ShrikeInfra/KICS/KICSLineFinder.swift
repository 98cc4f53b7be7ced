import ShrikeText

/// The line a KICS query means by its `searchKey`: `metadata.name={{web}}.spec`.
///
/// The key's parts are looked for one below the other in the text, each in the line that holds it with
/// the least beside it (edit distance of the word around it). Queries are written against this search
/// and no other, so its oddities are kept.
struct KICSLineFinder {
  /// Lines longer than this are compared by containment alone: edit distance is quadratic.
  private static let distanceLimit = 2_000

  let lines: [[UInt8]]
  let isYAML: Bool

  /// A Dockerfile's lines with each instruction's continuations in its first line.
  static func joined(_ lines: [[UInt8]]) -> [[UInt8]] {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }
    func isComment(_ line: [UInt8]) -> Bool { line.first { !isSpace($0) } == 0x23 }
    func continues(_ line: [UInt8]) -> Bool {
      line.count > 2 && line.last == 0x5C && isSpace(line[line.count - 2])
    }
    var lines = lines
    for index in lines.indices where !isComment(lines[index]) {
      while continues(lines[index]) {
        guard let next = lines.indices.first(where: { $0 > index && !lines[$0].isEmpty }) else {
          break
        }
        var addition = lines[next]
        if isComment(addition) { addition += [0x20, 0x5C] }
        var text: [UInt8] = []
        var at = 0
        let line = lines[index]
        while at < line.count {
          if isSpace(line[at]), at + 1 < line.count, line[at + 1] == 0x5C {
            text.append(0x20)
            text += addition
            at += 2
          } else {
            text.append(line[at])
            at += 1
          }
        }
        guard text.count < joinLimit else { break }
        lines[index] = text
        lines[next] = []
      }
    }
    return lines
  }

  private static let joinLimit = 1 << 20

  /// 1-based; nil where not even the first part is found.
  func line(of searchKey: String) -> Int? {
    let extracted = Self.bracketValues(Array(searchKey.utf8))
    var sanitized = searchKey
    for (index, value) in extracted.enumerated() {
      sanitized = sanitized.replacing(value.full, with: "{{\(index)}}")
    }
    var parts = sanitized.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    if let reference = parts.firstIndex(where: { $0.contains("$ref") }) {
      parts = Array(parts[..<reference]) + [parts[reference...].joined(separator: ".")]
    }
    return find(parts.map { substrings($0, extracted) })
  }

  /// Looks for pairs of texts, each pair in one line at or below the one before.
  func find(_ pairs: [(String, String)]) -> Int? {
    var current = 0
    var found = false
    for (first, second) in pairs {
      guard let next = best(Array(first.utf8), Array(second.utf8), from: current) else { break }
      current = next
      found = true
    }
    return found ? current + 1 : nil
  }

  /// The texts in `{{…}}`, outermost only; without any, the whole.
  static func bracketValues(_ text: [UInt8]) -> [(full: String, inner: String)] {
    var values: [(String, String)] = []
    var depth = 0
    var simple = 0
    var open = -1
    var index = 0
    while index < text.count - 1 {
      switch text[index] {
      case 0x7B:
        if text[index + 1] == 0x7B {
          if depth == 0, simple == 0 { open = index }
          depth += 1
          index += 1
        } else {
          simple += 1
        }
      case 0x7D:
        if text[index + 1] == 0x7D {
          if depth > 0, simple == 0 {
            depth -= 1
            if depth == 0, open >= 0 {
              values.append(
                (
                  String(decoding: text[open..<index + 2], as: UTF8.self),
                  String(decoding: text[open + 2..<index], as: UTF8.self)
                ))
              open = -1
            }
            index += 1
          } else if simple > 0 {
            simple -= 1
          }
        } else {
          simple -= 1
        }
      default: break
      }
      index += 1
    }
    if values.isEmpty {
      let whole = String(decoding: text, as: UTF8.self)
      values.append(("{{\(whole)}}", whole))
    }
    return values
  }

  /// `name[value]` and `name=value` stand in one line.
  private func substrings(_ key: String, _ extracted: [(full: String, inner: String)]) -> (
    String, String
  ) {
    var parts = [key, ""]
    if let bracket = Self.bracketed(key) {
      parts = [key, bracket.0, bracket.1]
    } else {
      let sides = key.split(separator: "=", omittingEmptySubsequences: false)
      if sides.count == 2 { parts = sides.map { String($0) } }
    }
    guard let open = key.range(of: "{{"), let close = key.range(of: "}}", after: open.upperBound)
    else {
      return (parts[parts.count - 2], parts[parts.count - 1])
    }
    let placeholder = String(key[open.lowerBound..<close.upperBound])
    let number = Int(key[open.upperBound..<close.lowerBound])
    let value = number.flatMap { extracted.indices.contains($0) ? extracted[$0].inner : nil } ?? ""
    var first = ""
    var second = ""
    for (index, part) in parts.enumerated() {
      if part == placeholder {
        if index == parts.count - 2, !value.isEmpty { first = value }
        if index == parts.count - 1, !value.isEmpty { second = value }
      } else {
        if first.isEmpty { first = parts[parts.count - 2] }
        if second.isEmpty { second = parts[parts.count - 1] }
      }
    }
    return (first, second)
  }

  static func bracketed(_ key: String) -> (String, String)? {
    guard key.hasSuffix("]"), let open = key.firstIndex(of: "[") else { return nil }
    let name = key[..<open]
    let value = key[key.index(after: open)...].dropLast()
    func isWord(_ text: Substring, _ extra: String) -> Bool {
      !text.isEmpty
        && text.utf8.allSatisfy {
          ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || extra.utf8.contains($0)
        }
    }
    return isWord(name, "-_") && isWord(value, "-_{}") ? (String(name), String(value)) : nil
  }

  // MARK: lines

  /// The line from `start` on that fits best; the first of equals.
  func best(_ first: [UInt8], _ second: [UInt8], from start: Int) -> Int? {
    guard !first.isEmpty else { return nil }
    var best: Int?
    var least = Int.max
    for index in start..<max(start, lines.count) {
      guard let distance = distance(index, first, second), distance < least else { continue }
      least = distance
      best = index
    }
    return best
  }

  private func distance(_ index: Int, _ first: [UInt8], _ second: [UInt8]) -> Int? {
    let line = trimmed(lines[index])
    if line.starts(with: [0x23]) || line.starts(with: [0x2F, 0x2F]) { return nil }
    guard let at = position(of: first, in: line) else { return nil }
    guard !second.isEmpty else { return Self.distance(fragment(line, at, first), first) }
    let rest = line[(at + first.count)...]
    if let place = position(of: second, in: rest) {
      return Self.distance(fragment(line, at, first), first)
        + Self.distance(fragment(rest, place, second), second)
    }
    guard isYAML, opensBlock(line) else { return nil }
    return blockDistance(index, line, at, first, second)
  }

  /// A value that stands in the lines below its key.
  private func blockDistance(
    _ index: Int, _ line: ArraySlice<UInt8>, _ at: Int, _ first: [UInt8], _ second: [UInt8]
  ) -> Int? {
    let indent = line.startIndex
    var text: [UInt8] = []
    var next: ArraySlice<UInt8> = []
    var end = index + 1
    while end < lines.count {
      next = lines[end].drop { $0 == 0x20 || $0 == 0x09 }
      if next.startIndex == indent || position(of: second, in: next) != nil { break }
      text += next
      end += 1
    }
    let squeezed = { (text: [UInt8]) in text.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A } }
    let isPart = position(of: squeezed(text), in: squeezed(second)[...]) != nil
    guard isPart || position(of: second, in: next) != nil else { return nil }
    let place = position(of: text, in: second[...]) ?? -1
    return Self.distance(fragment(line, at, first), first)
      + Self.distance(fragment(second[...], place, text), text)
  }

  /// `key: |` and the like.
  private func opensBlock(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex else { return false }
    var rest = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
    if let byte = rest.first, byte == 0x7C || byte == 0x3E {
      rest = rest.dropFirst().drop { $0 == 0x2B || $0 == 0x2D || $0 &- 0x30 < 10 }
    } else if rest.first == 0x5C {
      rest = rest.dropFirst()
    } else {
      return false
    }
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    return rest.isEmpty || rest.first == 0x23
  }

  private func trimmed(_ line: [UInt8]) -> ArraySlice<UInt8> {
    var part = line.drop { $0 == 0x20 || $0 &- 0x09 < 5 }
    while let last = part.last, last == 0x20 || last &- 0x09 < 5 { part.removeLast() }
    return part
  }

  private func position(of needle: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    if needle.isEmpty { return text.startIndex }
    return text.withUnsafeBufferPointer { ShrikeText.find(needle, in: $0) }.map {
      $0 + text.startIndex
    }
  }

  /// The word around a match, up to spaces, without a colon or quotes at its ends.
  private func fragment(_ line: ArraySlice<UInt8>, _ at: Int, _ needle: [UInt8]) -> ArraySlice<
    UInt8
  > {
    var start = at
    var end = at + needle.count
    while start >= line.startIndex, line[start < line.endIndex ? start : line.endIndex - 1] != 0x20
    {
      start -= 1
    }
    while end < line.endIndex, end >= line.startIndex, line[end] != 0x20 { end += 1 }
    start = max(start, line.startIndex - 1)
    end = min(end, line.endIndex)
    if end - 1 > start, line[end - 1] == 0x3A { end -= 1 }
    if end - 1 > start, line[end - 1] == 0x22 { end -= 1 }
    if start + 1 < end, line[start + 1] == 0x22 { start += 1 }
    return start + 1 <= end ? line[start + 1..<end] : []
  }

  /// Levenshtein's distance.
  static func distance(_ a: ArraySlice<UInt8>, _ b: [UInt8]) -> Int {
    if a.elementsEqual(b) { return 0 }
    if a.count > distanceLimit || b.count > distanceLimit { return abs(a.count - b.count) + 1 }
    var row = Array(0...b.count)
    for (i, byte) in a.enumerated() {
      var corner = row[0]
      row[0] = i + 1
      for j in b.indices {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, corner + (byte == b[j] ? 0 : 1))
        corner = above
      }
    }
    return row[b.count]
  }
}

extension String {
  func range(of text: String, after start: String.Index? = nil) -> Range<String.Index>? {
    var at = start ?? startIndex
    while at < endIndex {
      if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
      at = index(after: at)
    }
    return nil
  }
}
