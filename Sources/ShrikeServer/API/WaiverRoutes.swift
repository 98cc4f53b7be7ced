import HTTPTypes
import ShrikeFormats
import ShrikeLedger
import ShrikeModel
import ShrikeText

/// Decisions as a change to `.shrike/waivers.yml`, for teams that decide in their repository.
enum WaiverRoutes {
  /// A decision without an end gets one: a waiver of the file must have it.
  private static let days = 365
  private static let file = ".shrike/waivers.yml"

  static let all: [Route] = [
    Route(
      .post, "/api/v1/waivers/patch", .right(.read, .assets),
      "The file as it is goes in; what is to be added for an asset's decisions comes out, as a patch.",
      query: [Parameter("asset", .text(500), "The asset.", isRequired: true)],
      body: .bytes(
        limit: BodyReader.small, summary: "The file as it is; empty where there is none."),
      replies: [.text("a unified diff, empty where nothing is to be added", "text/x-diff")], patch)
  ]

  private static func patch(_ call: Call) async throws(Problem) -> Answer {
    try await patch(of: call.query.text("asset") ?? "", to: call.bytes, call)
  }

  /// `bytes`: the file as it is.
  static func patch(
    of asset: String, to bytes: [UInt8], _ call: Call
  ) async throws(Problem) -> Answer {
    let (viewer, now) = (try call.me, call.now)
    guard let before = String(validating: bytes, as: UTF8.self) else {
      throw .invalid("", "the file is not UTF-8")
    }
    let entries = try await call.ledger { ledger -> String in
      var query = try FindingRoutes.question(
        "state:accepted,false-positive,not-affected decided:yes", viewer)
      query.terms.append(FindingQuery.Term(field: .asset, values: [.text(asset)]))
      var entries = ""
      var cursor: String?
      repeat {
        let page = try ledger.findings(
          query, cursor: cursor, limit: Ledger.longestPage, at: now)
        for row in page.rows where row.asset == asset && !before.contains(row.identity) {
          guard let detail = try ledger.finding(row.id, at: now),
            let decision = detail.decisions.last(where: { $0.ended == nil })
          else { continue }
          entries += entry(row, decision, now)
        }
        cursor = page.next
      } while cursor != nil
      return entries
    }
    let gap = before.isEmpty || before.hasSuffix("\n") ? "" : "\n"
    let diff =
      entries.isEmpty
      ? "" : LineDiff(bytes, Array((before + gap + entries).utf8)).unified(name: file)
    return .text(diff, type: "text/x-diff; charset=utf-8")
  }

  private static func entry(
    _ row: FindingRow, _ decision: FindingDetail.DecisionRow, _ now: Timestamp
  ) -> String {
    let until = decision.until ?? now.adding(days: days)
    // Strings of JSON are strings of YAML; no text from outside can become structure.
    return """
      - identity: \(quoted(row.identity))
        rule: \(quoted(row.rule))
        owner: \(quoted(decision.owner ?? decision.actor))
        reason: \(quoted(decision.kind + ": " + decision.reason))
        until: \(until.date)

      """
  }

  private static func quoted(_ text: String) -> String {
    String(decoding: JSON.string(text).bytes, as: UTF8.self)
  }
}
