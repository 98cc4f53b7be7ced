import Crypto
import ShrikeLedger
import ShrikeText

/// What the database has of a secret: good for nothing without a key that is not in it.
struct Sealed: Sendable, Hashable {
  let bytes: [UInt8]
}

/// The keys of secrets that must be had back and so cannot be hashed: second factors, webhooks' secrets, the key of
/// forms. ChaCha20-Poly1305 (RFC 8439) with a nonce of chance.
///
/// A secret is bound to its row: put into another, it does not open. With the second and later keys nothing is sealed;
/// they open what was sealed before, so that the first can be replaced while servers run.
public struct SecretKeys: Sendable {
  /// 64 hexadecimal digits.
  public static let digits = 64

  private struct Key {
    var id: [UInt8]
    var key: SymmetricKey
  }
  private let keys: [Key]

  /// Where a secret stands.
  enum Place: Sendable, Hashable {
    case factor(account: String)
    case webhook(id: String)
    case named(String)

    fileprivate var bytes: [UInt8] {
      let (column, row) =
        switch self {
        case .factor(let id): ("hub_account.factor", id)
        case .webhook(let id): ("hub_webhook.secret", id)
        case .named(let name): ("hub_secret.bytes", name)
        }
      return Array("shrike/1\0\(column)\0\(row)".utf8)
    }
  }

  /// One key or more, `digits` each, apart by spaces, commas or line breaks, the one to seal with first. Nil where
  /// there is none, or one is none.
  public init?(_ text: String) {
    let words = text.split { $0.isWhitespace || $0 == "," }
    let all = words.map { Self.bytes(hexadecimal: $0.utf8) }
    guard !all.isEmpty, all.allSatisfy({ $0.count == Self.digits / 2 }) else { return nil }
    keys = all.map { bytes in
      Key(
        id: Array(SHA256.hash(data: Array("shrike.secret-key".utf8) + bytes).prefix(Self.idLength)),
        key: SymmetricKey(data: bytes))
    }
  }

  /// A new key as text.
  public static func fresh() -> String { hexadecimal(Secrets.random(digits / 2)) }

  /// Empty where it is something else.
  private static func bytes(hexadecimal text: Substring.UTF8View) -> [UInt8] {
    let nibbles = text.compactMap { hexadecimalDigit($0) }
    guard nibbles.count == text.count, nibbles.count.isMultiple(of: 2) else { return [] }
    return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
  }

  // MARK: sealing

  private static let version: UInt8 = 1
  private static let idLength = 4

  func seal(_ secret: [UInt8], _ place: Place) throws(LedgerError) -> Sealed {
    do {
      let box = try ChaChaPoly.seal(secret, using: keys[0].key, authenticating: place.bytes)
      return Sealed(bytes: [Self.version] + keys[0].id + box.combined)
    } catch {
      throw LedgerError(.statement, "a secret cannot be sealed", cause: "\(error)")
    }
  }

  func open(_ sealed: Sealed, _ place: Place) throws(LedgerError) -> [UInt8] {
    let head = 1 + Self.idLength
    guard sealed.bytes.count > head, sealed.bytes[0] == Self.version,
      let key = keys.first(where: { $0.id[...] == sealed.bytes[1..<head] })
    else {
      throw LedgerError(
        .damaged, "a secret in the database was sealed with another key",
        help: "give the key it was sealed with, alone or behind the new one")
    }
    do {
      let box = try ChaChaPoly.SealedBox(combined: sealed.bytes[head...])
      return Array(try ChaChaPoly.open(box, using: key.key, authenticating: place.bytes))
    } catch {
      throw LedgerError(
        .damaged, "a secret in the database was changed by somebody else",
        help: "set up the second factor or the webhook anew, or restore a backup")
    }
  }

  /// Whether it is sealed with the first key.
  private func isCurrent(_ sealed: Sealed) -> Bool {
    sealed.bytes.dropFirst().starts(with: keys[0].id)
  }

  // MARK: replacing a key

  /// Seals with the first key what is sealed with an older one; how many. Throws where none of the keys opens one, so
  /// that a server with a wrong key does not start.
  func renew(_ database: any Database) throws(LedgerError) -> Int {
    try database.write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.lockSchema()
      var renewed = 0
      for (table, id, column, place) in Self.columns {
        let rows = try connection.rows(
          "SELECT \(id), \(column) FROM \(table) WHERE \(column) IS NOT NULL ORDER BY \(id)")
        for row in rows {
          let (name, sealed) = (row.text(0), Sealed(bytes: row.blob(1)))
          let secret = try open(sealed, place(name))
          if isCurrent(sealed) { continue }
          try connection.execute(
            "UPDATE \(table) SET \(column) = ? WHERE \(id) = ?",
            [.blob(try seal(secret, place(name)).bytes), .text(name)])
          renewed += 1
        }
      }
      return renewed
    }
  }

  /// Every column that holds sealed secrets.
  private static let columns:
    [(table: String, id: String, column: String, place: @Sendable (String) -> Place)] = [
      ("hub_secret", "name", "bytes", { .named($0) }),
      ("hub_account", "id", "factor", { .factor(account: $0) }),
      ("hub_webhook", "id", "secret", { .webhook(id: $0) }),
    ]
}
