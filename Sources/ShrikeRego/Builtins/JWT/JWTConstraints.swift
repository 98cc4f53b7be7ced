/// What `io.jwt.decode_verify` is to hold a token against.
struct JWTConstraints {
  private var keys: [JWK]?
  private var secret: [UInt8] = []
  private var algorithm = ""
  private var issuer: Value?
  private var audience: Value?
  /// Nanoseconds since 1970.
  private var time: Double

  init(_ object: ObjectBox, now: Int64) throws(BuiltinError) {
    time = Double(now)
    for (key, value) in object.entries {
      let name = key.string ?? key.jsonText
      switch name {
      case "cert":
        guard let text = value.utf8 else {
          throw .failure("cert constraint: must be a string")
        }
        keys = try JWK.keys(ofCertificateOrKey: text)
      case "secret": secret = Array(try Self.text(name, value).utf8)
      case "alg": algorithm = try Self.text(name, value)
      case "iss": issuer = try Self.text(name, value).isEmpty ? nil : value
      case "aud": audience = try Self.text(name, value).isEmpty ? nil : value
      case "time":
        guard let number = value.double else {
          throw .failure("token time constraint: must be a number")
        }
        guard number >= 0 else {
          throw .failure("token time constraint: must not be negative")
        }
        time = number
      default: throw .failure("unknown token validation constraint: \(name)")
      }
    }
    if keys != nil, !secret.isEmpty { throw .failure("duplicate key constraints") }
    if keys == nil, secret.isEmpty { throw .failure("no key constraint") }
  }

  private static func text(_ name: String, _ value: Value) throws(BuiltinError) -> String {
    guard let text = value.string else {
      throw .failure("\(name) constraint: must be a string")
    }
    return text
  }

  /// `[valid, header, payload]`, the last two empty where the token is not valid.
  func verified(_ text: [UInt8]) throws(BuiltinError) -> Value {
    let refused = Value(array: [.false, .emptyObject, .emptyObject])
    var text = text
    while true {
      let token = try JWT(text)
      let object = try token.decodedHeader()
      let header = try JWTHeader(object)
      guard header.isValid, algorithm.isEmpty || algorithm == header.algorithm else {
        return refused
      }
      let signature = try token.decodedSignature()
      guard isSigned(token, header, signature) else { return refused }
      let payload = try token.decodedPayload()
      if header.contentType.lowercased() == "jwt" {
        text = payload
        continue
      }
      let claims = try JWT.object(payload)
      guard try accepts(claims) else { return refused }
      return Value(array: [.true, Value(object), Value(claims)])
    }
  }

  private func isSigned(_ token: JWT, _ header: JWTHeader, _ signature: [UInt8]) -> Bool {
    guard let algorithm = JWTAlgorithm(rawValue: header.algorithm) else { return false }
    let check = { (key: JWK.Material) in
      algorithm.isValid(signature, of: token.message, key, isStrict: true)
    }
    guard let keys else { return check(.secret(secret)) }
    return ShrikeRego.isSigned(token, header, by: keys, check)
  }

  private func accepts(_ claims: ObjectBox) throws(BuiltinError) -> Bool {
    if let issuer, claims["iss"] != issuer { return false }
    if let claimed = claims["aud"] {
      let names = claimed.kind == .string ? [claimed] : claimed.array?.elements ?? []
      guard names.contains(audience ?? Value("")) else { return false }
    } else if audience != nil {
      return false
    }
    guard let seconds = Value(time / 1_000_000_000) else { return false }
    if let expiry = claims["exp"] {
      guard expiry.isNumber else { throw .failure("exp value must be a number") }
      guard seconds < expiry else { return false }
    }
    if let start = claims["nbf"] {
      guard start.isNumber else { throw .failure("nbf value must be a number") }
      guard !(seconds < start) else { return false }
    }
    return true
  }
}
