/// Tokens: reading, checking and signing them
/// ([RFC 7519](https://www.rfc-editor.org/rfc/rfc7519)).
let jwtBuiltins: [Builtin] = [
  Builtin("io.jwt.decode", 1) { a, _ throws(BuiltinError) in
    try decoded(try a.bytes(0))
  },
  Builtin("io.jwt.decode_verify", 2, isVolatile: true) { a, context throws(BuiltinError) in
    let constraints = try JWTConstraints(try a.object(1), now: context.now)
    return try constraints.verified(try a.bytes(0))
  },
  Builtin("io.jwt.encode_sign", 3, isVolatile: true) { a, _ throws(BuiltinError) in
    let (header, payload) = (compactJSON(a[0]), compactJSON(a[1]))
    return try signed(header, payload, compactJSON(a[2]))
  },
  Builtin("io.jwt.encode_sign_raw", 3, isVolatile: true) { a, _ throws(BuiltinError) in
    let key = try a.bytes(2)
    return try signed(try a.bytes(0), try a.bytes(1), key)
  },
  macBuiltin("io.jwt.verify_hs256", .hs256),
  macBuiltin("io.jwt.verify_hs384", .hs384),
  macBuiltin("io.jwt.verify_hs512", .hs512),
  signatureBuiltin("io.jwt.verify_rs256", .rs256),
  signatureBuiltin("io.jwt.verify_rs384", .rs384),
  signatureBuiltin("io.jwt.verify_rs512", .rs512),
  signatureBuiltin("io.jwt.verify_ps256", .ps256),
  signatureBuiltin("io.jwt.verify_ps384", .ps384),
  signatureBuiltin("io.jwt.verify_ps512", .ps512),
  signatureBuiltin("io.jwt.verify_es256", .es256),
  signatureBuiltin("io.jwt.verify_es384", .es384),
  signatureBuiltin("io.jwt.verify_es512", .es512),
  signatureBuiltin("io.jwt.verify_eddsa", .edDSA),
]

// MARK: a token's parts

/// The three parts of a token, as they stand.
struct JWT {
  let header: ArraySlice<UInt8>
  let payload: ArraySlice<UInt8>
  let signature: ArraySlice<UInt8>

  init(_ text: [UInt8]) throws(BuiltinError) {
    guard text.contains(0x2E) else { throw .failure("encoded JWT had no period separators") }
    let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 3 else {
      throw .failure("encoded JWT must have 3 sections, found \(parts.count)")
    }
    (header, payload, signature) = (parts[0], parts[1], parts[2])
  }

  /// What was signed.
  var message: [UInt8] { header + [0x2E] + payload }

  func decodedHeader() throws(BuiltinError) -> ObjectBox {
    let bytes = try Self.decoded(header, "header")
    let object: ObjectBox
    do throws(BuiltinError) {
      object = try Self.object(bytes)
    } catch {
      throw .failure("bad JWT header: \(error.message)")
    }
    // A token that is encrypted says so (RFC 7516, 9).
    guard object["enc"] == nil else {
      throw .failure("JWT is a JWE object, which is not supported")
    }
    return object
  }

  func decodedPayload() throws(BuiltinError) -> [UInt8] { try Self.decoded(payload, "payload") }

  func decodedSignature() throws(BuiltinError) -> [UInt8] {
    try Self.decoded(signature, "signature")
  }

  private static func decoded(
    _ part: ArraySlice<UInt8>, _ name: String
  ) throws(BuiltinError) -> [UInt8] {
    do throws(BuiltinError) {
      return try decodedBase64URL(Array(part))
    } catch {
      throw .failure("JWT \(name) had invalid encoding: \(error.message)")
    }
  }

  static func object(_ json: [UInt8]) throws(BuiltinError) -> ObjectBox {
    guard let value = Value(json: json) else { throw .failure("invalid JSON") }
    guard let object = value.object else {
      throw .failure("decoded JSON type was not an Object")
    }
    return object
  }
}

/// The header's parameters that matter to whoever checks a token.
struct JWTHeader {
  private(set) var algorithm = ""
  private(set) var keyID = ""
  private(set) var contentType = ""
  /// Whether all is there, and all is known that has to be.
  private(set) var isValid = true

  init(_ object: ObjectBox) throws(BuiltinError) {
    var critical: Set<Value>?
    var unknown: [Value] = []
    for (key, value) in object.entries {
      switch key.string {
      case "alg": algorithm = try Self.text("alg", value)
      case "kid": keyID = try Self.text("kid", value)
      case "typ": _ = try Self.text("typ", value)
      case "cty": contentType = try Self.text("cty", value)
      case "crit":
        guard let elements = value.array?.elements else {
          throw .failure("crit: must be a list")
        }
        let names = Set(elements.prefix { $0.kind == .string })
        guard !names.isEmpty else { throw .failure("crit: must be a nonempty list") }
        critical = names
      default: unknown.append(key)
      }
    }
    isValid = !algorithm.isEmpty && !unknown.contains { critical?.contains($0) ?? false }
  }

  private static func text(_ name: String, _ value: Value) throws(BuiltinError) -> String {
    guard let text = value.string else { throw .failure("\(name): must be a string") }
    return text
  }
}

private func decoded(_ text: [UInt8]) throws(BuiltinError) -> Value {
  var text = text
  // A token may hold a token, which is shorter, and so on.
  while true {
    let token = try JWT(text)
    let header = try token.decodedHeader()
    let payload = try token.decodedPayload()
    if header["cty"]?.string == "JWT" {
      let isQuote = { (byte: UInt8) in byte == 0x22 || byte == 0x27 }
      text = Array(payload.drop(while: isQuote).reversed().drop(while: isQuote).reversed())
      continue
    }
    let claims = try JWT.object(payload)
    let signature = hexadecimalText(try token.decodedSignature())
    return Value(array: [Value(header), Value(claims), Value(utf8: signature)])
  }
}

// MARK: checking

private func macBuiltin(_ name: String, _ algorithm: JWTAlgorithm) -> Builtin {
  Builtin(name, 2) { a, _ throws(BuiltinError) in
    let (text, secret) = (try a.bytes(0), try a.bytes(1))
    let token = try JWT(text)
    let signature = try token.decodedSignature()
    return Value(isEqualInConstantTime(algorithm.code(token.message, secret), signature))
  }
}

private func signatureBuiltin(_ name: String, _ algorithm: JWTAlgorithm) -> Builtin {
  Builtin(name, 2) { a, _ throws(BuiltinError) in
    let token = try JWT(try a.bytes(0))
    let keys = try JWK.keys(ofCertificateOrKey: try a.bytes(1))
    let signature = try token.decodedSignature()
    let header = try JWTHeader(try token.decodedHeader())
    return Value(
      isSigned(token, header, by: keys) { key in
        algorithm.isValid(signature, of: token.message, key, isStrict: false)
      })
  }
}

/// Whether one of the keys made the signature: the one that the header names, or else any that is
/// not for another algorithm.
func isSigned(
  _ token: JWT, _ header: JWTHeader, by keys: [JWK], _ check: (JWK.Material) -> Bool
) -> Bool {
  if !header.keyID.isEmpty, let key = keys.first(where: { $0.id == header.keyID }) {
    return check(key.material)
  }
  return keys.contains { key in
    (key.algorithm.isEmpty || key.algorithm == header.algorithm) && check(key.material)
  }
}

// MARK: signing

/// JSON as Go's encoder writes it.
func compactJSON(_ value: Value) -> [UInt8] {
  var out: [UInt8] = []
  value.write(to: &out, Value.JSONStyle(escapesHTML: true))
  return out
}

private func signed(
  _ header: [UInt8], _ payload: [UInt8], _ key: [UInt8]
) throws(BuiltinError) -> Value {
  let keys: [JWK]
  do throws(JWK.Malformed) {
    keys = try JWK.keys(key)
  } catch {
    throw .failure("failed to parse a JWK key (set): \(error.message)")
  }
  guard let key = keys.first else { throw .failure("no keys found in JWK set") }
  let fields = Value(json: header)?.object
  guard let name = fields?["alg"]?.string else {
    throw .failure("missing or invalid 'alg' header")
  }
  guard let algorithm = JWTAlgorithm(rawValue: name) else {
    throw .failure("unknown JWS algorithm: \(name)")
  }
  let type = fields?["typ"]?.string
  guard type != nil && type != "JWT" || Value(json: payload) != nil else {
    throw .failure("type is JWT but payload is not JSON")
  }
  let message =
    Base64.encode(header, .url, pads: false) + [0x2E]
    + Base64.encode(payload, .url, pads: false)
  let signature: [UInt8]
  do {
    signature = try algorithm.signature(of: message, key.material)
  } catch {
    throw .failure("the key is not one for \(name)")
  }
  return Value(
    utf8: message + [0x2E] + Base64.encode(signature, .url, pads: false))
}
