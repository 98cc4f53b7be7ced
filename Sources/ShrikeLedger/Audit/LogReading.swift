/// An event as it stands in the log.
public struct LogEntry: Sendable, Hashable {
  public var seq: Int64
  public var at: Timestamp
  public var actor: String
  public var verb: String
  public var subject: String
  /// The canonical JSON that is hashed.
  public var bytes: [UInt8]
  public var leaf: MerkleTree.Hash

  /// Whether it gives a finding to somebody by CODEOWNERS, and nobody said so.
  public var followsCodeOwners: Bool {
    if case .assigned(let body) = Event(bytes)?.body { return body.codeOwner != nil }
    return false
  }
}

extension Ledger {
  /// How many events there are.
  public func logSize() throws(LedgerError) -> Int64 {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.number("SELECT size FROM log WHERE org_id = ?", [.text(org)]) ?? 0
    }
  }

  /// Events in order, from `seq` on.
  public func log(from seq: Int64, limit: Int = 100) throws(LedgerError) -> [LogEntry] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT seq, at, actor, verb, subject, bytes, leaf FROM event
        WHERE org_id = ? AND seq >= ? ORDER BY seq LIMIT \(max(1, min(limit, Self.longestPage)))
        """, [.text(org), .integer(max(0, seq))]
      ).map { row in
        LogEntry(
          seq: row.int(0), at: row.time(1), actor: row.text(2), verb: row.text(3),
          subject: row.text(4), bytes: row.blob(5), leaf: row.blob(6))
      }
    }
  }

  /// The last signed checkpoint's note; nil: nothing was signed.
  public func lastCheckpoint() throws(LedgerError) -> (size: Int64, note: String, at: Timestamp)? {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        "SELECT size, note, at FROM checkpoint WHERE org_id = ? ORDER BY size DESC LIMIT 1",
        [.text(org)]
      ).map { ($0.int(0), $0.text(1), $0.time(2)) }
    }
  }

  /// The path from an event to the root of the log's first `size` events (RFC 9162, section 2.1.3.1).
  public func inclusionProof(
    of seq: Int64, size: Int64
  ) throws(LedgerError) -> (root: MerkleTree.Hash, path: [MerkleTree.Hash]) {
    let leaves = try database.read {
      (connection: any SQLConnection) throws(LedgerError) -> [MerkleTree.Hash] in
      try connection.rows(
        "SELECT leaf FROM event WHERE org_id = ? AND seq < ? ORDER BY seq",
        [.text(org), .integer(size)]
      ).map { $0.blob(0) }
    }
    guard seq >= 0, seq < size, leaves.count == Int(size) else {
      throw LedgerError(.notFound, "there is no event \(seq) in a log of \(size)")
    }
    return (
      MerkleTree.root(leaves[...]), MerkleTree.path(Int(seq), leaves[...])
    )
  }
}

extension MerkleTree {
  /// Of any number of leaves.
  public static func root(_ leaves: ArraySlice<Hash>) -> Hash {
    guard leaves.count > 1 else { return leaves.first ?? empty }
    let middle = leaves.startIndex + split(leaves.count)
    return node(root(leaves[..<middle]), root(leaves[middle...]))
  }

  /// The hashes beside the way from a leaf to the root, from below.
  static func path(_ index: Int, _ leaves: ArraySlice<Hash>) -> [Hash] {
    guard leaves.count > 1 else { return [] }
    let half = split(leaves.count)
    let middle = leaves.startIndex + half
    return index < half
      ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
      : path(index - half, leaves[middle...]) + [root(leaves[..<middle])]
  }

  /// The root that a path leads to (RFC 9162, section 2.1.3.2); nil: it is no path for that place.
  public static func root(
    from leaf: Hash, at index: Int64, size: Int64, path: [Hash]
  ) -> Hash? {
    guard index >= 0, index < size else { return nil }
    var (place, last, hash) = (index, size - 1, leaf)
    for sibling in path {
      guard last > 0 else { return nil }
      if place & 1 == 1 || place == last {
        hash = node(sibling, hash)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        hash = node(hash, sibling)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 ? hash : nil
  }

  /// The largest power of two below `count`.
  private static func split(_ count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }
}
