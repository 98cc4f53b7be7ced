import ShrikeMatch
import ShrikeText

extension SecretWorker {
  func matches(_ pattern: Pattern, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { pattern.matches($0, scratch: scratch) }
  }

  /// Whether a list lets the whole file or commit pass; one that also asks for regexes or stop words is
  /// settled match by match.
  func allows(_ lists: [Allowlist], path: String, commit: String) -> Bool {
    if path.isEmpty && commit.isEmpty { return false }
    return lists.contains { list in
      let commitHolds = !commit.isEmpty && list.commits.contains(commit.lowercased())
      let pathHolds = !path.isEmpty && (list.paths.map { matches($0, path) } ?? false)
      guard list.all else { return commitHolds || pathHolds }
      if list.regexes != nil || list.stopWords != nil { return false }
      return (list.commits.isEmpty || commitHolds) && (list.paths == nil || pathHolds)
    }
  }

  /// Whether a list lets this match pass.
  func allows(
    _ lists: [Allowlist], _ match: SecretMatch, _ line: UnsafeBufferPointer<UInt8>,
    _ subject: Subject
  ) -> Bool {
    lists.contains { list in
      let regexHolds = list.regexes.map { regexes in
        switch list.target {
        case .secret: holds(regexes, match.secret)
        case .match: holds(regexes, match.match)
        case .line: line.isEmpty ? false : regexes.matches(line, scratch: scratch)
        }
      }
      let wordHolds = list.stopWords.map { words in
        match.secret.withUnsafeBufferPointer { words.occurs(in: $0) }
      }
      guard list.all else { return regexHolds ?? false || wordHolds ?? false }
      if !list.commits.isEmpty, !list.commits.contains(subject.commit.lowercased()) { return false }
      if let paths = list.paths, subject.path.isEmpty || !matches(paths, subject.path) {
        return false
      }
      return regexHolds ?? true && wordHolds ?? true
    }
  }

  private func holds(_ pattern: Pattern, _ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty && bytes.withUnsafeBufferPointer { pattern.matches($0, scratch: scratch) }
  }

  // MARK: required rules

  /// The matches that have a match of every required rule near them, with these as their parts.
  func satisfied(
    _ list: [SecretMatch], _ rule: Int, _ pass: inout Pass, _ subject: Subject
  ) -> [SecretMatch] {
    if list.isEmpty { return [] }
    let requirements = scanner.rules[rule].required
    var others: [String: [SecretMatch]] = [:]
    for index in scanner.required[rule] {
      let id = scanner.rules[index].id
      others[id] = pass.cached[index] ?? matches(of: index, &pass, subject, prior: [])
      pass.cached[index] = others[id]
    }
    return list.compactMap { match in
      var match = match
      for requirement in requirements {
        let near = (others[requirement.rule] ?? []).filter {
          isNear(match, $0, requirement)
        }
        if near.isEmpty { return nil }
        match.parts += near
      }
      return match
    }
  }

  private func isNear(_ a: SecretMatch, _ b: SecretMatch, _ requirement: Requirement) -> Bool {
    if let lines = requirement.withinLines,
      abs(a.gitleaks.startLine - b.gitleaks.startLine) > lines
    {
      return false
    }
    if let columns = requirement.withinColumns,
      abs(a.gitleaks.startColumn - b.gitleaks.startColumn) > columns
    {
      return false
    }
    return true
  }

  // MARK: who speaks

  /// Whether a more specific rule already found a secret on this line that covers this one.
  func yields(_ match: SecretMatch, to others: [SecretMatch]) -> Bool {
    let specificity = scanner.rules[match.rule].specificity
    return others.contains { other in
      speaksFor(match, specificity, other)
        || other.parts.contains { speaksFor(match, specificity, $0) }
    }
  }

  private func speaksFor(_ match: SecretMatch, _ specificity: Int, _ other: SecretMatch) -> Bool {
    other.line == match.line && other.rule != match.rule
      && scanner.rules[other.rule].specificity > specificity && covers(other.secret, match.secret)
  }

  private func covers(_ secret: [UInt8], _ part: [UInt8]) -> Bool {
    secret.withUnsafeBufferPointer { find(part, in: $0) != nil }
  }

  /// Drops the findings of which another one says more.
  func settle(_ found: inout [SecretMatch], into matches: inout [SecretMatch]) {
    if found.count == 1 {
      matches.append(found[0])
      return
    }
    // Only findings of one line compete.
    var byLine: [Int: [Int]] = [:]
    for (index, match) in found.enumerated() {
      byLine[match.line, default: []].append(index)
    }
    switch scanner.set.dialect {
    case .gitleaks:
      let generic = scanner.isGeneric
      for match in found {
        let loses =
          generic[match.rule]
          && (byLine[match.line] ?? []).contains {
            found[$0].rule != match.rule && !generic[found[$0].rule]
              && covers(found[$0].secret, match.secret)
          }
        if !loses { matches.append(match) }
      }
    case .betterleaks, .shrike:
      var parts: Set<String> = []
      for match in found {
        for part in match.parts { parts.insert(key(part)) }
      }
      for match in found {
        if !parts.isEmpty, parts.contains(key(match)) { continue }
        let rivals = (byLine[match.line] ?? []).map { found[$0] }
        if !yields(match, to: rivals) { matches.append(match) }
      }
    }
  }

  private func key(_ match: SecretMatch) -> String {
    "\(match.line):\(String(decoding: match.secret, as: UTF8.self))"
  }
}
