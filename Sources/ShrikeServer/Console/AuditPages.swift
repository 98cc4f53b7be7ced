import HTTPTypes
import ShrikeConsole
import ShrikeLedger
import ShrikeText

/// The log, the last event first.
enum AuditPages {
  static let all: [Route] = [
    Route(
      .get, "/audit", .right(.audit, .organisation), "The log, the last event first.",
      query: [
        Parameter("q", .anyText(400), "actor:ada verb:finding.decided"),
        Parameter("before", .integer(0...Int.max / 2), "Those before this event."),
      ], audit)
  ]

  private static let rows = 50

  private static func audit(_ call: Call) async throws(Problem) -> Answer {
    let text = call.query.text("q") ?? ""
    let before = call.query.integer("before").map { Int64($0) }
    let here = Address.audit(before: before, query: text.isEmpty ? nil : text)
    return try await call.page(here) { frame, ledger in
      let filter = Filter(text)
      let part = try ledger.logLines(
        before: before, actor: filter.actor, verb: filter.verb, limit: rows)
      let checkpoint = try ledger.lastCheckpoint()
      return AuditPage(
        frame: frame, rows: part.lines.map { AuditRow($0) }, total: try ledger.logSize(),
        query: text, checkpoint: checkpoint?.note, checkpointAt: checkpoint?.at,
        checkpointSize: checkpoint?.size ?? 0, before: part.next)
    }
  }

  /// `actor:ada verb:finding.`; bare words are the beginning of a verb.
  struct Filter: Sendable, Hashable {
    var actor: String?
    var verb: String?

    init(_ text: String) {
      for word in text.split(whereSeparator: \.isWhitespace) {
        if word.hasPrefix("actor:") {
          actor = String(word.dropFirst(6))
        } else {
          verb = String(word.hasPrefix("verb:") ? word.dropFirst(5) : word)
        }
      }
    }
  }
}

extension AuditRow {
  init(_ line: LogLine) {
    let entry = line.entry
    let kind = entry.verb.prefix { $0 != "." }
    let link: Link? =
      switch kind {
      case "finding": line.finding.map { Address.finding($0) }
      case "scan": Address.scan(entry.subject)
      case "team", "members": Address.team(entry.subject)
      case "person", "membership":
        entry.subject.contains(":") ? nil : Address.person(entry.subject)
      default: nil
      }
    self.init(
      seq: entry.seq, at: entry.at, actor: entry.actor, verb: entry.verb,
      subject: line.finding.map { "#\($0)" }
        ?? (kind == "scan"
          ? "scan \(entry.subject.suffix(6))"
          : ULIDSource.isULID(entry.subject) ? String(kind) : String(entry.subject.prefix(60))),
      link: link, text: String(line.text.prefix(300)), hash: hexadecimal(entry.leaf))
  }
}
