/// A request for a certificate ([RFC 2986](https://www.rfc-editor.org/rfc/rfc2986)).
struct CertificateRequest {
  private let raw: ArraySlice<UInt8>
  private let signedPart: ArraySlice<UInt8>
  private let subjectPublicKeyInfo: ArraySlice<UInt8>
  private let version: Int
  private let signature: [UInt8]
  private let signatureAlgorithm: SignatureAlgorithm
  private let publicKey: PublicKey
  private let subject: DistinguishedName
  private var attributes: [Value] = []
  private var extensions: [CertificateExtension] = []
  private var names = AlternativeNames()

  init(_ bytes: [UInt8]) throws(DER.Malformed) {
    var reader = DER(bytes)
    let whole = try reader.element(DER.Tag.sequence)
    guard reader.isAtEnd else { throw DER.Malformed() }
    raw = whole.raw
    var outer = whole.reader
    let signed = try outer.element(DER.Tag.sequence)
    signedPart = signed.raw
    var part = signed.reader
    version = try part.small()
    subject = try DistinguishedName(part.element(DER.Tag.sequence))
    let key = try part.element(DER.Tag.sequence)
    subjectPublicKeyInfo = key.raw
    publicKey = try PublicKey(subjectPublicKeyInfo: key.raw)
    signatureAlgorithm = try SignatureAlgorithm(outer.sequence())
    let bits = try outer.element(DER.Tag.bitString).content
    guard bits.first != nil else { throw DER.Malformed() }
    signature = Array(bits.dropFirst())
    guard let list = try part.optional(DER.Tag.context(0, isConstructed: true)) else { return }
    var attributes = list.reader
    while !attributes.isAtEnd { try readAttribute(attributes.element(DER.Tag.sequence)) }
    for part in extensions where part.id.arcs == [2, 5, 29, 17] {
      names = try AlternativeNames(part.value)
    }
  }

  private mutating func readAttribute(_ element: DER.Element) throws(DER.Malformed) {
    var attribute = element.reader
    let id = try attribute.objectIdentifier()
    let values = try attribute.element(DER.Tag.set)
    if let shown = try? Self.shown(id, values.reader) { attributes.append(shown) }
    // PKCS #9's request for extensions.
    if id.arcs == [1, 2, 840, 113549, 1, 9, 14] {
      var reader = values.reader
      extensions += try CertificateExtension.list(reader.sequence())
    }
  }

  /// The old form of an attribute, which fits those whose values are lists of pairs.
  private static func shown(_ id: ObjectIdentifierDER, _ values: DER) throws(DER.Malformed) -> Value
  {
    var values = values
    var lists: [Value] = []
    while !values.isAtEnd {
      var list = try values.sequence()
      var pairs: [Value] = []
      while !list.isAtEnd {
        var pair = try list.sequence()
        let type = try pair.objectIdentifier()
        pairs.append(
          GoJSON.object([
            ("Type", GoJSON.arcs(type)), ("Value", try value(pair.element())),
          ]))
      }
      lists.append(Value(array: pairs))
    }
    return GoJSON.object([("Type", GoJSON.arcs(id)), ("Value", Value(array: lists))])
  }

  private static func value(_ element: DER.Element) throws(DER.Malformed) -> Value {
    var reader = DER(element.raw)
    switch element.tag {
    case DER.Tag.boolean: return Value(try reader.boolean())
    case DER.Tag.integer: return Value(try reader.small())
    case DER.Tag.octetString: return GoJSON.bytes(element.content)
    case DER.Tag.objectIdentifier: return GoJSON.arcs(try reader.objectIdentifier())
    case DER.Tag.utcTime, DER.Tag.generalizedTime:
      return Value(try CertificateTime(element).text)
    case DER.Tag.bitString:
      guard let unused = element.content.first, unused < 8 else { throw DER.Malformed() }
      let bytes = element.content.dropFirst()
      return GoJSON.object([
        ("Bytes", GoJSON.bytes(bytes)), ("BitLength", Value(8 * bytes.count - Int(unused))),
      ])
    default: return DistinguishedName.text(element).map { Value(utf8: $0) } ?? .null
    }
  }

  var value: Value {
    GoJSON.object(
      [
        ("Raw", GoJSON.bytes(raw)),
        ("RawTBSCertificateRequest", GoJSON.bytes(signedPart)),
        ("RawSubjectPublicKeyInfo", GoJSON.bytes(subjectPublicKeyInfo)),
        ("RawSubject", GoJSON.bytes(subject.raw)),
        ("Version", Value(version)),
        ("Signature", GoJSON.bytes(signature)),
        ("SignatureAlgorithm", Value(signatureAlgorithm.rawValue)),
        ("PublicKeyAlgorithm", Value(publicKey.algorithmNumber)),
        ("PublicKey", publicKey.goValue),
        ("Subject", subject.value),
        ("Attributes", GoJSON.list(attributes)),
        ("Extensions", GoJSON.list(extensions.map(\.goValue))),
        ("ExtraExtensions", .null),
      ] + names.goFields)
  }
}
