/// Certificates, requests for them, and private keys.
let x509Builtins: [Builtin] = [
  Builtin("crypto.x509.parse_certificates", 1) { a, _ throws(BuiltinError) in
    let certificates = try certificates(try a.bytes(0))
    return Value(array: certificates.map { $0.value(withURITexts: true) })
  },
  Builtin("crypto.x509.parse_and_verify_certificates", 1, isVolatile: true) {
    a, context throws(BuiltinError) in
    let path = try verified(try a.bytes(0), nil, context)
    return verdict(path?.map { $0.value(withURITexts: true) })
  },
  Builtin("crypto.x509.parse_and_verify_certificates_with_options", 2, isVolatile: true) {
    a, context throws(BuiltinError) in
    let text = try a.bytes(0)
    let path = try verified(text, try a.object(1), context)
    return verdict(path?.map { $0.value(withURITexts: false) })
  },
  Builtin("crypto.x509.parse_certificate_request", 1) { a, _ throws(BuiltinError) in
    let text = try a.bytes(0)
    let isArmoured = text.starts(with: Array("-----BEGIN CERTIFICATE REQUEST-----".utf8))
    var bytes = isArmoured ? text : try base64(text)
    if let block = PEM.first(in: bytes[...])?.block {
      guard block.type == "CERTIFICATE REQUEST" else {
        throw .failure("invalid PEM-encoded certificate signing request")
      }
      bytes = block.bytes
    }
    do throws(DER.Malformed) {
      return try CertificateRequest(bytes).value
    } catch {
      throw .failure("x509: malformed certificate request")
    }
  },
  Builtin("crypto.x509.parse_keypair", 2) { a, _ throws(BuiltinError) in
    let certificate = try a.bytes(0)
    return try keyPair(certificate, try a.bytes(1))
  },
  Builtin("crypto.x509.parse_rsa_private_key", 1) { a, _ throws(BuiltinError) in
    var text = try a.bytes(0)
    guard !text.isEmpty else { throw .failure("input PEM data was empty") }
    if !isArmoured(text) { text = try base64(text) }
    guard let key = try privateKeys(text).first else { return .null }
    guard let value = key.jwkValue else { throw .failure("a key that has no JWK form") }
    return value
  },
  Builtin("crypto.parse_private_keys", 1) { a, _ throws(BuiltinError) in
    let text = try a.bytes(0)
    guard !text.isEmpty else { return .null }
    return Value(array: try privateKeys(text).map(\.goValue))
  },
]

private func isArmoured(_ text: [UInt8]) -> Bool { text.starts(with: Array("-----BEGIN".utf8)) }

private func base64(_ text: [UInt8]) throws(BuiltinError) -> [UInt8] {
  guard let bytes = Base64.decode(text, .standard) else { throw .failure("illegal base64 data") }
  return bytes
}

// MARK: certificates

/// PEM blocks, base64 of these, or base64 of DER.
private func certificates(_ text: [UInt8]) throws(BuiltinError) -> [Certificate] {
  var bytes = isArmoured(text) ? text : try base64(text)
  if isArmoured(bytes) {
    var decoded: [UInt8] = []
    var rest = bytes[...]
    while let (block, after) = PEM.first(in: rest) {
      guard block.type == "CERTIFICATE" else {
        throw .failure("PEM block type is '\(block.type)', expected CERTIFICATE")
      }
      decoded += block.bytes
      rest = after
    }
    bytes = decoded
  }
  do throws(DER.Malformed) {
    return try Certificate.list(bytes)
  } catch {
    throw .failure("x509: malformed certificate")
  }
}

private func verdict(_ path: [Value]?) -> Value {
  Value(array: [Value(path != nil), Value(array: path ?? [])])
}

/// The way from the last certificate to the first one, which is trusted.
private func verified(
  _ text: [UInt8], _ options: ObjectBox?, _ context: BuiltinContext
) throws(BuiltinError) -> [Certificate]? {
  let certificates: [Certificate]
  do throws(BuiltinError) {
    certificates = try ShrikeRego.certificates(text)
  } catch {
    return nil
  }
  let settings = try VerifyOptions(options)
  guard let root = certificates.first, let leaf = certificates.last, certificates.count > 1 else {
    return nil
  }
  let time = settings.time ?? Int(context.now)
  var chain = CertificateChain(
    root: root, intermediates: Array(certificates[1..<(certificates.count - 1)]),
    time: time >= 0 ? time / 1_000_000_000 : (time - 999_999_999) / 1_000_000_000)
  if !settings.host.isEmpty { chain.host = settings.host }
  if !settings.usages.isEmpty { chain.usages = settings.usages }
  if let limit = settings.comparisonLimit, limit > 0 { chain.comparisonLimit = limit }
  return chain.path(of: leaf)
}

private struct VerifyOptions {
  private(set) var host: [UInt8] = []
  /// Nanoseconds since 1970.
  private(set) var time: Int?
  private(set) var comparisonLimit: Int?
  private(set) var usages: [Int] = []

  private static let names = [
    "Any", "ServerAuth", "ClientAuth", "CodeSigning", "EmailProtection", "IPSECEndSystem",
    "IPSECTunnel", "IPSECUser", "TimeStamping", "OCSPSigning", "MicrosoftServerGatedCrypto",
    "NetscapeServerGatedCrypto", "MicrosoftCommercialCodeSigning", "MicrosoftKernelCodeSigning",
  ]

  init(_ options: ObjectBox?) throws(BuiltinError) {
    for (key, value) in options?.entries ?? [] {
      switch key.string {
      case nil: continue
      case "DNSName":
        guard let name = value.utf8 else { throw .failure("'DNSName' should be a string") }
        host = name.filter { $0 != 0x22 }
      case "CurrentTime":
        guard value.isNumber else { throw .failure("'CurrentTime' should be a number") }
        guard let int = value.int else {
          throw .failure("'CurrentTime' should be a valid int64 number")
        }
        time = int
      case "MaxConstraintComparisons":
        guard value.isNumber else {
          throw .failure("'MaxConstraintComparisons' should be a number")
        }
        guard let int = value.int else {
          throw .failure("'MaxConstraintComparisons' should be a valid number")
        }
        comparisonLimit = int
      case "KeyUsages":
        guard let elements = value.elements else {
          throw .failure("'KeyUsages' should be an Array or Set")
        }
        try readUsages(elements)
      default: throw .failure("invalid key option")
      }
    }
  }

  private mutating func readUsages(_ elements: [Value]) throws(BuiltinError) {
    var unknown: [String] = []
    for element in elements {
      guard let text = element.string else { continue }
      let name = text.filter { $0 != "\"" }
      if name.hasPrefix("KeyUsage"),
        let number = Self.names.firstIndex(of: String(name.dropFirst(8)))
      {
        usages.append(number)
      } else {
        unknown.append(name)
      }
    }
    guard unknown.isEmpty else {
      throw .failure(
        "invalid entries for 'KeyUsages' found: [\(unknown.joined(separator: " "))]")
    }
  }
}

// MARK: private keys

/// The keys of a text's PEM blocks, which may all be in base64 once more.
private func privateKeys(_ text: [UInt8]) throws(BuiltinError) -> [PrivateKey] {
  let text = Base64.decode(text, .standard) ?? text
  var keys: [PrivateKey] = []
  var rest = text[...]
  while let (block, after) = PEM.first(in: rest) {
    do throws(DER.Malformed) {
      if let key = try PrivateKey(block) { keys.append(key) }
    } catch {
      throw .failure("x509: failed to parse private key")
    }
    rest = after
  }
  return keys
}

/// A certificate's chain and the key that belongs to it.
private func keyPair(_ chain: [UInt8], _ key: [UInt8]) throws(BuiltinError) -> Value {
  let begin = Array("-----BEGIN ".utf8)
  let chainBytes = chain.starts(with: begin) ? chain : try base64(chain)
  let keyBytes = key.starts(with: begin) ? key : try base64(key)
  var ders: [[UInt8]] = []
  if chainBytes.starts(with: begin) {
    var rest = chainBytes[...]
    while let (block, after) = PEM.first(in: rest) {
      if block.type == "CERTIFICATE" { ders.append(block.bytes) }
      rest = after
    }
  } else {
    ders = [chainBytes]
  }
  guard let first = ders.first else {
    throw .failure("tls: failed to find any PEM data in certificate input")
  }
  let privateKey = try keyPairKey(keyBytes, isArmoured: isArmoured(keyBytes))
  let leaf: Certificate
  do throws(DER.Malformed) {
    var reader = DER(first)
    leaf = try Certificate(&reader)
    guard reader.isAtEnd else { throw DER.Malformed() }
  } catch {
    throw .failure("x509: malformed certificate")
  }
  guard privateKey.belongs(to: leaf.publicKey) else {
    throw .failure("tls: private key does not match public key")
  }
  return GoJSON.object([
    ("Certificate", Value(array: ders.map { GoJSON.bytes($0) })),
    ("PrivateKey", privateKey.goValue),
    ("SupportedSignatureAlgorithms", .null),
    ("OCSPStaple", .null),
    ("SignedCertificateTimestamps", .null),
    ("Leaf", leaf.value(withURITexts: false)),
  ])
}

/// The first key of a text; what its block is called does not matter.
private func keyPairKey(_ text: [UInt8], isArmoured: Bool) throws(BuiltinError) -> PrivateKey {
  var bytes = text
  if isArmoured {
    var rest = text[...]
    var found: [UInt8]?
    while found == nil, let (block, after) = PEM.first(in: rest) {
      if block.type == "PRIVATE KEY" || block.type.hasSuffix(" PRIVATE KEY") {
        found = block.bytes
      }
      rest = after
    }
    guard let found else { throw .failure("tls: failed to find any PEM data in key input") }
    bytes = found
  }
  if let key = try? RSAPrivateKey(pkcs1: bytes[...]) { return .rsa(key) }
  if let key = try? PrivateKey(pkcs8: bytes[...]) { return key }
  if let key = try? EllipticPrivateKey(sec1: bytes[...], curve: nil) { return .elliptic(key) }
  throw .failure("tls: failed to parse private key")
}

extension PrivateKey {
  fileprivate func belongs(to key: PublicKey) -> Bool {
    switch (self, key) {
    case (.rsa(let own), .rsa(let other)): own.publicKey == other
    case (.elliptic(let own), .elliptic(let other)): own.publicKey == other
    case (.ed25519(let own), .ed25519(let other)): own.publicKey == other
    default: false
    }
  }
}
