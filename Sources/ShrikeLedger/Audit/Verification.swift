/// What an inspection of the log found.
public struct LogVerification: Sendable, Hashable {
  public enum Outcome: Sendable, Hashable {
    case intact
    /// The first event that is not what it was, and why that is known.
    case altered(seq: Int64, String)
    /// Events are missing at the end.
    case truncated(size: Int64, expected: Int64)
    /// Between two signed states something was changed in a way that leaves no trace in single events.
    case rewritten(from: Int64, to: Int64)
    /// A checkpoint's signature is not one by the key, or it speaks of another log.
    case badCheckpoint(size: Int64, String)
  }

  public var org: String
  public var outcome: Outcome
  /// Events that were looked at.
  public var events: Int64
  public var root: MerkleTree.Hash
  /// Checkpoints whose signature and root are true.
  public var checkpoints: Int
  /// Up to where a signature vouches for the log.
  public var signedSize: Int64

  public var isIntact: Bool { outcome == .intact }
}

extension Ledger {
  /// Reads the whole log and proves that it is the one that was written: every event has the hash it was given,
  /// repeats itself in its columns, and follows the one before; the tree's root is the one that was signed.
  ///
  /// `key`: whose signatures count; without one the ledger's checkpoints are compared, not proved. `kept`: notes
  /// of earlier checkpoints from outside of the ledger: only these show that somebody cut both log and
  /// checkpoints. Needs no network and changes nothing. A million events take some seconds.
  public func verify(
    key: CheckpointKey? = nil, kept: [String] = []
  ) throws(LedgerError) -> LogVerification {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var checkpoints = try connection.rows(
        "SELECT size, root, note FROM checkpoint WHERE org_id = ? ORDER BY size", [.text(org)]
      ).map { (size: $0.int(0), root: $0.blob(1), note: Optional($0.text(2))) }
      var check = LogCheck(org)
      for note in kept {
        guard let key, let checkpoint = Checkpoint(note: note, key: key),
          checkpoint.origin == CheckpointSigner.origin(org)
        else {
          check.outcome = .badCheckpoint(size: 0, "a kept checkpoint is not signed for this log")
          return check.result
        }
        checkpoints.append((checkpoint.size, checkpoint.root, nil))
      }
      checkpoints.sort { $0.size < $1.size }
      if let key {
        for checkpoint in checkpoints {
          guard let note = checkpoint.note else { continue }
          let signed = Checkpoint(note: note, key: key)
          guard let signed, signed.origin == CheckpointSigner.origin(org),
            signed.size == checkpoint.size, signed.root == checkpoint.root
          else {
            check.outcome = .badCheckpoint(
              size: checkpoint.size, "its signature is not one of '\(key.name)'")
            return check.result
          }
        }
      }
      try check.run(connection, checkpoints.map { ($0.size, $0.root) })
      return check.result
    }
  }
}

/// One pass over a log.
private struct LogCheck {
  let org: String
  var outcome = LogVerification.Outcome.intact
  private var frontier = MerkleFrontier()
  private var confirmed = 0
  private var signedSize: Int64 = 0

  private static let page = 5_000

  init(_ org: String) { self.org = org }

  var result: LogVerification {
    LogVerification(
      org: org, outcome: outcome, events: frontier.size, root: frontier.root,
      checkpoints: confirmed, signedSize: signedSize)
  }

  mutating func run(
    _ connection: any SQLConnection, _ checkpoints: [(size: Int64, root: MerkleTree.Hash)]
  ) throws(LedgerError) {
    var waiting = checkpoints[...]
    guard confirm(&waiting) else { return }
    while true {
      let rows = try connection.rows(
        """
        SELECT seq, at, actor, verb, subject, bytes, leaf FROM event
        WHERE org_id = ? AND seq >= ? ORDER BY seq LIMIT \(Self.page)
        """, [.text(org), .integer(frontier.size)])
      for row in rows {
        if let reason = fault(row) {
          outcome = .altered(seq: frontier.size, reason)
          return
        }
        frontier.add(row.blob(6))
        guard confirm(&waiting) else { return }
      }
      if rows.count < Self.page { break }
    }
    if let last = waiting.last {
      outcome = .truncated(size: frontier.size, expected: last.size)
      return
    }
    // What the ledger goes on from; it shows clumsy changes even where nothing was ever signed.
    let head = try connection.row(
      "SELECT size, frontier FROM log WHERE org_id = ?", [.text(org)])
    let size = head?.int(0) ?? 0
    if size > frontier.size {
      outcome = .truncated(size: frontier.size, expected: size)
    } else if size < frontier.size {
      outcome = .altered(seq: size, "it was added by something else than this ledger")
    } else if head?.blob(1) != frontier.bytes, size > 0 {
      outcome = .rewritten(from: signedSize, to: size)
    }
  }

  /// Compares the root with the checkpoints of this size.
  private mutating func confirm(
    _ waiting: inout ArraySlice<(size: Int64, root: MerkleTree.Hash)>
  ) -> Bool {
    while let next = waiting.first, next.size == frontier.size {
      guard next.root == frontier.root else {
        outcome = .rewritten(from: signedSize, to: next.size)
        return false
      }
      waiting.removeFirst()
      confirmed += 1
      signedSize = next.size
    }
    return true
  }

  /// Why a row is not the next event as it was written; nil: it is.
  private func fault(_ row: SQLRow) -> String? {
    let seq = frontier.size
    guard row.int(0) == seq else { return "it is missing; the next one is \(row.int(0))" }
    let bytes = row.blob(5)
    guard MerkleTree.leaf(bytes) == row.blob(6) else { return "its text has another hash" }
    guard let event = CanonicalJSON(bytes) else { return "its text is no JSON" }
    guard event.int("seq") == seq, event.text("org") == org else {
      return "its text belongs to another place of the log"
    }
    for (column, name) in [(2, "actor"), (3, "verb"), (4, "subject")]
    where event.text(name) != row.optionalText(column) {
      return "its column '\(name)' says something else than its text"
    }
    return event.int("at") == row.optionalInt(1)
      ? nil : "its column 'at' says something else than its text"
  }
}
