import ShrikeFormats
import ShrikeMatch
import ShrikeModel
import ShrikeText

/// One `[[rules]]` table to a rule.
struct RuleParser {
  let provider: ProviderNotes

  mutating func rule(_ node: Node, diagnostics: inout Diagnostics) -> SecretRule? {
    checkKeys(node, GitleaksKeys.rule, "rules.unknown-key", &diagnostics)
    let id = node["id"]?.string ?? ""
    if id.allSatisfy(\.isWhitespace) {
      diagnostics.report(node.diagnostic(.error, "rules.id", "the rule's id is missing or empty"))
      return nil
    }
    var rule = SecretRule(id: id)
    rule.description = node["description"]?.string ?? ""
    rule.pattern = Self.pattern(node["regex"], &diagnostics)
    rule.path = Self.pattern(node["path"], &diagnostics)
    rule.secretGroup = node["secretGroup"]?.int ?? 0
    rule.entropy = node["entropy"]?.double ?? 0
    rule.keywords = (Self.strings(node["keywords"], &diagnostics)).map {
      Array($0.utf8).map(asciiLower)
    }
    rule.tags = Self.strings(node["tags"], &diagnostics)
    rule.skipReport = node["skipReport"]?.bool ?? node["report"]?.bool.map { !$0 } ?? false
    rule.specificity = node["specificity"]?.int ?? SecretRule.defaultSpecificity
    rule.filter = Self.expression(node["filter"], &diagnostics)
    // Read so that a mistake is told; never run: nothing found is sent anywhere.
    _ = Self.expression(node["validate"], &diagnostics)
    lists(node, into: &rule, &diagnostics)
    requirements(node, into: &rule, &diagnostics)
    notes(node, into: &rule, &diagnostics)
    return rule
  }

  private func lists(
    _ node: Node, into rule: inout SecretRule, _ diagnostics: inout Diagnostics
  ) {
    var nodes = node["allowlists"]?.elements.map { $0 } ?? []
    let old = node["allowlist"] ?? node["allowList"]
    if let old {
      if !nodes.isEmpty {
        diagnostics.report(
          old.diagnostic(
            .error, "rules.allowlist",
            "\(rule.id): [rules.allowlist] cannot stand beside [[rules.allowlists]]"))
      }
      nodes.append(old)
    }
    rule.allowlists = nodes.compactMap { Self.allowlist($0, &diagnostics) }
  }

  private func requirements(
    _ node: Node, into rule: inout SecretRule, _ diagnostics: inout Diagnostics
  ) {
    for entry in node["required"]?.elements.map({ $0 }) ?? [] {
      guard let id = entry["id"]?.string, !id.isEmpty else {
        diagnostics.report(
          entry.diagnostic(.error, "rules.required", "\(rule.id): a required rule needs its id"))
        continue
      }
      rule.required.append(
        Requirement(
          rule: id, withinLines: entry["withinLines"]?.int,
          withinColumns: entry["withinColumns"]?.int))
    }
  }

  private func notes(
    _ node: Node, into rule: inout SecretRule, _ diagnostics: inout Diagnostics
  ) {
    rule.why = node["why"]?.string ?? provider.why
    rule.now = node["now"]?.string ?? provider.now
    rule.documentation = node["docs"]?.string ?? provider.documentation
    rule.aliases = Self.strings(node["aliases"], &diagnostics)
    if let word = Self.word(node["severity"], Severity.allCases, "severity", &diagnostics) {
      rule.severity = word
    }
    if let word = Self.word(node["confidence"], Confidence.allCases, "confidence", &diagnostics) {
      rule.confidence = word
    }
    for entry in node["checks"]?.elements.map({ $0 }) ?? [] {
      if let check = Self.word(entry, StructureCheck.allCases, "check", &diagnostics) {
        rule.checks.append(check)
      }
    }
  }

  // MARK: parts

  static func word<Word: RawRepresentable>(
    _ node: Node?, _ known: [Word], _ kind: String, _ diagnostics: inout Diagnostics
  ) -> Word? where Word.RawValue == String {
    guard let node else { return nil }
    if let text = node.string, let word = Word(rawValue: text) { return word }
    let words = known.map(\.rawValue)
    let near = suggestion(for: node.text ?? "", among: words)
    diagnostics.report(
      node.diagnostic(
        .error, "rules.\(kind)", "'\(node.text ?? "")' is no \(kind)",
        label: near.map { "did you mean '\($0)'?" },
        help: "known: \(words.joined(separator: ", "))"))
    return nil
  }

  static func strings(_ node: Node?, _ diagnostics: inout Diagnostics) -> [String] {
    guard let node else { return [] }
    if let strings = node.strings { return strings }
    diagnostics.report(node.diagnostic(.error, "rules.type", "a list of texts is expected here"))
    return []
  }

  static func pattern(_ node: Node?, _ diagnostics: inout Diagnostics) -> Pattern? {
    guard let node, let source = node.string, !source.isEmpty else {
      if let node, node.string == nil {
        diagnostics.report(node.diagnostic(.error, "rules.type", "a text is expected here"))
      }
      return nil
    }
    do throws(PatternError) { return try Pattern(source) } catch {
      diagnostics.report(fault(node, error))
      return nil
    }
  }

  /// Points into the expression where its text stands in the file as it is, else at the whole of it.
  private static func fault(_ node: Node, _ error: PatternError) -> Diagnostic {
    var diagnostic = node.diagnostic(
      .error, "rules.regex", "the regular expression cannot be read: \(error.message)",
      help: error.help)
    if let content = node.contentRange {
      let place = ByteRange(content.lower + error.range.lower, content.lower + error.range.upper)
      diagnostic.frame = node.frame(place)
    }
    return diagnostic
  }

  static func expression(_ node: Node?, _ diagnostics: inout Diagnostics) -> Expression? {
    guard let node, let source = node.string, !source.allSatisfy(\.isWhitespace) else {
      return nil
    }
    do throws(ExpressionError) { return try Expression(source) } catch {
      var diagnostic = node.diagnostic(
        .error, "rules.filter", "the filter cannot be read: \(error.message)", help: error.help)
      if let content = node.contentRange {
        let place = ByteRange(content.lower + error.range.lower, content.lower + error.range.upper)
        diagnostic.frame = node.frame(place)
      }
      diagnostics.report(diagnostic)
      return nil
    }
  }

  static func allowlist(_ node: Node, _ diagnostics: inout Diagnostics) -> Allowlist? {
    checkKeys(node, GitleaksKeys.allowlist, "rules.unknown-key", &diagnostics)
    var list = Allowlist()
    let before = diagnostics.errorCount
    list.description = node["description"]?.string ?? ""
    switch node["condition"]?.string?.uppercased() ?? "" {
    case "AND", "&&": list.all = true
    case "", "OR", "||": break
    case let word:
      diagnostics.report(
        (node["condition"] ?? node).diagnostic(
          .error, "rules.allowlist", "'\(word.lowercased())' is no condition",
          help: "known: and, or"))
    }
    switch node["regexTarget"]?.string ?? "" {
    case "", "secret": break
    case "match": list.target = .match
    case "line": list.target = .line
    case let word:
      diagnostics.report(
        (node["regexTarget"] ?? node).diagnostic(
          .error, "rules.allowlist", "'\(word)' is no regexTarget",
          label: suggestion(for: word, among: ["secret", "match", "line"]).map {
            "did you mean '\($0)'?"
          }, help: "known: secret, match, line"))
    }
    list.commits = Set(
      strings(node["commits"], &diagnostics).map {
        $0.lowercased().trimmingASCIISpace
      })
    list.paths = joined(node["paths"], &diagnostics)
    list.regexes = joined(node["regexes"], &diagnostics)
    let words = strings(node["stopwords"] ?? node["stopWords"], &diagnostics)
    if !words.isEmpty { list.stopWords = WordSet(words) }
    list.targetRules = strings(node["targetRules"], &diagnostics)
    if list.commits.isEmpty, list.paths == nil, list.regexes == nil, list.stopWords == nil,
      diagnostics.errorCount == before
    {
      diagnostics.report(
        node.diagnostic(
          .error, "rules.allowlist",
          "an allowlist needs at least one of commits, paths, regexes, stopwords"))
    }
    return diagnostics.errorCount == before ? list : nil
  }

  /// The expressions as one alternation, joined as gitleaks joins them: flags such as `(?i)` in one hold for
  /// those after it.
  private static func joined(_ node: Node?, _ diagnostics: inout Diagnostics) -> Pattern? {
    let sources = strings(node, &diagnostics)
    guard let node, !sources.isEmpty else { return nil }
    for (index, source) in sources.enumerated() {
      do throws(PatternError) { _ = try Pattern(source) } catch {
        diagnostics.report(fault(node[index] ?? node, error))
        return nil
      }
    }
    return try? Pattern("(?:" + sources.joined(separator: "|") + ")")
  }
}

extension String {
  fileprivate var trimmingASCIISpace: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
