import BigInt

/// A key as JSON ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)).
struct JWK {
  enum Material {
    case publicKey(PublicKey)
    case privateKey(PrivateKey)
    case secret([UInt8])
  }

  var material: Material
  /// Empty where the key does not say what it is for.
  var algorithm = ""
  var id = ""

  /// Each key may take milliseconds to check a signature with.
  private static let setLimit = 1_000

  /// What is wrong with a key. Never says what the key is.
  struct Malformed: Error {
    let message: String
    init(_ message: String) { self.message = message }
  }

  /// The keys of a text: one key, or a set of them.
  static func keys(_ text: [UInt8]) throws(Malformed) -> [JWK] {
    guard let value = Value(json: text) else { throw Malformed("not JSON") }
    return try keys(value)
  }

  static func keys(_ value: Value) throws(Malformed) -> [JWK] {
    guard let object = value.object else { throw Malformed("not an object") }
    guard let keys = object["keys"] else { return [try JWK(object)] }
    guard let elements = keys.array?.elements else { throw Malformed("keys is not an array") }
    guard elements.count <= setLimit else {
      throw Malformed("a set of more than \(setLimit) keys")
    }
    var out: [JWK] = []
    for element in elements {
      guard let object = element.object else { throw Malformed("a key is not an object") }
      out.append(try JWK(object))
    }
    return out
  }

  init(_ object: ObjectBox) throws(Malformed) {
    let fields = Fields(object: object)
    switch try fields.text("kty") {
    case "RSA": material = try Self.rsa(fields)
    case "EC": material = try Self.elliptic(fields)
    case "OKP": material = try Self.octetPair(fields)
    case "oct": material = .secret(try fields.bytes("k"))
    case nil: throw Malformed("a key without kty")
    default: throw Malformed("a key of an unknown kty")
    }
    algorithm = try fields.text("alg") ?? ""
    id = try fields.text("kid") ?? ""
  }

  /// A key of a certificate or a PEM block.
  init(_ key: PublicKey) { material = .publicKey(key) }

  private static func rsa(_ fields: Fields) throws(Malformed) -> Material {
    let modulus = try fields.number("n")
    let exponent = try fields.number("e")
    guard modulus.bitWidth <= RSAPublicKey.bitLimit, exponent.bitWidth <= 64 else {
      throw Malformed("an RSA key of too many bits")
    }
    guard fields.has("d") else {
      return .publicKey(.rsa(RSAPublicKey(modulus: modulus, exponent: exponent)))
    }
    let primes = [try fields.number("p"), try fields.number("q")]
    guard
      let key = RSAPrivateKey(
        modulus: modulus, publicExponent: exponent, exponent: try fields.number("d"),
        primes: primes)
    else { throw Malformed("an RSA key whose numbers do not belong together") }
    return .privateKey(.rsa(key))
  }

  private static func elliptic(_ fields: Fields) throws(Malformed) -> Material {
    guard let curve = EllipticCurve(rawValue: try fields.text("crv") ?? "") else {
      throw Malformed("a key on an unknown curve")
    }
    let (x, y) = (try fields.bytes("x"), try fields.bytes("y"))
    guard let publicKey = EllipticPublicKey(curve, x: x, y: y) else {
      throw Malformed("a key that is not on its curve")
    }
    guard fields.has("d") else { return .publicKey(.elliptic(publicKey)) }
    guard let key = EllipticPrivateKey(curve, scalar: try fields.bytes("d")) else {
      throw Malformed("a key that is none of its curve")
    }
    return .privateKey(.elliptic(key))
  }

  private static func octetPair(_ fields: Fields) throws(Malformed) -> Material {
    let point = try fields.bytes("x")
    switch try fields.text("crv") {
    case "Ed25519":
      guard point.count == 32 else { throw Malformed("an Ed25519 key of a wrong length") }
      guard fields.has("d") else { return .publicKey(.ed25519(point)) }
      guard let key = Ed25519PrivateKey(seed: try fields.bytes("d")) else {
        throw Malformed("an Ed25519 key of a wrong length")
      }
      return .privateKey(.ed25519(key))
    case "X25519": return .publicKey(.x25519)
    default: throw Malformed("a key on an unknown curve")
    }
  }

  private struct Fields {
    let object: ObjectBox

    func has(_ name: String) -> Bool { object[name] != nil }

    func text(_ name: String) throws(Malformed) -> String? {
      guard let value = object[name] else { return nil }
      guard let text = value.string else { throw Malformed("\(name) is not a string") }
      return text
    }

    func bytes(_ name: String) throws(Malformed) -> [UInt8] {
      guard let value = object[name] else { throw Malformed("a key without \(name)") }
      guard let bytes = value.utf8.flatMap({ decoded($0) }) else {
        throw Malformed("\(name) is not base64")
      }
      return bytes
    }

    /// Keys in use are written in either alphabet, padded or not.
    private func decoded(_ text: [UInt8]) -> [UInt8]? {
      let plain = text.filter { $0 != 0x3D }.map { byte in
        byte == 0x2B ? 0x2D : byte == 0x2F ? 0x5F : byte
      }
      return try? decodedBase64URL(plain)
    }

    func number(_ name: String) throws(Malformed) -> BigUInt {
      BigUInt(bigEndian: try bytes(name))
    }
  }
}

extension JWK {
  /// The keys of a PEM certificate, a PEM public key, a JWK or a set of these.
  static func keys(ofCertificateOrKey text: [UInt8]) throws(BuiltinError) -> [JWK] {
    if let (block, rest) = PEM.first(in: text[...]) {
      guard rest.isEmpty else { throw .failure("extra data after a PEM certificate block") }
      switch block.type {
      case "CERTIFICATE":
        do throws(DER.Malformed) {
          var reader = DER(block.bytes)
          let certificate = try Certificate(&reader)
          guard reader.isAtEnd else { throw DER.Malformed() }
          return [JWK(certificate.publicKey)]
        } catch {
          throw .failure("failed to parse a PEM certificate: x509: malformed certificate")
        }
      case "PUBLIC KEY":
        do throws(DER.Malformed) {
          return [JWK(try PublicKey(subjectPublicKeyInfo: block.bytes[...]))]
        } catch {
          throw .failure("failed to parse a PEM public key: x509: malformed public key")
        }
      default: throw .failure("failed to extract a Key from the PEM certificate")
      }
    }
    do throws(Malformed) {
      // A key for an algorithm that nobody here knows is one that checks nothing.
      return try keys(text).filter {
        $0.algorithm.isEmpty || JWTAlgorithm(rawValue: $0.algorithm) != nil
      }
    } catch {
      throw .failure("failed to parse a JWK key (set): \(error.message)")
    }
  }
}
