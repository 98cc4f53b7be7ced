import ShrikeText
import Synchronization

/// What became of findings: scans, lives, decisions, and the log that all of it follows from.
///
/// Every act is one transaction that adds events and makes the tables follow; it is kept whole or not at all.
/// All calls wait for the database: call them where waiting is allowed. Nothing asks a clock.
///
/// ```swift
/// let ledger = try Ledger(SQLiteDatabase(file: "ledger.sqlite"), at: now)
/// let outcome = try ledger.publish(scan, by: "cli", at: now)
/// let queue = try ledger.findings(FindingQuery.parse("severity:high state:open"), at: now)
/// ```
public final class Ledger: Sendable {
  /// It reaches this organisation only.
  public let database: any Database
  /// The organisation that acts and questions are about.
  public let org: String
  let signer: CheckpointSigner?
  private let ids: Mutex<ULIDSource>

  /// The number of this program's schema.
  public static var schema: Int { Migration.latest }

  /// The organisation of a ledger that knows of none.
  public static let defaultOrg = "default"

  /// Opens a ledger, brings it to this program's schema, and adds the organisation where it is new.
  ///
  /// `signer`: signs a checkpoint after every `CheckpointSigner.interval` events.
  public init(
    _ database: any Database, org: String = defaultOrg, at time: Timestamp,
    signer: CheckpointSigner? = nil, ids: ULIDSource = ULIDSource()
  ) throws(LedgerError) {
    self.database = database.reaching(.organisation(org))
    self.org = org
    self.signer = signer
    self.ids = Mutex(ids)
    try Migrator().migrate(database, at: time)
    try database.separateOrganisations()
    try addOrg(at: time)
  }

  /// Opens a ledger only to read it: a file that may not be written, or somebody else's.
  public init(reading database: any Database, org: String = defaultOrg) throws(LedgerError) {
    self.database = database.reaching(.organisation(org))
    self.org = org
    signer = nil
    ids = Mutex(ULIDSource())
    try Migrator().check(database)
  }

  private func addOrg(at time: Timestamp) throws(LedgerError) {
    let isKnown = try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row("SELECT id FROM org WHERE id = ?", [.text(org)]) != nil
    }
    guard !isKnown else { return }
    // Its number comes after those of all others.
    try database.reaching(.everything).write {
      (connection: any SQLConnection) throws(LedgerError) in
      try connection.lockSchema()
      guard try connection.row("SELECT id FROM org WHERE id = ?", [.text(org)]) == nil else {
        return
      }
      let last = try connection.number("SELECT MAX(number) FROM org") ?? 0
      var act = try Act(connection, org: org, at: time, actor: "ledger")
      try act.record(.org(OrgAdded(id: org, number: last + 1, name: org)))
      try act.finish()
    }
  }

  func nextID(at time: Timestamp) -> String { ids.withLock { $0.next(at: time) } }

  /// Runs `body` as one act, then signs the log where it is due.
  func act<Answer>(
    by actor: String, at time: Timestamp,
    _ body: (inout Act) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    try database.write { (connection: any SQLConnection) throws(LedgerError) in
      var act = try Act(connection, org: org, at: time, actor: actor)
      let answer = try body(&act)
      try act.finish()
      if !act.events.isEmpty { try connection.announce(org) }
      if let signer, !act.events.isEmpty {
        try signer.signIfDue(act.head, connection, at: time)
      }
      return answer
    }
  }
}
