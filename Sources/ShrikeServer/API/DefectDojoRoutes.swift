import HTTPTypes
import ShrikeExchange
import ShrikeFormats
import ShrikeIntake
import ShrikeLedger

/// DefectDojo's two imports, so that pipelines written for it switch by changing an address and a token
/// (`Authorization: Token shk_…`).
///
/// Product and engagement become the asset, `branch_tag` the ref. Whether a finding is known is told from what it is,
/// so that import and re-import are one; what `close_old_findings` says is kept to: without it nothing is closed.
enum DefectDojoRoutes {
  private static let fields = [
    Parameter("scan_type", .anyText(200), "The tool, where the content does not tell it."),
    Parameter("product_name", .anyText(500), "The asset."),
    Parameter("engagement_name", .anyText(500), "The asset, where there is no product."),
    Parameter("service", .anyText(500), "A part of the asset."),
    Parameter("branch_tag", .anyText(500), "The ref."),
    Parameter("commit_hash", .anyText(100), "The commit."),
    Parameter("close_old_findings", .anyText(10), "Whether what is gone is closed."),
  ]

  static let all: [Route] = [
    Route(
      .post, "/api/v2/import-scan", .right(.publish, .assets), "Import, as DefectDojo has it.",
      body: .multipart(limit: BodyReader.large, fields), importScan),
    Route(
      .post, "/api/v2/reimport-scan", .right(.publish, .assets), "Re-import, as DefectDojo has it.",
      body: .multipart(limit: BodyReader.large, fields), reimportScan),
  ]

  private static func importScan(_ call: Call) async throws(Problem) -> Answer {
    try await take(call, closes: false)
  }

  private static func reimportScan(_ call: Call) async throws(Problem) -> Answer {
    // DefectDojo's own default there.
    try await take(call, closes: true)
  }

  private static func take(_ call: Call, closes: Bool) async throws(Problem) -> Answer {
    let (viewer, now, given) = (try call.me, call.now, call.given)
    guard let file = call.file, !file.isEmpty else { throw .invalid("file", "it is missing") }
    func text(_ name: String) -> String? {
      given.text(name).flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }
    let said = text("close_old_findings")?.lowercased()
    let name = text("product_name") ?? text("engagement_name")
    let claim = ReportIntake.Claim(
      asset: name.map { name in text("service").map { "\(name)/\($0)" } ?? name },
      ref: text("branch_tag"), commit: text("commit_hash"),
      isPartial: !(said.map { $0 == "true" || $0 == "1" } ?? closes))
    let scanType = text("scan_type")
    let outcome = try await call.ledger { ledger in
      let record = try read(file, claim, scanType, at: now)
      guard viewer.reaches(record.asset) else {
        throw Problem.forbidden("this token sends in scans of other assets")
      }
      return try ledger.publish(record, by: viewer.actor, at: now)
    }
    call.hub.feed.wake(viewer.org)
    return .json(Dojo(outcome, scanType ?? ""), shape, status: .created)
  }

  /// Reads a report by its content; where that does not tell whose it is, by what the sender calls the tool.
  private static func read(
    _ file: [UInt8], _ claim: ReportIntake.Claim, _ scanType: String?, at now: Timestamp
  ) throws(Problem) -> ScanRecord {
    do throws(Problem) {
      return try ScanIntake.read(file, claim, at: now)
    } catch {
      guard let tool = scanType.flatMap({ ReportImporter.tool(called: $0) }) else { throw error }
      var named = claim
      named.tool = tool
      return try ScanIntake.read(file, named, at: now)
    }
  }

  private struct Dojo: Sendable {
    var outcome: PublishOutcome
    var scanType: String

    init(_ outcome: PublishOutcome, _ scanType: String) {
      self.outcome = outcome
      self.scanType = scanType
    }
  }

  private static let shape = Shape<Dojo>.object(
    nil, nil,
    [
      .text("scan_type") { $0.scanType }, .text("test_id") { $0.outcome.scan },
      .one(
        "statistics",
        Shape<Dojo>.object(
          nil, nil,
          [
            .one(
              "delta",
              Shape<Dojo>.object(
                nil, nil,
                [
                  .counts("created") { ["total": $0.outcome.opened] },
                  .counts("reactivated") { ["total": $0.outcome.reopened] },
                  .counts("closed") { ["total": $0.outcome.closed] },
                  .counts("left_untouched") {
                    ["total": $0.outcome.unchanged + $0.outcome.changed + $0.outcome.seen]
                  },
                ])
            ) { $0 }
          ])
      ) { $0 },
    ])
}
