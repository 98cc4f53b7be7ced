import ShrikeMatch
import ShrikeText
import Testing

@testable import ShrikeSecrets

/// Every value is made here, so that none of a real account stands in a file.
struct StructureCheckTests {
  private static let base62 = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  /// `prefix` and a body of thirty characters with its checksum behind.
  private static func checksummed(_ prefix: String) -> String {
    let body = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5"
    var sum = crc32(body.utf8)
    var digits = ""
    for _ in 0..<6 {
      digits = String(base62[Int(sum % 62)]) + digits
      sum /= 62
    }
    return prefix + body + digits
  }

  private static func atlassian() -> String {
    let body = "ATATT3xFfGF0T4" + String(repeating: "aB3_", count: 10) + "="
    let sum = String(crc32(body.utf8), radix: 16, uppercase: true)
    return body + String(repeating: "0", count: 8 - sum.count) + sum
  }

  private static func pem(_ separator: String) -> String {
    let line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"
    let word = "PRIVATE"
    return ["-----BEGIN \(word) KEY-----", line, line, "-----END \(word) KEY-----"]
      .joined(separator: separator)
  }

  private static let jwt =
    "{\"alg\":\"HS256\",\"typ\":\"JWT\"}".base64.replacing("=", with: "") + "."
    + "{\"sub\":\"1\"}".base64.replacing("=", with: "") + ".c2lnbmF0dXJlc2lnbmF0dXJl"

  private static let good: [(StructureCheck, String)] = [
    (.githubCRC32, checksummed("ghp_")), (.npmCRC32, checksummed("npm_")),
    (.atlassianCRC32, atlassian()), (.jwt, jwt), (.awsKeyID, "AKIA" + "Q7RZ2X5MKB3TW6YN"),
    (.pem, pem("\n")), (.pem, pem("\r\n")), (.pem, pem("\\n")),
    (.base64JSON, "{\"token\":\"x\"}".base64), (.base64JSON, "ops_" + "{\"a\":1, \"b\":22}".base64),
    (.base64UserPass, "user:p4ssW0rd!x".base64),
    (.uuid, "3f2a91bc-00d4-4e5f-a6b7-c8d9e0f1a2b3"), (.urlPassword, "k3X!9qz"),
    (.notPublic, "hT7kQ2mZ9x"),
    (.notPublic, "ACBLODXOP4NFAON66B7MEND7AZXNBD25Y5ISIR7DIBBQAATLNZKFKP2B"),
    (.notPublic, "MIIEpAIBAAKCAQEA"),
    (.notPlaceholder, "hT7kQ2mZ9x"), (.notCode, "hT7kQ2mZ9x"), (.looksRandom, "hT7kQ2mZ9xVb4Lp8"),
    (.looksLikePassword, "k9#Lm2!xQz"),
  ]

  private static let bad: [(StructureCheck, String)] = [
    (.githubCRC32, String(checksummed("ghp_").dropLast()) + "_"), (.githubCRC32, ""),
    (.githubCRC32, "ghp_" + String(repeating: "a", count: 36)), (.githubCRC32, "no-underscore"),
    (.githubCRC32, "ghp_short"), (.npmCRC32, "npm_" + String(repeating: "0", count: 36)),
    (.atlassianCRC32, String(atlassian().dropLast()) + "g"), (.atlassianCRC32, "none"),
    (.atlassianCRC32, "="), (.jwt, "a.b.c"), (.jwt, ""), (.jwt, "{\"typ\":1}".base64 + ".e30.x"),
    (.jwt, "not base64!.e30.x"), (.awsKeyID, "AKIA" + "Q7RZ2X5MKB3TW6Y0"),
    (.awsKeyID, "AKIA" + "Q7RZ2X5MKB3TW6Y"), (.awsKeyID, "AKIA" + "q7rz2x5mkb3tw6yn"),
    (.pem, pem("\n").split(separator: "\n").prefix(1).joined()), (.pem, ""),
    (.pem, "-----BEGIN A KEY-----\n" + String(repeating: "A", count: 80) + "\n-----END A KEY-----"),
    (.pem, "-----BEGIN A KEY-----\nMIIE...\n-----END A KEY-----"), (.base64JSON, "abc"),
    (.base64JSON, ""), (.base64UserPass, "userpass".base64),
    (.base64UserPass, "user:".base64), (.base64UserPass, ":pass".base64),
    (.base64UserPass, "user:changeme".base64), (.base64UserPass, "%%"),
    (.uuid, "00000000-0000-0000-0000-000000000000"), (.uuid, "3f2a91bc-00d4-4e5f-a6b7"),
    (.uuid, "3f2a91bc_00d4_4e5f_a6b7_c8d9e0f1a2b3"),
    (.uuid, "12345678-1234-1234-1234-123456789012"),
    (.notPublic, "ACBLODXOP4NFAON66B7MEND7AZXNBD25Y5ISIR7DIBBQAATLNZKFKP2X"),
    (.notPublic, "UCKKAZLILVSMJGALXDKFISUHEGUZUANNEGPLLHHWUFPPN4K2DWBQXY3O"),
    (.notPublic, "MCowBQYDK2VwAyEAt84J1rvABOcXXGQ8feywtYDsN7yXEt0uaq65S66NL58="),
    (.urlPassword, "APP-PASSWORD"),
    (.urlPassword, "abc"), (.urlPassword, "$PASSWORD"), (.urlPassword, "{password}"),
    (.urlPassword, "<password>"), (.urlPassword, "%s"), (.notPlaceholder, "your-token-here"),
    (.notPlaceholder, "xxxxxxxxxxxx"), (.notPlaceholder, "${TOKEN}"), (.notPlaceholder, "{{ x }}"),
    (.notPlaceholder, "<token>"), (.notPlaceholder, "%TOKEN%"), (.notPlaceholder, "1234567890"),
    (.notPlaceholder, "abcdefghijkl"), (.notPlaceholder, ""), (.notPlaceholder, "EXAMPLE-KEY"),
    (.notCode, "os.environ"), (.notCode, "getSecret()"), (.notCode, "a->b"),
    (.notCode, "with blank"),
    (.notCode, "${NAME}"), (.notCode, "$2b$12$abcdefghijklmnopqrstuv"),
    (.looksRandom, "password"), (.looksRandom, "abc"), (.looksRandom, "getUserPassword"),
    (.looksRandom, "12345678"), (.looksLikePassword, "password"), (.looksLikePassword, ""),
  ]

  @Test(arguments: good)
  func theStructureIsThere(_ check: StructureCheck, _ value: String) {
    #expect(check.holds(Array(value.utf8), MatchScratch()), "\(check.rawValue): \(value)")
  }

  @Test(arguments: bad)
  func theStructureIsMissing(_ check: StructureCheck, _ value: String) {
    #expect(!check.holds(Array(value.utf8), MatchScratch()), "\(check.rawValue): \(value)")
  }

  @Test func everyCheckHasBothKindsOfCases() {
    for check in StructureCheck.allCases {
      #expect(Self.good.contains { $0.0 == check }, "\(check.rawValue)")
      #expect(Self.bad.contains { $0.0 == check }, "\(check.rawValue)")
    }
  }

  /// One that does not compile would match nothing, silently.
  @Test func everyShapeCompiles() {
    for shape in Shapes.code + [
      Shapes.uuid, Shapes.nameEnding, Shapes.label, Shapes.camelCase, Shapes.hexadecimal,
      Shapes.member, Shapes.mixedDigits,
    ] {
      #expect(shape.pattern != nil)
    }
  }

  /// Neither cut nor arbitrary bytes crash a check.
  @Test func anyBytesAreAnswered() {
    let scratch = MatchScratch()
    var values = Self.good.flatMap { value -> [[UInt8]] in
      let bytes = Array(value.1.utf8)
      return (0...min(bytes.count, 40)).map { Array(bytes[..<$0]) }
    }
    values += [[0], [0xFF], [0xC3, 0x28], [UInt8](repeating: 0xFF, count: 5_000)]
    values += [[UInt8](repeating: 0x2E, count: 100), [UInt8](repeating: 0x2D, count: 36)]
    for value in values {
      for check in StructureCheck.allCases { _ = check.holds(value, scratch) }
    }
  }

  @Test func theChecksumIsThePublishedOne() {
    // The check value of CRC-32/ISO-HDLC (reveng.sourceforge.io, catalogue of CRC algorithms).
    #expect(crc32("123456789".utf8) == 0xCBF4_3926)
    #expect(crc32([]) == 0)
  }
}
