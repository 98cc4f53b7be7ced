/// The few words in which the databases differ. All other SQL is written once.
///
/// A statement names a word in braces, `{blob}`, and a value with `?`.
public struct Dialect: Sendable {
  public var name: String
  /// What stands for the word in braces.
  public var words: [String: String]
  /// `?` or `$1`, `$2`, …
  public var numbersParameters: Bool

  /// Ids and other text that is compared and sorted by its bytes.
  public static let sqlite = Dialect(
    name: "SQLite",
    words: [
      "blob": "BLOB", "text": "TEXT", "integer": "INTEGER", "lock": "",
      "clustered": "WITHOUT ROWID",
      // What the full-text index is made of, and asked with.
      "search-table":
        "CREATE VIRTUAL TABLE finding_search USING fts5(body)",
      "search-drop": "DROP TABLE finding_search",
      "search-add": "INSERT INTO finding_search (rowid, body) VALUES (?, ?)",
      "search-remove": """
      DELETE FROM finding_search
      WHERE rowid = (SELECT slot FROM finding WHERE org_id = ? AND id = ?)
      """,
      "search-renew": """
      INSERT INTO finding_search (rowid, body)
      SELECT slot, ? FROM finding WHERE org_id = ? AND id = ?
      """,
      "search-match":
        "finding.slot IN (SELECT rowid FROM finding_search WHERE finding_search MATCH ?)",
      "search-some": "SELECT rowid FROM finding_search WHERE finding_search MATCH ? LIMIT ?",
      // Whether the text of a row holds a word or the beginning of one.
      "search-holds":
        "(SELECT ' ' || body FROM finding_search WHERE rowid = finding.slot) LIKE ?",
      // Stands before a column whose index is not to be gone along.
      "loose": "+",
      // Without counts of rows SQLite would go through all of an organisation.
      "by-lane": "INDEXED BY sighting_lane",
    ],
    numbersParameters: false)

  public static let postgres = Dialect(
    name: "PostgreSQL",
    words: [
      "blob": "BYTEA", "text": "TEXT COLLATE \"C\"", "integer": "BIGINT",
      "lock": "FOR UPDATE", "clustered": "",
      "search-table": """
      CREATE TABLE finding_search (finding BIGINT PRIMARY KEY, body TEXT NOT NULL);
      CREATE INDEX finding_search_words ON finding_search USING gin (to_tsvector('simple', body))
      """,
      "search-drop": "DROP TABLE finding_search",
      "search-add": "INSERT INTO finding_search (finding, body) VALUES (?, ?)",
      "search-remove": """
      DELETE FROM finding_search
      WHERE finding = (SELECT slot FROM finding WHERE org_id = ? AND id = ?)
      """,
      "search-renew": """
      INSERT INTO finding_search (finding, body)
      SELECT slot, CAST(? AS TEXT) FROM finding WHERE org_id = ? AND id = ?
      """,
      "search-match": """
      finding.slot IN (SELECT finding FROM finding_search \
      WHERE to_tsvector('simple', body) @@ to_tsquery('simple', ?))
      """,
      "search-some": """
      SELECT finding FROM finding_search
      WHERE to_tsvector('simple', body) @@ to_tsquery('simple', ?) LIMIT ?
      """,
      "search-holds": """
      (SELECT ' ' || words.body FROM finding_search words WHERE words.finding = finding.slot) ILIKE ?
      """,
      // Its planner counts rows by itself.
      "loose": "", "by-lane": "",
    ],
    numbersParameters: true)

  /// The statement as this database reads it. Question marks in quotes are left alone.
  public func statement(_ sql: String) -> String {
    if !numbersParameters, !sql.utf8.contains(UInt8(ascii: "{")) { return sql }
    var out = ""
    out.reserveCapacity(sql.utf8.count + 16)
    var parameters = 0
    var quote: Character?
    var rest = sql[...]
    while let character = rest.popFirst() {
      if let open = quote {
        if character == open { quote = nil }
        out.append(character)
        continue
      }
      switch character {
      case "'", "\"":
        quote = character
        out.append(character)
      case "?" where numbersParameters:
        parameters += 1
        out += "$\(parameters)"
      case "{":
        guard let end = rest.firstIndex(of: "}") else {
          out.append(character)
          continue
        }
        let word = String(rest[..<end])
        let after = rest[rest.index(after: end)...]
        guard let text = words[word] else {
          out += "{\(word)}"
          rest = after
          continue
        }
        // A word may hold values, too.
        rest = (text + after)[...]
      default: out.append(character)
      }
    }
    return out
  }

  /// A full-text query for texts that hold the words, the last one maybe longer: `src/app` finds `src/app.py`.
  /// Empty where there is no word in it.
  public func search(_ text: String) -> String {
    let words = Self.searchable(text).split(separator: " ")
      .map { numbersParameters ? "'\($0.lowercased())'" : String($0) }
    guard !words.isEmpty else { return "" }
    return numbersParameters
      ? words.joined(separator: " <-> ") + ":*" : "\"\(words.joined(separator: " "))\" *"
  }

  /// A text that is one word of ASCII, and the full-text query for texts that hold it as it is; nil for others.
  func wholeWord(_ text: String) -> (word: String, query: String)? {
    let words = Self.searchable(text).split(separator: " ")
    guard words.count == 1, words[0].utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let word = words[0].lowercased()
    return (word, numbersParameters ? "'\(word)'" : "\"\(word)\"")
  }

  /// Words alone: databases disagree about what a path or a mark is. What is not ASCII stays as it is.
  static func searchable(_ text: String) -> String {
    String(
      decoding: text.utf8.map { byte in
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80 ? byte : 0x20
      }, as: UTF8.self)
  }
}
