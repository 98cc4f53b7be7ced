import BigInt

/// Certificates, requests and keys as Go's encoder writes their structures, field for field: that
/// is the shape policies are written against.
extension Certificate {
  /// With the URIs as texts besides, where policies get certificates from `parse_certificates`.
  func value(withURITexts: Bool) -> Value {
    let permitted = content.constraints.permitted
    let excluded = content.constraints.excluded
    var fields: [(String, Value)] = [
      ("Raw", GoJSON.bytes(raw)),
      ("RawTBSCertificate", GoJSON.bytes(signedPart)),
      ("RawSubjectPublicKeyInfo", GoJSON.bytes(subjectPublicKeyInfo)),
      ("RawSubject", GoJSON.bytes(subject.raw)),
      ("RawIssuer", GoJSON.bytes(issuer.raw)),
      ("Signature", GoJSON.bytes(signature)),
      ("SignatureAlgorithm", Value(signatureAlgorithm.rawValue)),
      ("PublicKeyAlgorithm", Value(publicKey.algorithmNumber)),
      ("PublicKey", publicKey.goValue),
      ("Version", Value(version)),
      ("SerialNumber", Value(serialNumber)),
      ("Issuer", issuer.value),
      ("Subject", subject.value),
      ("NotBefore", Value(notBefore.text)),
      ("NotAfter", Value(notAfter.text)),
      ("KeyUsage", Value(content.keyUsage)),
      ("Extensions", GoJSON.list(extensions.map(\.goValue))),
      ("ExtraExtensions", .null),
      ("UnhandledCriticalExtensions", GoJSON.list(content.unhandledCritical.map(GoJSON.arcs))),
      ("ExtKeyUsage", GoJSON.list(content.extendedKeyUsage.map { Value($0) })),
      ("UnknownExtKeyUsage", GoJSON.list(content.unknownExtendedKeyUsage.map(GoJSON.arcs))),
      ("BasicConstraintsValid", Value(content.hasBasicConstraints)),
      ("IsCA", Value(content.isAuthority)),
      ("MaxPathLen", Value(content.maxPathLength)),
      ("MaxPathLenZero", Value(content.hasBasicConstraints && content.maxPathLength == 0)),
      ("SubjectKeyId", GoJSON.bytes(content.subjectKeyID)),
      ("AuthorityKeyId", GoJSON.bytes(content.authorityKeyID)),
      ("OCSPServer", GoJSON.texts(content.ocspServers)),
      ("IssuingCertificateURL", GoJSON.texts(content.issuers)),
      ("PermittedDNSDomainsCritical", Value(content.constraintsAreCritical)),
      ("PermittedDNSDomains", GoJSON.texts(permitted.dns)),
      ("ExcludedDNSDomains", GoJSON.texts(excluded.dns)),
      ("PermittedIPRanges", GoJSON.ranges(permitted.ranges)),
      ("ExcludedIPRanges", GoJSON.ranges(excluded.ranges)),
      ("PermittedEmailAddresses", GoJSON.texts(permitted.mail)),
      ("ExcludedEmailAddresses", GoJSON.texts(excluded.mail)),
      ("PermittedURIDomains", GoJSON.texts(permitted.uris)),
      ("ExcludedURIDomains", GoJSON.texts(excluded.uris)),
      ("CRLDistributionPoints", GoJSON.texts(content.revocationLists)),
    ]
    fields += content.names.goFields
    fields += content.policyFields
    if withURITexts {
      fields.append(
        ("URIStrings", GoJSON.list(content.names.uris.map { Value($0.address.text()) })))
    }
    return GoJSON.object(fields)
  }
}

/// The encoder's habits.
enum GoJSON {
  static func object(_ fields: [(String, Value)]) -> Value {
    Value(object: fields.map { (Value($0.0), $0.1) })
  }
  /// An empty list is one that was never made.
  static func list(_ values: [Value]) -> Value { values.isEmpty ? .null : Value(array: values) }
  static func texts(_ texts: [[UInt8]]) -> Value { list(texts.map { Value(utf8: $0) }) }
  static func bytes(_ bytes: some Collection<UInt8>) -> Value {
    Value(utf8: Base64.encode(Array(bytes), .standard))
  }
  static func bytes(_ bytes: [UInt8]?) -> Value { bytes.map { Self.bytes($0) } ?? .null }
  static func arcs(_ id: ObjectIdentifierDER) -> Value {
    Value(array: id.arcs.map { Value($0) })
  }
  static func number(_ number: BigUInt) -> Value { Value(BigInt(number)) }
  static func number(_ bytes: [UInt8]) -> Value { number(BigUInt(bigEndian: bytes)) }

  static func ranges(_ ranges: [(address: [UInt8], mask: [UInt8])]) -> Value {
    list(
      ranges.map { range in
        object([("IP", Value(address(range.address))), ("Mask", bytes(range.mask))])
      })
  }

  static func address(_ bytes: [UInt8]) -> String { Address(bytes).text }
}

extension Address {
  /// Four bytes or sixteen.
  init(_ bytes: [UInt8]) {
    self.init(bits: bytes.reduce(0) { $0 << 8 | UInt128($1) }, isV4: bytes.count == 4)
  }
}

extension DistinguishedName {
  var value: Value {
    func all(_ number: Int) -> [[UInt8]] {
      attributes.filter { $0.type.arcs == [2, 5, 4, number] }.map(\.value)
    }
    func last(_ number: Int) -> Value { Value(utf8: all(number).last ?? []) }
    return GoJSON.object([
      ("Country", GoJSON.texts(all(6))),
      ("Organization", GoJSON.texts(all(10))),
      ("OrganizationalUnit", GoJSON.texts(all(11))),
      ("Locality", GoJSON.texts(all(7))),
      ("Province", GoJSON.texts(all(8))),
      ("StreetAddress", GoJSON.texts(all(9))),
      ("PostalCode", GoJSON.texts(all(17))),
      ("SerialNumber", last(5)),
      ("CommonName", last(3)),
      (
        "Names",
        GoJSON.list(
          attributes.map {
            GoJSON.object([("Type", GoJSON.arcs($0.type)), ("Value", Value(utf8: $0.value))])
          })
      ),
      ("ExtraNames", .null),
    ])
  }
}

extension AlternativeNames {
  var goFields: [(String, Value)] {
    [
      ("DNSNames", GoJSON.texts(dns)),
      ("EmailAddresses", GoJSON.texts(mail)),
      ("IPAddresses", GoJSON.list(addresses.map { Value(GoJSON.address($0)) })),
      ("URIs", GoJSON.list(uris.map { $0.address.goValue })),
    ]
  }
}

extension CertificateContent {
  fileprivate var policyFields: [(String, Value)] {
    let arcs = (policies ?? []).compactMap { policy -> Value? in
      let arcs = policy.split(separator: ".").compactMap { Int($0) }
      guard arcs.count == policy.split(separator: ".").count, arcs.allSatisfy({ $0 < 1 << 31 })
      else { return nil }
      return Value(array: arcs.map { Value($0) })
    }
    return [
      ("PolicyIdentifiers", policies == nil ? .null : Value(array: arcs)),
      ("Policies", policies.map { Value(array: $0.map { Value($0) }) } ?? .null),
      (
        "PolicyMappings",
        GoJSON.list(
          (policyMappings ?? []).map {
            GoJSON.object([
              ("IssuerDomainPolicy", Value($0.issuer)), ("SubjectDomainPolicy", Value($0.subject)),
            ])
          })
      ),
      ("RequireExplicitPolicy", Value(requireExplicitPolicy ?? 0)),
      ("RequireExplicitPolicyZero", Value(requireExplicitPolicy == 0)),
      ("InhibitPolicyMapping", Value(inhibitPolicyMapping ?? 0)),
      ("InhibitPolicyMappingZero", Value(inhibitPolicyMapping == 0)),
      ("InhibitAnyPolicy", Value(inhibitAnyPolicy ?? 0)),
      ("InhibitAnyPolicyZero", Value(inhibitAnyPolicy == 0)),
    ]
  }
}

extension CertificateExtension {
  var goValue: Value {
    GoJSON.object([
      ("Id", GoJSON.arcs(id)), ("Critical", Value(isCritical)), ("Value", GoJSON.bytes(value)),
    ])
  }
}

extension WebAddress {
  fileprivate var goValue: Value {
    GoJSON.object([
      ("Scheme", Value(scheme)),
      ("Opaque", Value(opaque)),
      ("User", user == nil ? .null : .emptyObject),
      ("Host", Value(utf8: host)),
      ("Path", Value(utf8: path)),
      ("RawPath", Value(utf8: unusualPath)),
      ("OmitHost", Value(!scheme.isEmpty && !hasAuthority && path.first == 0x2F)),
      ("ForceQuery", Value(hasQuery && query.isEmpty)),
      ("RawQuery", Value(utf8: query)),
      ("Fragment", Value(utf8: fragment)),
      ("RawFragment", Value("")),
    ])
  }
}

extension PublicKey {
  /// By Go's numbers.
  var algorithmNumber: Int {
    switch self {
    case .rsa: 1
    case .dsa: 2
    case .elliptic: 3
    case .ed25519: 4
    case .x25519, .unknown: 0
    }
  }

  var goValue: Value {
    switch self {
    case .rsa(let key):
      GoJSON.object([
        ("N", GoJSON.number(key.modulus)), ("E", GoJSON.number(key.exponent)),
      ])
    case .elliptic(let key): GoJSON.object(key.goFields)
    case .ed25519(let key): GoJSON.bytes(key)
    case .dsa(let p, let q, let g, let y):
      GoJSON.object([("P", Value(p)), ("Q", Value(q)), ("G", Value(g)), ("Y", Value(y))])
    case .x25519: .emptyObject
    case .unknown: .null
    }
  }
}

extension EllipticPublicKey {
  fileprivate var goFields: [(String, Value)] {
    [("Curve", .emptyObject), ("X", GoJSON.number(x)), ("Y", GoJSON.number(y))]
  }
}

extension PrivateKey {
  var goValue: Value {
    switch self {
    case .rsa(let key):
      let (dp, dq, qInverse) = key.remainders
      return GoJSON.object([
        ("N", GoJSON.number(key.publicKey.modulus)),
        ("E", GoJSON.number(key.publicKey.exponent)),
        ("D", GoJSON.number(key.exponent)),
        ("Primes", Value(array: key.primes.map { GoJSON.number($0) })),
        (
          "Precomputed",
          GoJSON.object([
            ("Dp", GoJSON.number(dp)), ("Dq", GoJSON.number(dq)),
            ("Qinv", GoJSON.number(qInverse)), ("CRTValues", .emptyArray),
          ])
        ),
      ])
    case .elliptic(let key):
      return GoJSON.object(key.publicKey.goFields + [("D", GoJSON.number(key.scalar))])
    case .ed25519(let key): return GoJSON.bytes(key.seed + key.publicKey)
    case .x25519: return .emptyObject
    }
  }

  /// The key as a JWK; nil for kinds that have no such form here.
  var jwkValue: Value? {
    func text(_ bytes: [UInt8]) -> Value {
      Value(utf8: Base64.encode(bytes, .url, pads: false))
    }
    switch self {
    case .rsa(let key):
      let (dp, dq, qInverse) = key.remainders
      let numbers = [
        ("n", key.publicKey.modulus), ("e", key.publicKey.exponent), ("d", key.exponent),
        ("p", key.primes[0]), ("q", key.primes[1]), ("dp", dp), ("dq", dq), ("qi", qInverse),
      ]
      return GoJSON.object(
        [("kty", Value("RSA"))] + numbers.map { ($0.0, text($0.1.bigEndian())) })
    case .elliptic(let key):
      return GoJSON.object([
        ("kty", Value("EC")), ("crv", Value(key.publicKey.curve.rawValue)),
        ("x", text(key.publicKey.x)), ("y", text(key.publicKey.y)), ("d", text(key.scalar)),
      ])
    case .ed25519, .x25519: return nil
    }
  }
}
