import BigInt
import ShrikeText

/// A certificate ([RFC 5280](https://www.rfc-editor.org/rfc/rfc5280)), read as strictly as Go's
/// `crypto/x509` reads it.
struct Certificate {
  let raw: ArraySlice<UInt8>
  let signedPart: ArraySlice<UInt8>
  let subjectPublicKeyInfo: ArraySlice<UInt8>
  let signature: [UInt8]
  let signatureAlgorithm: SignatureAlgorithm
  let publicKey: PublicKey
  let version: Int
  let serialNumber: BigInt
  let issuer: DistinguishedName
  let subject: DistinguishedName
  let notBefore: CertificateTime
  let notAfter: CertificateTime
  let extensions: [CertificateExtension]
  let content: CertificateContent

  /// The next certificate of a text.
  init(_ reader: inout DER) throws(DER.Malformed) {
    let whole = try reader.element(DER.Tag.sequence)
    raw = whole.raw
    var outer = whole.reader
    let signed = try outer.element(DER.Tag.sequence)
    signedPart = signed.raw
    var part = signed.reader
    var version = 0
    if let explicit = try part.optional(DER.Tag.context(0, isConstructed: true)) {
      var inner = explicit.reader
      version = try inner.small()
    }
    guard 0...2 ~= version else { throw DER.Malformed() }
    self.version = version + 1
    serialNumber = try part.integer()
    guard serialNumber >= 0 else { throw DER.Malformed() }
    let algorithm = try part.element(DER.Tag.sequence)
    guard try outer.element(DER.Tag.sequence).raw == algorithm.raw else { throw DER.Malformed() }
    signatureAlgorithm = try SignatureAlgorithm(algorithm.reader)
    issuer = try DistinguishedName(part.element(DER.Tag.sequence))
    var validity = try part.sequence()
    notBefore = try CertificateTime(validity.element())
    notAfter = try CertificateTime(validity.element())
    subject = try DistinguishedName(part.element(DER.Tag.sequence))
    let key = try part.element(DER.Tag.sequence)
    subjectPublicKeyInfo = key.raw
    publicKey = try PublicKey(subjectPublicKeyInfo: key.raw)
    var extensions: [CertificateExtension] = []
    if version > 0 {
      _ = try part.optional(DER.Tag.context(1))
      _ = try part.optional(DER.Tag.context(2))
    }
    if version == 2, let explicit = try part.optional(DER.Tag.context(3, isConstructed: true)) {
      var inner = explicit.reader
      extensions = try CertificateExtension.list(inner.sequence())
      guard Set(extensions.map(\.id)).count == extensions.count else { throw DER.Malformed() }
    }
    self.extensions = extensions
    content = try CertificateContent(extensions)
    let bits = try outer.element(DER.Tag.bitString).content
    guard bits.first == 0 else { throw DER.Malformed() }
    signature = Array(bits.dropFirst())
  }

  /// All certificates that stand one after the other.
  static func list(_ bytes: [UInt8]) throws(DER.Malformed) -> [Certificate] {
    var reader = DER(bytes)
    var out: [Certificate] = []
    while !reader.isAtEnd { out.append(try Certificate(&reader)) }
    return out
  }
}

/// Who a certificate is for or from.
struct DistinguishedName: Equatable {
  struct Attribute: Equatable {
    let type: ObjectIdentifierDER
    let value: [UInt8]
  }

  let raw: ArraySlice<UInt8>
  let attributes: [Attribute]

  init(_ element: DER.Element) throws(DER.Malformed) {
    raw = element.raw
    var attributes: [Attribute] = []
    var names = element.reader
    while !names.isAtEnd {
      var set = try names.element(DER.Tag.set).reader
      while !set.isAtEnd {
        var attribute = try set.sequence()
        let type = try attribute.objectIdentifier()
        guard let value = Self.text(try attribute.element()) else { throw DER.Malformed() }
        attributes.append(Attribute(type: type, value: value))
      }
    }
    self.attributes = attributes
  }

  /// A string of one of ASN.1's kinds, as UTF-8; nil where it is none, or not well formed.
  static func text(_ element: DER.Element) -> [UInt8]? {
    let content = element.content
    switch element.tag {
    case 0x0C: return String(validating: content, as: UTF8.self) == nil ? nil : Array(content)
    case 0x12:
      return content.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x20 } ? Array(content) : nil
    case 0x13:
      // An asterisk and an ampersand are not allowed, but common.
      let marks = Array(" '()+,-./:=?*&".utf8)
      return content.allSatisfy { isAlphanumeric($0) || marks.contains($0) } ? Array(content) : nil
    case 0x14:
      return Array(String(String.UnicodeScalarView(content.map { UnicodeScalar($0) })).utf8)
    case 0x16: return content.allSatisfy { $0 < 0x80 } ? Array(content) : nil
    case 0x1E:
      guard content.count % 2 == 0 else { return nil }
      let units = stride(from: content.startIndex, to: content.endIndex, by: 2).map {
        UInt16(content[$0]) << 8 | UInt16(content[$0 + 1])
      }
      return Array(
        String(decoding: units.last == 0 ? units.dropLast() : units[...], as: UTF16.self).utf8)
    default: return nil
    }
  }
}

/// A moment, as UTCTime or GeneralizedTime.
struct CertificateTime: Equatable {
  /// Since 1970.
  let seconds: Int
  /// As RFC 3339 has it.
  let text: String

  init(_ element: DER.Element) throws(DER.Malformed) {
    var digits = Array(element.content)
    guard digits.last == 0x5A else { throw DER.Malformed() }
    digits.removeLast()
    guard digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { throw DER.Malformed() }
    var fields = digits.map { Int($0 - 0x30) }
    switch element.tag {
    case DER.Tag.utcTime:
      if fields.count == 10 { fields += [0, 0] }
      guard fields.count == 12 else { throw DER.Malformed() }
      fields = (fields[0] < 5 ? [2, 0] : [1, 9]) + fields
    case DER.Tag.generalizedTime:
      guard fields.count == 14 else { throw DER.Malformed() }
    default: throw DER.Malformed()
    }
    func number(_ at: Int, _ count: Int = 2) -> Int {
      fields[at..<(at + count)].reduce(0) { $0 * 10 + $1 }
    }
    let (year, month, day) = (number(0, 4), number(4), number(6))
    let (hour, minute, second) = (number(8), number(10), number(12))
    guard 1...12 ~= month, 1...CalendarDate.days(inMonth: month, of: year) ~= day, hour < 24,
      minute < 60, second < 60
    else { throw DER.Malformed() }
    var civil = Civil()
    (civil.year, civil.month, civil.day) = (year, month, day)
    (civil.hour, civil.minute, civil.second) = (hour, minute, second)
    seconds = civil.seconds
    text = civil.timestamp
  }
}

extension Civil {
  /// To the second, in universal time, as [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339) has it.
  var timestamp: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(year / 100))\(two(year % 100))-\(two(month))-\(two(day))"
      + "T\(two(hour)):\(two(minute)):\(two(second))Z"
  }
}

/// By Go's numbers.
enum SignatureAlgorithm: Int {
  case unknown = 0
  case md2WithRSA, md5WithRSA, sha1WithRSA, sha256WithRSA, sha384WithRSA, sha512WithRSA
  case dsaWithSHA1, dsaWithSHA256
  case ecdsaWithSHA1, ecdsaWithSHA256, ecdsaWithSHA384, ecdsaWithSHA512
  case sha256WithRSAPSS, sha384WithRSAPSS, sha512WithRSAPSS
  case ed25519

  init(_ identifier: DER) throws(DER.Malformed) {
    var identifier = identifier
    let algorithm = try identifier.objectIdentifier()
    switch algorithm.arcs {
    case [1, 2, 840, 113549, 1, 1, 2]: self = .md2WithRSA
    case [1, 2, 840, 113549, 1, 1, 4]: self = .md5WithRSA
    case [1, 2, 840, 113549, 1, 1, 5], [1, 3, 14, 3, 2, 29]: self = .sha1WithRSA
    case [1, 2, 840, 113549, 1, 1, 11]: self = .sha256WithRSA
    case [1, 2, 840, 113549, 1, 1, 12]: self = .sha384WithRSA
    case [1, 2, 840, 113549, 1, 1, 13]: self = .sha512WithRSA
    case [1, 2, 840, 113549, 1, 1, 10]: self = Self.pss(identifier)
    case [1, 2, 840, 10040, 4, 3]: self = .dsaWithSHA1
    case [2, 16, 840, 1, 101, 3, 4, 3, 2]: self = .dsaWithSHA256
    case [1, 2, 840, 10045, 4, 1]: self = .ecdsaWithSHA1
    case [1, 2, 840, 10045, 4, 3, 2]: self = .ecdsaWithSHA256
    case [1, 2, 840, 10045, 4, 3, 3]: self = .ecdsaWithSHA384
    case [1, 2, 840, 10045, 4, 3, 4]: self = .ecdsaWithSHA512
    case [1, 3, 101, 112]: self = identifier.isAtEnd ? .ed25519 : .unknown
    default: self = .unknown
    }
  }

  /// One of the three sets of parameters that are in use: the same digest everywhere, and a salt of
  /// its length.
  private static func pss(_ identifier: DER) -> SignatureAlgorithm {
    do throws(DER.Malformed) {
      var identifier = identifier
      var parameters = try identifier.sequence()
      var hash = try parameters.element(DER.Tag.context(0, isConstructed: true)).reader
      var digest = try hash.sequence()
      let arcs = try digest.objectIdentifier().arcs
      _ = try parameters.optional(DER.Tag.context(1, isConstructed: true))
      var salt = try parameters.element(DER.Tag.context(2, isConstructed: true)).reader
      switch (arcs, try salt.small()) {
      case ([2, 16, 840, 1, 101, 3, 4, 2, 1], 32): return .sha256WithRSAPSS
      case ([2, 16, 840, 1, 101, 3, 4, 2, 2], 48): return .sha384WithRSAPSS
      case ([2, 16, 840, 1, 101, 3, 4, 2, 3], 64): return .sha512WithRSAPSS
      default: return .unknown
      }
    } catch {
      return .unknown
    }
  }

  /// Whether a key made a signature. MD5 and SHA-1 prove nothing any more.
  func isValid(_ signature: [UInt8], of message: [UInt8], _ key: PublicKey) -> Bool {
    switch (self, key) {
    case (.sha256WithRSA, .rsa(let key)): key.isValidPKCS1(signature, of: message, .sha256)
    case (.sha384WithRSA, .rsa(let key)): key.isValidPKCS1(signature, of: message, .sha384)
    case (.sha512WithRSA, .rsa(let key)): key.isValidPKCS1(signature, of: message, .sha512)
    case (.sha256WithRSAPSS, .rsa(let key)):
      key.isValidPSS(signature, of: message, .sha256, anySalt: false)
    case (.sha384WithRSAPSS, .rsa(let key)):
      key.isValidPSS(signature, of: message, .sha384, anySalt: false)
    case (.sha512WithRSAPSS, .rsa(let key)):
      key.isValidPSS(signature, of: message, .sha512, anySalt: false)
    case (.ecdsaWithSHA256, .elliptic(let key)):
      key.isValid(sequence: signature, of: message, .sha256)
    case (.ecdsaWithSHA384, .elliptic(let key)):
      key.isValid(sequence: signature, of: message, .sha384)
    case (.ecdsaWithSHA512, .elliptic(let key)):
      key.isValid(sequence: signature, of: message, .sha512)
    case (.ed25519, .ed25519(let key)): isValidEd25519(key, signature, of: message)
    default: false
    }
  }
}
