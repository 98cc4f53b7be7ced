import ShrikeText

/// Reads the lines of a CODEOWNERS file, one at a time.
struct CodeOwnersReader {
  enum Line: Hashable {
    case nothing
    /// GitLab's `[Name]` or `^[Name][2]`, with the owners of those of its lines that have none.
    case section(String, owners: [String])
    /// An ignore pattern, and the owners.
    case entry(String, isExclusion: Bool, owners: [String])
  }

  let file: String
  let isGitLab: Bool

  static func opensSection(_ line: Substring) -> Bool {
    let line = line.hasPrefix("^") ? line.dropFirst() : line
    return line.hasPrefix("[") && line.contains("]")
  }

  mutating func read(
    _ line: Substring, number: Int, _ diagnostics: inout Diagnostics
  ) -> Line {
    let words = Self.words(line)
    guard let first = words.first else { return .nothing }
    if Self.opensSection(line.drop(while: \.isWhitespace)) {
      return section(line, number, &diagnostics)
    }
    let owners = self.owners(words.dropFirst(), line, number, &diagnostics)
    var pattern = String(first)
    let isExclusion = pattern.hasPrefix("!")
    if isExclusion {
      guard isGitLab else {
        report(
          "codeowners.negation", "GitHub knows no exceptions; this line does nothing", first, line,
          number, &diagnostics, help: "name the files in a line without owners below it")
        return .nothing
      }
      pattern.removeFirst()
    }
    if isGitLab, !pattern.hasPrefix("/"), !pattern.hasPrefix("**/"),
      pattern.dropLast().contains("/")
    {
      // GitLab looks for a path at every depth, not only at the top.
      pattern = "**/" + pattern
    }
    guard !IgnorePatterns(globs: [pattern]).isEmpty, !pattern.hasPrefix("!") else {
      report(
        "codeowners.pattern", "this is no pattern", first, line, number, &diagnostics,
        help: "write it as in .gitignore: '/src/', '*.swift', 'docs/**/*.md'")
      return .nothing
    }
    return .entry(pattern, isExclusion: isExclusion, owners: isExclusion ? [] : owners)
  }

  private func section(
    _ line: Substring, _ number: Int, _ diagnostics: inout Diagnostics
  ) -> Line {
    guard let open = line.firstIndex(of: "["), let close = line[open...].firstIndex(of: "]"),
      close > line.index(after: open)
    else {
      report(
        "codeowners.section", "this section has no name", line, line, number, &diagnostics,
        help: "write '[Name]', and its owners after it")
      return .nothing
    }
    var rest = line[line.index(after: close)...]
    // How many of them must agree: nothing that a finding needs.
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      rest = rest[rest.index(after: end)...]
    }
    return .section(
      String(line[line.index(after: open)..<close]),
      owners: owners(Self.words(rest)[...], line, number, &diagnostics))
  }

  private func owners(
    _ words: ArraySlice<Substring>, _ line: Substring, _ number: Int,
    _ diagnostics: inout Diagnostics
  ) -> [String] {
    var owners: [String] = []
    for word in words {
      guard Self.isOwner(word) else {
        report(
          "codeowners.owner", "'\(word)' is no owner; it is left out", word, line, number,
          &diagnostics, help: "write '@name', '@group/team' or an e-mail address")
        continue
      }
      guard owners.count < CodeOwners.ownerLimit else {
        report(
          "codeowners.owners",
          "a line has at most \(CodeOwners.ownerLimit) owners; the others are left out", word, line,
          number, &diagnostics)
        break
      }
      if !owners.contains(String(word)) { owners.append(String(word)) }
    }
    return owners
  }

  /// `@name`, `@group/team`, GitLab's `@@role`, or an address.
  private static func isOwner(_ word: Substring) -> Bool {
    guard (2...320).contains(word.utf8.count) else { return false }
    if word.hasPrefix("@") {
      let name = word.drop { $0 == "@" }
      return !name.isEmpty && word.count - name.count <= 2
        && name.allSatisfy { $0.isLetter || $0.isNumber || "._-/".contains($0) }
    }
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
  }

  /// What blanks divide, up to a comment; a backslash keeps the blank or the number sign behind it.
  private static func words(_ line: Substring) -> [Substring] {
    var words: [Substring] = []
    var start: Substring.Index?
    var index = line.startIndex
    while index < line.endIndex {
      let character = line[index]
      if character == "\\" {
        start = start ?? index
        index = line.index(after: index)
        if index < line.endIndex { index = line.index(after: index) }
        continue
      }
      if character == "#", start == nil { return words }
      if character.isWhitespace || character == "\0" {
        if let from = start { words.append(line[from..<index]) }
        start = nil
      } else {
        start = start ?? index
      }
      index = line.index(after: index)
    }
    if let from = start { words.append(line[from...]) }
    return words
  }

  private func report(
    _ code: String, _ message: String, _ word: Substring, _ line: Substring, _ number: Int,
    _ diagnostics: inout Diagnostics, help: String? = nil
  ) {
    let before = line[..<max(line.startIndex, word.startIndex)].unicodeScalars.count
    diagnostics.report(
      Diagnostic(
        .warning, code, message, file: file,
        frame: Diagnostic.Frame(
          line: number, column: before + 1, length: max(1, word.unicodeScalars.count),
          text: String(line)),
        help: help))
  }
}
