import ShrikeLedger

/// A ticket that was asked for, from then until it is closed.
struct Ticket: Sendable, Hashable {
  enum State: String, Sendable, Hashable, CaseIterable {
    /// It is still to be made.
    case waiting
    case open
    case closed
    /// It was given up; whoever asks once more begins anew.
    case failed
  }

  /// Also the one of the row that the ledger keeps.
  var id: String
  var org: String
  var finding: String
  /// The name of a `TicketSystem`.
  var system: String
  /// Who asked for it.
  var actor: String
  var state: State
  /// Tries since it was last well.
  var attempts: Int
  var next: Timestamp
  var created: Timestamp
  /// Empty until it is made.
  var reference: String
  var url: String
  /// The system's own word.
  var status: String
  var problem: String?

  static let columns =
    "id, org_id, finding, system, actor, state, attempts, next_at, created, reference, url, status, problem"
  static let mostTries = 12
  /// Milliseconds after which the state of one that is open is asked for.
  static let rest: Int64 = 15 * 60_000

  init(_ row: SQLRow) {
    id = row.text(0)
    org = row.text(1)
    finding = row.text(2)
    system = row.text(3)
    actor = row.text(4)
    state = State(rawValue: row.text(5)) ?? .failed
    attempts = Int(row.int(6))
    next = row.time(7)
    created = row.time(8)
    reference = row.text(9)
    url = row.text(10)
    status = row.text(11)
    problem = row.optionalText(12)
  }

  /// Nobody learns a ticket's id before it is made, so that nobody can put a ticket in its place.
  var marker: String { "shrike-\(id.lowercased())" }
}
