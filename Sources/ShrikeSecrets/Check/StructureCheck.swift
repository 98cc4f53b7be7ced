import ShrikeMatch
import ShrikeText

/// What a secret's own structure can prove without asking anybody: a checksum, a header, an alphabet.
public enum StructureCheck: String, Sendable, Hashable, CaseIterable {
  /// Six base62 digits of the CRC-32 of the thirty characters before them (github.blog, "Behind GitHub's new
  /// authentication token formats"). npm tokens use the same.
  case githubCRC32 = "github-crc32"
  case npmCRC32 = "npm-crc32"
  /// Eight upper-case hexadecimal digits after the last `=`: the CRC-32 of everything up to it.
  case atlassianCRC32 = "atlassian-crc32"
  /// RFC 7515: three base64url parts, the first a JSON object with "alg".
  case jwt
  /// Four letters and sixteen characters of the base32 alphabet.
  case awsKeyID = "aws-key-id"
  /// RFC 7468: a base64 body of at least 32 bytes.
  case pem
  case base64JSON = "base64-json"
  case base64UserPass = "base64-userpass"
  case uuid
  case urlPassword = "url-password"
  /// Neither the public half of a key pair (X.509 SubjectPublicKeyInfo in base64) nor a NATS NKEY that names
  /// an account, user, operator, server or cluster.
  case notPublic = "not-public"
  case notPlaceholder = "not-placeholder"
  case notCode = "not-code"
  case looksRandom = "looks-random"
  case looksLikePassword = "looks-like-password"

  /// Whether the secret has the structure.
  func holds(_ secret: [UInt8], _ scratch: MatchScratch) -> Bool {
    switch self {
    case .githubCRC32, .npmCRC32: hasCRC32(secret)
    case .atlassianCRC32: hasTrailingCRC32(secret)
    case .jwt: isJWT(secret)
    case .awsKeyID: isAWSKeyID(secret)
    case .pem: isPEM(secret)
    case .base64JSON: isBase64JSON(secret)
    case .base64UserPass: isBase64UserPass(secret)
    case .uuid: isUUID(secret)
    case .urlPassword: isURLPassword(secret)
    case .notPublic: !isNKeyName(secret) && !isPublicKey(secret)
    case .notPlaceholder: !isPlaceholder(secret)
    case .notCode: isNoCode(secret, scratch)
    case .looksRandom: ShrikeSecrets.looksRandom(secret, scratch)
    case .looksLikePassword: ShrikeSecrets.looksLikePassword(secret, scratch)
    }
  }
}

private let base62 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

private func hasCRC32(_ secret: [UInt8]) -> Bool {
  guard let underscore = secret.firstIndex(of: 0x5F) else { return false }
  let body = secret[(underscore + 1)...]
  guard body.count == 36 else { return false }
  var sum = crc32(body.prefix(30))
  var digits: [UInt8] = []
  for _ in 0..<6 {
    digits.append(base62[Int(sum % 62)])
    sum /= 62
  }
  return sum == 0 && body.suffix(6).elementsEqual(digits.reversed())
}

private func hasTrailingCRC32(_ secret: [UInt8]) -> Bool {
  guard let equals = secret.lastIndex(of: 0x3D) else { return false }
  let sum = String(crc32(secret[...equals]), radix: 16, uppercase: true)
  let padded = String(repeating: "0", count: max(0, 8 - sum.count)) + sum
  return secret[(equals + 1)...].elementsEqual(padded.utf8)
}

func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
  var sum: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
  return ~sum
}

private func isJWT(_ secret: [UInt8]) -> Bool {
  let parts = secret.split(separator: 0x2E, omittingEmptySubsequences: false)
  guard parts.count >= 2, let header = base64Decoded(parts[0]) else { return false }
  return header.first == 0x7B && header.last == 0x7D && holds(header, "\"alg\"")
}

private func isAWSKeyID(_ secret: [UInt8]) -> Bool {
  secret.count == 20
    && secret.dropFirst(4).allSatisfy { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x32 && $0 <= 0x37 }
}

private func isPEM(_ secret: [UInt8]) -> Bool {
  // Both real line ends and those written as \n in JSON or an environment file.
  var text = String(decoding: secret, as: UTF8.self)
  text = text.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
  text = text.split(separator: "\\r", omittingEmptySubsequences: false).joined(separator: "")
  var body: [UInt8] = []
  var inside = false
  for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }) {
    if line.contains("-----BEGIN") {
      inside = true
      // All on one line: what stands between the two markers.
      let parts = line.split(separator: "-----", omittingEmptySubsequences: false)
      if parts.count >= 3 { body += Array(parts[2].utf8) }
      continue
    }
    if line.contains("-----END") {
      let rest = line.split(separator: "-----", omittingEmptySubsequences: false)
      if let first = rest.first, !inside || !first.isEmpty { body += Array(first.utf8) }
      break
    }
    guard inside else { continue }
    // `Proc-Type: 4,ENCRYPTED` and the like.
    if line.contains(":") { continue }
    body += Array(line.utf8)
  }
  let letters = body.filter { base64Value[Int($0)] != 0xFF && $0 != 0x2D && $0 != 0x5F }
  // 43 characters of base64 are 32 bytes.
  guard letters.count >= 43 else { return false }
  var seen = [Bool](repeating: false, count: 256)
  for letter in letters { seen[Int(letter)] = true }
  return seen.count { $0 } >= 12
}

private func isBase64JSON(_ secret: [UInt8]) -> Bool {
  // Only the beginning counts; prefixes such as `ops_` are skipped.
  guard let start = secret.indices.first(where: { secret[$0...].starts(with: Array("eyJ".utf8)) }),
    let text = base64Decoded(secret[start...].prefix(64 / 4 * 4))
  else { return false }
  return text.starts(with: Array("{\"".utf8)) || text.starts(with: Array("{ ".utf8))
}

private func isBase64UserPass(_ secret: [UInt8]) -> Bool {
  guard let text = base64Decoded(secret[...]), let colon = text.firstIndex(of: 0x3A), colon > 0,
    colon + 1 < text.count
  else { return false }
  return text.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !isPlaceholder(Array(text[(colon + 1)...]))
}

private func isUUID(_ secret: [UInt8]) -> Bool {
  guard secret.count == 36 else { return false }
  for (index, byte) in secret.enumerated() {
    let dash = index == 8 || index == 13 || index == 18 || index == 23
    if dash ? byte != 0x2D : hexadecimalDigit(byte) == nil { return false }
  }
  let digits = secret.filter { $0 != 0x2D }
  return Set(digits).count > 4 && !isCounting(digits)
}

private func isURLPassword(_ secret: [UInt8]) -> Bool {
  // All capitals name what belongs there: `APP-PASSWORD`.
  secret.count >= 4 && !isPlaceholder(secret)
    && !secret.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A || $0 == 0x2D || $0 == 0x5F })
    && !secret.contains { $0 == 0x24 || $0 == 0x7B || $0 == 0x3C || $0 == 0x25 && secret.count < 6 }
}

/// NATS' nkeys: base32 of a kind, 32 bytes and their CRC-16 (XMODEM), little-endian. Seeds begin with `S`.
private func isNKeyName(_ secret: [UInt8]) -> Bool {
  guard secret.count == 56, let first = secret.first, Array("ACNOUX".utf8).contains(first) else {
    return false
  }
  var decoded: [UInt8] = []
  var bits: UInt32 = 0
  var have: UInt32 = 0
  for byte in secret {
    let value: UInt8
    switch byte {
    case 0x41...0x5A: value = byte - 0x41
    case 0x32...0x37: value = byte - 0x32 + 26
    default: return false
    }
    bits = bits << 5 | UInt32(value)
    have += 5
    if have >= 8 {
      have -= 8
      decoded.append(UInt8(truncatingIfNeeded: bits >> have))
    }
  }
  var sum: UInt16 = 0
  for byte in decoded.prefix(33) {
    sum ^= UInt16(byte) << 8
    for _ in 0..<8 { sum = sum & 0x8000 != 0 ? sum << 1 ^ 0x1021 : sum << 1 }
  }
  return decoded.count == 35 && decoded[33] == UInt8(sum & 0xFF) && decoded[34] == UInt8(sum >> 8)
}

/// What the base64 of a SubjectPublicKeyInfo begins with: RSA, P-256, P-384, P-521, Ed25519, X25519.
private let publicKeyHeads = [
  "MIIBIjANBgkqhkiG", "MIICIjANBgkqhkiG", "MIGfMA0GCSqGSIb3", "MIGeMA0GCSqGSIb3",
  "MFwwDQYJKoZIhvcN",
  "MFkwEwYHKoZIzj0C", "MHYwEAYHKoZIzj0C", "MIGbMBAGByqGSM49", "MCowBQYDK2Vw", "MCowBQYDK2Vu",
].map { Array($0.utf8) }

private func isPublicKey(_ secret: [UInt8]) -> Bool {
  publicKeyHeads.contains { secret.starts(with: $0) }
}

/// Bytes of base64 or base64url, padding or not; nil when a character is neither.
func base64Decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
  var out: [UInt8] = []
  var bits: UInt32 = 0
  var have = 0
  for byte in text {
    if byte == 0x3D { break }
    let value = base64Value[Int(byte)]
    if value == 0xFF { return nil }
    bits = bits << 6 | UInt32(value)
    have += 6
    if have >= 8 {
      have -= 8
      out.append(UInt8(truncatingIfNeeded: bits >> UInt32(have)))
    }
  }
  return out
}

private func holds(_ bytes: [UInt8], _ text: String) -> Bool {
  let wanted = Array(text.utf8)
  return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
}
