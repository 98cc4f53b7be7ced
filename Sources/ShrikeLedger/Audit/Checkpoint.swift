public import Crypto
import Foundation

/// A signed statement of how long a log is and what its tree's root is: a C2SP checkpoint in a signed note
/// (c2sp.org/tlog-checkpoint, c2sp.org/signed-note).
public struct Checkpoint: Sendable, Hashable {
  /// Names the log: `shrike/<organisation>`.
  public var origin: String
  public var size: Int64
  public var root: MerkleTree.Hash

  public init(origin: String, size: Int64, root: MerkleTree.Hash) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// What is signed.
  var text: String { "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n" }

  /// Reads a note whose signature by `key` is true; nil otherwise.
  public init?(note: String, key: CheckpointKey) {
    guard let blank = note.range(of: "\n\n") else { return nil }
    let text = String(note[..<blank.lowerBound]) + "\n"
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
      let root = Data(base64Encoded: String(lines[2])), root.count == 32
    else { return nil }
    let isSigned = note[blank.upperBound...].split(separator: "\n").contains { line in
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count == 3, words[0] == "—", words[1] == key.name,
        let blob = Data(base64Encoded: String(words[2])), blob.count == 68,
        Array(blob.prefix(4)) == key.id
      else { return false }
      return key.publicKey.isValidSignature(blob.dropFirst(4), for: Data(text.utf8))
    }
    guard isSigned else { return nil }
    self.init(origin: String(lines[0]), size: size, root: Array(root))
  }
}

/// Who signs checkpoints, as others need to know it: `name+hash+key`, as C2SP writes verifier keys.
public struct CheckpointKey: Sendable, CustomStringConvertible {
  /// The algorithm byte of Ed25519 in signed notes.
  static let algorithm: UInt8 = 0x01

  public let name: String
  let publicKey: Curve25519.Signing.PublicKey

  init(name: String, publicKey: Curve25519.Signing.PublicKey) {
    self.name = name
    self.publicKey = publicKey
  }

  /// Nil for what is no key.
  public init?(_ text: String) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, !parts[0].contains(" "),
      let bytes = Data(base64Encoded: String(parts[2])), bytes.count == 33,
      bytes.first == Self.algorithm,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst())
    else { return nil }
    self.init(name: String(parts[0]), publicKey: key)
    guard Self.hexadecimal(id) == parts[1] else { return nil }
  }

  /// The first four bytes of SHA-256 over name, newline, algorithm and key.
  var id: [UInt8] {
    var hash = SHA256()
    hash.update(data: Data("\(name)\n".utf8))
    hash.update(data: [Self.algorithm])
    hash.update(data: publicKey.rawRepresentation)
    return Array(hash.finalize().prefix(4))
  }

  public var description: String {
    let bytes = Data([Self.algorithm]) + publicKey.rawRepresentation
    return "\(name)+\(Self.hexadecimal(id))+\(bytes.base64EncodedString())"
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// Signs checkpoints with an Ed25519 key.
public struct CheckpointSigner: Sendable {
  /// So many events may come before the next signature.
  public static let interval: Int64 = 1_000

  public let key: CheckpointKey
  private let privateKey: Curve25519.Signing.PrivateKey

  /// `name`: who signs, without spaces and plus signs.
  public init(name: String, privateKey: Curve25519.Signing.PrivateKey) {
    self.privateKey = privateKey
    key = CheckpointKey(name: name, publicKey: privateKey.publicKey)
  }

  /// From the 32 bytes of a stored key; nil where they are none.
  public init?(name: String, bytes: [UInt8]) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else { return nil }
    self.init(name: name, privateKey: key)
  }

  /// With a key that was never used before; its bytes are to be kept where only its owner reads.
  public static func new(name: String) -> (signer: CheckpointSigner, bytes: [UInt8]) {
    let key = Curve25519.Signing.PrivateKey()
    return (CheckpointSigner(name: name, privateKey: key), Array(key.rawRepresentation))
  }

  public func note(_ checkpoint: Checkpoint) throws(LedgerError) -> String {
    let signature: Data
    do {
      signature = try privateKey.signature(for: Data(checkpoint.text.utf8))
    } catch {
      throw LedgerError(.statement, "the checkpoint cannot be signed", cause: "\(error)")
    }
    let blob = (Data(key.id) + signature).base64EncodedString()
    return "\(checkpoint.text)\n— \(key.name) \(blob)\n"
  }

  static func origin(_ org: String) -> String { "shrike/\(org)" }

  func signIfDue(
    _ head: LogHead, _ connection: any SQLConnection, at time: Timestamp
  ) throws(LedgerError) {
    let last = try connection.number(
      "SELECT MAX(size) FROM checkpoint WHERE org_id = ?", [.text(head.org)])
    if head.size - (last ?? 0) >= Self.interval { try sign(head, connection, at: time) }
  }

  @discardableResult
  func sign(
    _ head: LogHead, _ connection: any SQLConnection, at time: Timestamp
  ) throws(LedgerError) -> String {
    let root = head.frontier.root
    let note = try note(
      Checkpoint(origin: Self.origin(head.org), size: head.size, root: root))
    try connection.execute(
      "DELETE FROM checkpoint WHERE org_id = ? AND size = ?",
      [.text(head.org), .integer(head.size)])
    try connection.insert(
      Schema.checkpoint,
      [[.text(head.org), .integer(head.size), .blob(root), SQLValue(time), .text(note)]])
    return note
  }
}

extension Ledger {
  /// Signs the log as it is now; the note is best kept where nobody who can write the ledger can reach it.
  @discardableResult
  public func checkpoint(at time: Timestamp) throws(LedgerError) -> String {
    guard let signer else { throw LedgerError(.input, "the ledger has no key to sign with") }
    return try database.write { (connection: any SQLConnection) throws(LedgerError) in
      try signer.sign(LogHead(connection, org), connection, at: time)
    }
  }
}
