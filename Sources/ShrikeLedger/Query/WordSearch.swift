/// How the words of a question are looked for.
///
/// The index of words is asked for those that few findings have. A word that very many have is read out of the texts of
/// the findings that are gone through anyway: to make a set of so many would cost more than the page.
struct WordSearch: Sendable {
  /// One for each term of words.
  private(set) var conditions: [SQLCondition] = []
  /// Few rows have the words, so that these are gone through for a page, and not the list.
  private(set) var isRare = false
  /// The index gives the rows that are to be counted.
  private(set) var isIndexed = false

  /// So many findings are few: to read and sort them costs less than to meet fifty of them in the list.
  static let few: Int64 = 5_000

  /// Fifty of so many findings are met soon in any list.
  static let manyForPage: Int64 = 20_000
  /// A thousand of so many are.
  static let manyForCount: Int64 = 100_000

  /// `many`: a word of so many findings is read out of texts.
  init(
    _ query: FindingQuery, many: Int64, _ connection: any SQLConnection
  ) throws(LedgerError) {
    for term in query.terms where term.field == .text {
      var parts: [SQLCondition] = []
      var rows: Int64 = 0
      var isRead = false
      for case .text(let text) in term.values {
        let words = connection.dialect.search(text)
        guard !words.isEmpty else { continue }
        let whole = connection.dialect.wholeWord(text)
        // Those that have the word as it is are counted without looking at those that have a longer one.
        var hits =
          try whole.map { whole throws(LedgerError) in
            try Self.count(whole.query, many, connection)
          } ?? 0
        if hits < many { hits = try Self.count(words, many, connection) }
        rows += hits
        if let whole, hits == many {
          isRead = true
          parts.append(SQLCondition("{search-holds}", [.text("% \(whole.word)%")]))
        } else {
          parts.append(SQLCondition("{search-match}", [.text(words)]))
        }
      }
      let any = SQLCondition.any(parts)
      conditions.append(term.isNegated ? any.negated : any)
      guard !term.isNegated, !isRead else { continue }
      isIndexed = true
      if rows < Self.few { isRare = true }
    }
  }

  private static func count(
    _ words: String, _ limit: Int64, _ connection: any SQLConnection
  ) throws(LedgerError) -> Int64 {
    try connection.number(
      "SELECT COUNT(*) FROM ({search-some}) hits", [.text(words), .integer(limit)]) ?? 0
  }
}
