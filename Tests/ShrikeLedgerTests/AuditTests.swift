import Crypto
import DatabaseFixtures
import Foundation
import ShrikeLedger
import Testing

@Suite struct AuditTests {
  static let signer = CheckpointSigner(
    name: "test", privateKey: Curve25519.Signing.PrivateKey())

  private static func ledger(_ engine: Engine) throws -> Ledger {
    let ledger = try Ledger(
      engine.database(), at: Make.start, signer: signer, ids: ULIDSource(SeededGenerator(1)))
    let id = try ledger.publish(
      Make.scan("a", [Make.finding("k1"), Make.finding("k2", line: 2)]), by: "ci", at: Make.start
    ).findings[0]
    try ledger.decide(
      [id], Decision(.falsePositive, reason: "a test"), by: "ann", at: Make.minute(1))
    try ledger.comment(id, "Sure?", by: "bob", at: Make.minute(2))
    return ledger
  }

  private static func run(_ ledger: Ledger, _ sql: String) throws {
    try ledger.database.write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.script(sql)
    }
  }

  /// The tree's hashes as RFC 6962 and certificate-transparency-go's tests have them.
  @Test func hashesAsTheStandardDoes() {
    let leaves: [[UInt8]] = [
      [], [0], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
      [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
      [
        0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E,
        0x6F,
      ],
    ]
    let roots = [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    var frontier = MerkleFrontier()
    for (leaf, root) in zip(leaves, roots) {
      frontier.add(MerkleTree.leaf(leaf))
      #expect(frontier.root.map { String(format: "%02x", $0) }.joined() == root)
    }
    #expect(MerkleFrontier(size: 8, bytes: frontier.bytes) == frontier)
    #expect(MerkleFrontier(size: 7, bytes: frontier.bytes) == nil)
  }

  @Test(arguments: Engine.all) func anUntouchedLogIsIntact(engine: Engine) throws {
    let ledger = try Self.ledger(engine)
    let note = try ledger.checkpoint(at: Make.minute(3))
    let check = try ledger.verify(key: Self.signer.key, kept: [note])
    #expect(check.isIntact && check.events == 7 && check.signedSize == 7 && check.checkpoints == 2)
    try ledger.comment(ledger.findingID("1")!, "More", by: "bob", at: Make.minute(4))
    #expect(try ledger.verify(key: Self.signer.key, kept: [note]).isIntact)
  }

  @Test(arguments: Engine.all) func theFirstAlteredEventIsNamed(engine: Engine) throws {
    for (sql, seq) in [
      ("UPDATE event SET actor = 'eve' WHERE seq = 5", 5),
      ("UPDATE event SET at = at + 1 WHERE seq >= 2", 2),
      ("DELETE FROM event WHERE seq = 3", 3),
      ("UPDATE event SET leaf = (SELECT leaf FROM event e WHERE e.seq = 1) WHERE seq = 4", 4),
      ("UPDATE event SET bytes = (SELECT bytes FROM event e WHERE e.seq = 1) WHERE seq = 6", 6),
    ] {
      let ledger = try Self.ledger(engine)
      try Self.run(ledger, sql)
      guard case .altered(let named, _) = try ledger.verify().outcome else {
        Issue.record("\(sql): \(try ledger.verify().outcome)")
        continue
      }
      #expect(named == Int64(seq), "\(sql)")
    }
  }

  @Test(arguments: Engine.all) func truncationIsSeen(engine: Engine) throws {
    let ledger = try Self.ledger(engine)
    let note = try ledger.checkpoint(at: Make.minute(3))
    try Self.run(ledger, "DELETE FROM event WHERE seq >= 5")
    #expect(try ledger.verify().outcome == .truncated(size: 5, expected: 7))
    // Even where the checkpoints and the rest of the ledger are cut to match.
    try Self.run(ledger, "DELETE FROM checkpoint")
    try ledger.rebuild()
    #expect(try ledger.verify().isIntact)
    #expect(
      try ledger.verify(key: Self.signer.key, kept: [note]).outcome
        == .truncated(size: 5, expected: 7))
  }

  @Test(arguments: Engine.all) func aRewrittenPastIsSeen(engine: Engine) throws {
    let ledger = try Self.ledger(engine)
    let note = try ledger.checkpoint(at: Make.minute(3))
    // Another ledger with another story, sold under the old checkpoint.
    let other = try Ledger(engine.database(), at: Make.start, ids: ULIDSource(SeededGenerator(1)))
    let id = try other.publish(
      Make.scan("a", [Make.finding("k1"), Make.finding("k2", line: 2)]), by: "ci", at: Make.start
    ).findings[0]
    try other.decide([id], Decision(.falsePositive, reason: "x"), by: "eve", at: Make.minute(1))
    try other.comment(id, "Sure?", by: "bob", at: Make.minute(2))
    #expect(
      try other.verify(key: Self.signer.key, kept: [note]).outcome == .rewritten(from: 0, to: 7))
  }

  @Test(arguments: Engine.all) func aForgedCheckpointIsSeen(engine: Engine) throws {
    let ledger = try Self.ledger(engine)
    try ledger.checkpoint(at: Make.minute(3))
    let stranger = CheckpointSigner(
      name: "test", privateKey: Curve25519.Signing.PrivateKey())
    guard case .badCheckpoint = try ledger.verify(key: stranger.key).outcome else {
      Issue.record("a stranger's key is accepted")
      return
    }
  }

  @Test func keysAndNotesReadBack() throws {
    let key = try #require(CheckpointKey(Self.signer.key.description))
    let checkpoint = Checkpoint(
      origin: "shrike/default", size: 7, root: MerkleTree.leaf([1, 2, 3]))
    let note = try Self.signer.note(checkpoint)
    #expect(Checkpoint(note: note, key: key) == checkpoint)
    #expect(
      Checkpoint(note: note.replacingOccurrences(of: "\n7\n", with: "\n8\n"), key: key) == nil)
    #expect(CheckpointKey("test+00000000+AQ==") == nil)
  }

  @Test(arguments: Engine.all) func checkpointsComeByThemselves(engine: Engine) throws {
    let ledger = try Ledger(engine.database(), at: Make.start, signer: Self.signer)
    let findings = (0..<1_100).map { Make.finding("k\($0)", line: $0 + 1) }
    try ledger.publish(Make.scan("a", findings), by: "ci", at: Make.start)
    let check = try ledger.verify(key: Self.signer.key)
    #expect(check.isIntact && check.checkpoints == 1 && check.signedSize == check.events)
  }
}
