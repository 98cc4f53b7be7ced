import ArgumentParser
import ShrikeIntake
import ShrikeLedger
import ShrikeModel
import ShrikeText

/// Where findings are asked for and decided about: the ledger's file, or a hub. Both give the same answers.
protocol FindingStore {
  func list(_ question: FindingQuestion) throws(LedgerError) -> FindingPage
  /// - Parameter reference: a number, an id, or how an identity begins.
  func detail(_ reference: String) throws(LedgerError) -> FindingDetail
  /// Findings that fit a question and still stand, as a file.
  func report(_ question: String, as format: LedgerReport.Format) throws(LedgerError) -> [UInt8]
  func decide(_ references: [String], _ decision: Decision) throws(LedgerError) -> FindingAct
  func assign(_ references: [String], to owner: String?) throws(LedgerError) -> FindingAct
  func comment(_ reference: String, _ text: String) throws(LedgerError)
  func undo(_ batch: String) throws(LedgerError) -> FindingAct
}

struct FindingQuestion {
  var text: String
  var order: FindingOrder
  var cursor: String?
  var limit: Int
}

/// What an act did.
struct FindingAct {
  /// What takes it back.
  var batch: String
  /// How many findings it changed.
  var count: Int
  /// Where it waits for a second person: what that person confirms.
  var proposal: String?
}

/// The ledger's file, or a hub in its place.
struct StoreOptions: ParsableArguments {
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var server: ServerOptions

  var style: TextStyle { ledger.style }

  /// Asks the store; an error is told, and ends the process.
  func run<Answer>(_ body: (any FindingStore) throws(LedgerError) -> Answer) throws -> Answer {
    let hub = try server.hub()
    return try ledger.run { () throws(LedgerError) -> Answer in
      if let hub { return try body(HubFindings(hub: hub)) }
      return try body(
        LedgerFindings(
          ledger: ledger.openExisting(), actor: ledger.actor, now: LedgerOptions.now))
    }
  }
}

/// The findings of the ledger's file.
struct LedgerFindings: FindingStore {
  let ledger: Ledger
  let actor: String
  let now: Timestamp

  func list(_ question: FindingQuestion) throws(LedgerError) -> FindingPage {
    try ledger.findings(
      FindingQuery.parse(question.text, me: actor), order: question.order,
      cursor: question.cursor, limit: question.limit, at: now)
  }

  func detail(_ reference: String) throws(LedgerError) -> FindingDetail {
    guard let detail = try ledger.finding(id(reference), at: now) else {
      throw Self.missing(reference)
    }
    return detail
  }

  func report(
    _ question: String, as format: LedgerReport.Format
  ) throws(LedgerError) -> [UInt8] {
    try LedgerReport.write(
      FindingQuery.parse(question, me: actor), of: ledger, as: format, subject: "ledger",
      version: ToolVersion.current, at: now)
  }

  func decide(_ references: [String], _ decision: Decision) throws(LedgerError) -> FindingAct {
    try act(ledger.decide(ids(references), decision, by: actor, at: now))
  }

  func assign(_ references: [String], to owner: String?) throws(LedgerError) -> FindingAct {
    try act(ledger.assign(ids(references), to: owner, by: actor, at: now))
  }

  func comment(_ reference: String, _ text: String) throws(LedgerError) {
    try ledger.comment(id(reference), text, by: actor, at: now)
  }

  func undo(_ batch: String) throws(LedgerError) -> FindingAct {
    try act(ledger.undo(batch, by: actor, at: now))
  }

  private func act(_ outcome: ActOutcome) -> FindingAct {
    FindingAct(batch: outcome.batch, count: outcome.findings.count)
  }

  private func ids(_ references: [String]) throws(LedgerError) -> [String] {
    var ids: [String] = []
    for reference in references { ids.append(try id(reference)) }
    return ids
  }

  private func id(_ reference: String) throws(LedgerError) -> String {
    guard let id = try ledger.findingID(reference) else { throw Self.missing(reference) }
    return id
  }

  static func missing(_ reference: String) -> LedgerError {
    LedgerError(
      .notFound, "there is no finding '\(reference)'",
      help: "'shrike findings list state:any' shows all")
  }
}
