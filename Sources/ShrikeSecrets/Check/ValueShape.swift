import ShrikeMatch

/// Words that say "put a password here".
private let family = [
  "password", "passwd", "passphrase", "secret", "token", "credential", "apikey", "api_key",
  "api-key", "example", "sample", "dummy", "change", "placeholder", "default", "test", "your",
  "redacted", "removed", "username",
]
private let familyWords = WordSet(family)
private let passwordWords = WordSet(family + ["pass", "admin", "user", "abc", "1234567"])

private func occurs(_ words: WordSet, in value: [UInt8]) -> Bool {
  value.withUnsafeBufferPointer { words.occurs(in: $0) }
}

/// Neither words nor counting explain the value.
func looksRandom(_ value: [UInt8], _ scratch: MatchScratch) -> Bool {
  if value.count < 4 { return false }
  if Shapes.uuid.matches(value, scratch) { return Set(value).count > 8 }
  return !isWordLike(value, scratch) && isSurprising(value, scratch)
}

/// Random (half a bit less a pair will do), or eight characters of three kinds, one a digit, without a word
/// that says "password here".
func looksLikePassword(_ value: [UInt8], _ scratch: MatchScratch) -> Bool {
  if value.count < 4 { return false }
  if looksRandom(value, scratch) { return true }
  if !isWordLike(value, scratch), isSurprising(value, scratch, slack: 0.5) { return true }
  guard value.count >= 8, value.contains(where: isDigit), value.allSatisfy({ $0 < 0x80 }) else {
    return false
  }
  let kinds = [
    value.contains(where: isLowerLetter), value.contains { isLetter($0) && !isLowerLetter($0) },
    true,
    value.contains {
      !isAlphanumeric($0) && $0 != 0x5F && $0 != 0x2E && $0 != 0x2D && $0 > 0x20
    },
  ].count { $0 }
  let lowered = value.map(lower)
  return kinds >= 3 && !occurs(passwordWords, in: lowered)
    && !occurs(passwordWords, in: WordModel.unleeted(lowered))
}

private func isWordLike(_ value: [UInt8], _ scratch: MatchScratch) -> Bool {
  let lowered = value.map(lower)
  let run = WordModel.counting(lowered)
  if run >= 8 || run >= 5 && 2 * run >= value.count { return true }
  if WordModel.isWordy(value) { return true }
  if !value.contains(where: isDigit) {
    if occurs(familyWords, in: lowered) || Shapes.nameEnding.matches(lowered, scratch) {
      return true
    }
    if Shapes.label.matches(value, scratch) { return true }
    // A word of another language.
    if value.contains(where: { $0 >= 0x80 }),
      String(decoding: value, as: UTF8.self).unicodeScalars.contains(where: {
        $0.value >= 0xC0 && $0.value <= 0x2FF
      })
    {
      return true
    }
  }
  // camelCase of pronounceable pieces with one digit at most.
  var humps = 0
  for index in 1..<max(1, value.count)
  where isLowerLetter(value[index - 1]) && isLetter(value[index]) && !isLowerLetter(value[index]) {
    humps += 1
  }
  return humps > 0 && value.count >= 4 * (humps + 1) && WordModel.surprise(value) < 5
    && Shapes.camelCase.matches(value, scratch)
}

private func isSurprising(
  _ value: [UInt8], _ scratch: MatchScratch, slack: Double = 0
) -> Bool {
  let count = value.count
  let bits = WordModel.surprise(value) + slack
  if count >= 16, Shapes.hexadecimal.matches(value, scratch) {
    return Set(value).count >= 8 && bits >= 3
  }
  var switches = 0
  for index in 1..<max(1, count) {
    let (a, b) = (value[index - 1], value[index])
    if isLetter(a) && isDigit(b) || isDigit(a) && isLetter(b) { switches += 1 }
  }
  if count >= 16, switches >= 5 { return bits >= 3.3 }
  // A constant's name, unless long and unpronounceable.
  if value.allSatisfy({ isLetter($0) && !isLowerLetter($0) }) { return count >= 10 && bits >= 5.2 }
  if value.allSatisfy(isLowerLetter) {
    return bits >= (count < 5 ? 6 : count < 6 ? 5.2 : count < 8 ? 5 : 4.7)
  }
  return bits >= (count < 6 ? 4.6 : count < 10 ? 4.4 : 4.1)
}

/// The value is text of its own: no expression, template, path, URL, number, name of a file or constant, text
/// in another script, hash of a password, public key.
func isNoCode(_ value: [UInt8], _ scratch: MatchScratch) -> Bool {
  if value.contains(where: { $0 >= 0x80 }),
    String(decoding: value, as: UTF8.self).unicodeScalars.contains(where: {
      $0.value > 0x2FF || $0.value == 0xAB || $0.value == 0xBB
    })
  {
    return false
  }
  if Shapes.code.contains(where: { $0.matches(value, scratch) }) { return false }
  var same = 1
  for index in 1..<max(1, value.count) {
    same = value[index] == value[index - 1] ? same + 1 : 1
    if same == 6 { return false }
  }
  let parts = value.split(separator: 0x2F)
  if parts.count > 1,
    parts.allSatisfy({
      $0.count < 3 || $0.allSatisfy(isDigit) || WordModel.isWordy(Array($0), share: 0.75)
    })
  {
    return false
  }
  if Shapes.member.matches(value, scratch),
    value.split(separator: 0x2E).allSatisfy({
      $0.count < 24 && !Shapes.mixedDigits.matches(Array($0), scratch)
    })
  {
    return false
  }
  return true
}

/// An expression of ours; one that did not compile matches nothing, and a test compiles them all.
struct Shape: Sendable {
  let pattern: Pattern?

  init(_ source: String) { pattern = try? Pattern(source) }

  func matches(_ value: [UInt8], _ scratch: MatchScratch) -> Bool {
    value.withUnsafeBufferPointer { pattern?.matches($0, scratch: scratch) ?? false }
  }
}

enum Shapes {
  static let uuid = Shape(#"(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"#)
  static let nameEnding = Shape("(?:pass|pwd|key|user|name)$")
  static let label = Shape("^[A-Z][a-z]+[.!?:]?$|^[A-Z][A-Za-z]+(?:-[A-Za-z]+)+$")
  static let camelCase = Shape("^[A-Za-z][A-Za-z_.-]*[0-9]?[A-Za-z_.-]*$")
  static let hexadecimal = Shape("^(?:[0-9a-f]+|[0-9A-F]+)$")
  static let member = Shape(#"^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$"#)
  static let mixedDigits = Shape("[0-9][^0-9]+[0-9]")

  static let code: [Shape] = [
    // Markup and prose; templates; the whole value in brackets.
    #"[\s<>]"#,
    #"\$\{|\$\(|#\{|\{\{|\}\}|<%|%>|\{\w*\}$|^\{\w*\}"#,
    #"^[\[({].*[\])}]$"#,
    // $var @var@ %VAR% :symbol &ref *ptr; printf.
    #"^[$@%&:*]\(?[A-Za-z_][\w.\[\]:>-]*[)%@]?$"#,
    #"%(?:\[\d+\])?[-+ #0]*\d*(?:\.\d+)?[sdvqxXtcfu](?:$|[^A-Za-z0-9])|%\(\w+\)|(?:%[A-Za-z].*){3}"#,
    // Calls, indices, member access.
    #"^[A-Za-z_][\w.:>$-]*\(|\)$|\w\[\w*\]|->|::|=>|&&|\|\|"#,
    // Escaped text of a properties file or of a URL.
    #"\\u[0-9a-fA-F]{4}|\\[:=#]|(?:%[0-9A-Fa-f]{2}.*){3}"#,
    // Hashes of passwords.
    #"^(?:[\w.-]+:)?(?:\{[\w@.-]{2,40}\})?\$(?:1|2[abxy]?|5|6|7|y|apr1|argon2[id]{0,2}|scrypt|shiro1|pbkdf2[\w-]*)\$|^\{[A-Za-z][\w@.-]{1,40}\}"#,
    // Certificates and public keys.
    #"^LS0tLS1CRUdJTiBD|^LS0tLS1CRUdJTiBQVUJMSUMg|^-----BEGIN (?:CERT|PUBLIC)|^ssh-"#,
    #"^MI(?:IBIjANBgkqhkiG9w0BAQEFA|GfMA0GCSqGSIb3DQEBAQUAA|GJAoGB)|^MFkwEwYHKoZIzj0C"#,
    // Scope of a signature, package name, markup; cut off, masked, documentation.
    #"/aws4_request|^@[\w-]+/[\w.-]+$|&(?:lt|gt|amp|quot|#\d+);"#,
    // Rules of a form: required|string|min:8.
    #"^[a-z_]+(?::[\w,]+)?(?:\|[a-z_]+(?::[\w,]+)?)+$"#,
    #"\.\.\.|\*\*\*|EXAMPLE|xxxx|XXXX"#,
    // Constants, files and hosts, addresses, URLs, paths.
    #"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$"#,
    #"^[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,5}(?::\d+)?$"#,
    #"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$"#,
    #"^[a-z][a-z0-9+.-]*:/|^(?:urn|arn|data|mailto|projects|sha\d+|md5):|^sha\d+-"#,
    #"^(?:[A-Za-z]:)?(?:\.{0,2}|~)[/\\]"#,
    // Numbers, versions, dates, colours.
    #"(?i)^(?:0x[0-9a-f]{1,8}|[+-]?\d{1,15}(?:\.\d+)*%?|v?\d+(?:\.\d+)+[\w.+-]*|\d{4}-\d\d-\d\d.*|#[0-9a-f]{3,8})$"#,
  ].map(Shape.init)
}
