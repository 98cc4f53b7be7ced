import ShrikeModel

/// A condition over rows of `finding` and the values its question marks stand for.
struct SQLCondition: Sendable {
  var text: String
  var values: [SQLValue]

  init(_ text: String, _ values: [SQLValue] = []) {
    self.text = text
    self.values = values
  }

  static func all(_ parts: [SQLCondition]) -> SQLCondition { join(parts, " AND ", none: "1 = 1") }
  static func any(_ parts: [SQLCondition]) -> SQLCondition { join(parts, " OR ", none: "1 = 0") }

  private static func join(_ parts: [SQLCondition], _ word: String, none: String) -> SQLCondition {
    if parts.count == 1 { return parts[0] }
    return SQLCondition(
      parts.isEmpty ? none : parts.map { "(\($0.text))" }.joined(separator: word),
      parts.flatMap(\.values))
  }

  var negated: SQLCondition { SQLCondition("NOT (\(text))", values) }
}

extension FindingQuery {
  /// Everything but the state, which decides how the table is gone through.
  ///
  /// `isLoose`: the rows that have the words are gone through, and not the list.
  func condition(
    _ org: String, at now: Timestamp, _ search: WordSearch, isLoose: Bool
  ) -> SQLCondition {
    .all(
      [SQLCondition("\(isLoose ? "{loose}" : "")finding.org_id = ?", [.text(org)])]
        + terms.filter { $0.field != .state && $0.field != .text }.map { term in
          let one = Self.condition(term, org, now)
          return term.isNegated ? one.negated : one
        } + search.conditions)
  }

  /// The states that are asked for; nil: any. Without a word about states the open ones are meant.
  var states: [String]? {
    var wanted = Set(FindingState.allCases.map(\.rawValue))
    guard namesState else { return [FindingState.open.rawValue] }
    for term in terms where term.field == .state {
      let named = Set(term.values.compactMap { if case .text(let text) = $0 { text } else { nil } })
      if named.contains("any") { continue }
      wanted = term.isNegated ? wanted.subtracting(named) : wanted.intersection(named)
    }
    return wanted.count == FindingState.allCases.count ? nil : wanted.sorted()
  }

  private static func condition(
    _ term: Term, _ org: String, _ now: Timestamp
  ) -> SQLCondition {
    if term.field == .severity {
      let weights = term.values.compactMap { value -> SQLValue? in
        if case .severity(let severity) = value { .integer(severity.weight) } else { nil }
      }
      return list("finding.weight", weights)
    }
    return .any(term.values.map { condition(term.field, $0, org, now) })
  }

  private static func list(_ column: String, _ values: [SQLValue]) -> SQLCondition {
    values.count == 1
      ? SQLCondition("\(column) = ?", values)
      : SQLCondition(
        "\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))", values)
  }

  private static func condition(
    _ field: Field, _ value: Value, _ org: String, _ now: Timestamp
  ) -> SQLCondition {
    switch (field, value) {
    case (.owner, .none): SQLCondition("finding.owner IS NULL")
    case (.due, .none):
      SQLCondition("finding.due = ?", [SQLValue(Timestamp.never)])
    case (.due, .text): SQLCondition("finding.due < ?", [SQLValue(now)])
    case (.due, .time(let comparison, let time)):
      SQLCondition("finding.due \(comparison.rawValue) ?", [SQLValue(time)])
    case (.age, .age(let comparison, let age)):
      // Older is earlier.
      SQLCondition(
        "? - finding.opened_at \(comparison.rawValue) ?", [SQLValue(now), .integer(age)])
    case (.cwe, .number(let number)):
      SQLCondition("finding.cwe LIKE ?", [.text("% \(number) %")])
    case (.id, .number(let number)):
      SQLCondition(
        "finding.slot = (SELECT number FROM org WHERE id = ?) * ? + ?",
        [.text(org), .integer(Projector.numbers), .integer(number)])
    case (.id, .text(let text)): SQLCondition("finding.id = ?", [.text(text)])
    case (.decided, .text(let text)):
      SQLCondition("finding.decision_kind IS \(text == "yes" ? "NOT " : "")NULL")
    case (.owner, .text(let text)): SQLCondition("finding.owner = ?", [.text(text)])
    case (.kind, .text(let text)): SQLCondition("finding.kind = ?", [.text(text)])
    case (.observed, .text(let text)): SQLCondition("finding.observed = ?", [.text(text)])
    case (.confidence, .text(let text)): SQLCondition("finding.confidence = ?", [.text(text)])
    case (.tool, .text(let text)): SQLCondition("finding.tool = ?", [.text(text)])
    case (.asset, .text(let text)):
      text.contains("*")
        ? SQLCondition(
          "finding.asset IN (SELECT id FROM asset WHERE org_id = ? AND \(like("name")))",
          [.text(org), .text(pattern(text))])
        : SQLCondition(
          "finding.asset = (SELECT id FROM asset WHERE org_id = ? AND name = ?)",
          [.text(org), .text(text)])
    case (.ref, .text(let text)):
      SQLCondition(
        """
        EXISTS (SELECT 1 FROM sighting JOIN lane
          ON lane.org_id = sighting.org_id AND lane.id = sighting.lane
          WHERE sighting.org_id = finding.org_id AND sighting.finding = finding.id
          AND sighting.gone_rank IS NULL AND lane.ref = ?)
        """, [.text(text)])
    case (.rule, .text(let text)):
      text.contains("*")
        ? SQLCondition(like("finding.rule"), [.text(pattern(text))])
        : text.contains("/")
          ? SQLCondition("finding.rule = ?", [.text(text)])
          : SQLCondition(
            "finding.rule = ? OR \(like("finding.rule"))",
            [.text(text), .text("%/" + escaped(text))])
    case (.path, .text(let text)):
      text.contains("*")
        ? SQLCondition(like("finding.path"), [.text(pattern(text))])
        : SQLCondition(
          "finding.path = ? OR \(like("finding.path"))",
          [.text(text), .text(escaped(text.hasSuffix("/") ? text : text + "/") + "%")])
    default: SQLCondition("1 = 0")
    }
  }

  static func like(_ column: String) -> String {
    "lower(\(column)) LIKE lower(CAST(? AS TEXT)) ESCAPE '!'"
  }

  static func escaped(_ text: String) -> String {
    text.map { $0 == "%" || $0 == "_" || $0 == "!" ? "!\($0)" : String($0) }.joined()
  }

  /// `*` stands for anything.
  private static func pattern(_ text: String) -> String {
    text.split(separator: "*", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "%")
  }
}
