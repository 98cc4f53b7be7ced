import ShrikeFormats

/// Knows the reports of one tool.
///
/// To add one: a file `Imports/<Tool>/<Tool>Reader.swift`, a line in `ReportReaders.all`, a case
/// below `Tests/ShrikeExchangeTests/Cases/Imports`, a row in `docs/imports.md`.
protocol ReportReader: Sendable {
  /// The tool's name in commands and findings, `dependency_check`.
  var name: String { get }
  /// As its makers write it, `OWASP Dependency-Check`.
  var title: String { get }
  /// How sure the content is this tool's; cheap, since every reader is asked.
  func recognize(_ report: ReportContent) -> Recognition
  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal)
}

/// How much of a content speaks for a tool. The surest reader takes it; several equally sure are
/// candidates, of which a person names one.
enum Recognition: Int, Comparable, Sendable {
  case none
  /// An empty report of the tool might look so, as might others'.
  case possible
  /// It has the shape of the tool's reports.
  case likely
  /// It has the shape, and says so of itself, or shares none of it with any other tool.
  case certain

  static func < (a: Recognition, b: Recognition) -> Bool { a.rawValue < b.rawValue }

  static func likely(_ holds: Bool) -> Recognition { holds ? .likely : .none }
  static func certain(_ holds: Bool) -> Recognition { holds ? .certain : .none }
}

/// Why a file as a whole is no report that can be used.
struct ReportRefusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
