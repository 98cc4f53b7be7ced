import HTTPTypes
import ShrikeIntake
import ShrikeLedger
import ShrikeModel

/// Findings as files, in the formats of scans' reports: one address a format.
enum ReportRoutes {
  static let all: [Route] = LedgerReport.formats.map { format in
    Route(
      .get, "/api/v1/reports/\(format.name)", .right(.read, .assets),
      "Findings that still stand as \(format.name): \(format.summary).",
      query: [FindingRoutes.query],
      replies: [reply(format)]
    ) { call async throws(Problem) in try await write(format, call) }
  }

  /// What JSON of other formats looks like their own schemas say.
  private static func reply(_ format: LedgerReport.Format) -> Route.Reply {
    Route.Reply(
      status: .ok, summary: "the report; at most \(LedgerReport.most) findings",
      mediaType: format.mediaType,
      schema: format.mediaType.hasSuffix("json") ? .members([:]) : .members(["type": "string"]))
  }

  private static func write(
    _ format: LedgerReport.Format, _ call: Call
  ) async throws(Problem) -> Answer {
    let (viewer, text, now) = (try call.me, call.query.text("q") ?? "", call.now)
    let bytes = try await call.ledger { ledger in
      try LedgerReport.write(
        FindingRoutes.question(text, viewer), of: ledger, as: format, subject: viewer.org,
        version: ToolVersion.current, at: now)
    }
    var answer = Answer(
      .ok, [.contentType: format.mediaType, .cacheControl: "no-store"], .bytes(bytes))
    // A page of a report is never one of the console's.
    answer.headers[.contentDisposition] =
      "attachment; filename=\"findings-\(now.date).\(format.ending)\""
    return answer
  }
}
