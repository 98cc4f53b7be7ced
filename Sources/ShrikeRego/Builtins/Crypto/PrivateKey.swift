import BigInt
import Crypto
import CryptoExtras
import FoundationEssentials

/// A key that signs.
enum PrivateKey {
  case rsa(RSAPrivateKey)
  case elliptic(EllipticPrivateKey)
  case ed25519(Ed25519PrivateKey)
  case x25519

  struct Unusable: Error {}

  /// The key of a PEM block; nil for blocks that hold something else.
  init?(_ block: PEM) throws(DER.Malformed) {
    switch block.type {
    case "RSA PRIVATE KEY": self = .rsa(try RSAPrivateKey(pkcs1: block.bytes[...]))
    case "PRIVATE KEY": self = try PrivateKey(pkcs8: block.bytes[...])
    case "EC PRIVATE KEY":
      self = .elliptic(try EllipticPrivateKey(sec1: block.bytes[...], curve: nil))
    default: return nil
    }
  }

  /// PKCS #8 ([RFC 5208](https://www.rfc-editor.org/rfc/rfc5208)).
  init(pkcs8 bytes: ArraySlice<UInt8>) throws(DER.Malformed) {
    var reader = DER(bytes)
    var info = try reader.sequence()
    guard 0...1 ~= (try info.small()) else { throw DER.Malformed() }
    var algorithm = try info.sequence()
    let identifier = try algorithm.objectIdentifier()
    let key = try info.element(DER.Tag.octetString).content
    switch identifier.arcs {
    case [1, 2, 840, 113549, 1, 1, 1]: self = .rsa(try RSAPrivateKey(pkcs1: key))
    case [1, 2, 840, 10045, 2, 1]:
      let curve = algorithm.isAtEnd ? nil : EllipticCurve(try algorithm.objectIdentifier())
      self = .elliptic(try EllipticPrivateKey(sec1: key, curve: curve))
    case [1, 3, 101, 112]:
      var inner = DER(key)
      let seed = Array(try inner.element(DER.Tag.octetString).content)
      guard let key = Ed25519PrivateKey(seed: seed) else { throw DER.Malformed() }
      self = .ed25519(key)
    case [1, 3, 101, 110]:
      var inner = DER(key)
      guard try inner.element(DER.Tag.octetString).content.count == 32 else {
        throw DER.Malformed()
      }
      self = .x25519
    default: throw DER.Malformed()
    }
  }
}

struct RSAPrivateKey {
  let publicKey: RSAPublicKey
  let exponent: BigUInt
  /// Two or more.
  let primes: [BigUInt]

  /// PKCS #1 ([RFC 8017, A.1.2](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2)).
  init(pkcs1 bytes: ArraySlice<UInt8>) throws(DER.Malformed) {
    var reader = DER(bytes)
    var key = try reader.sequence()
    let version = try key.small()
    guard reader.isAtEnd, 0...1 ~= version else { throw DER.Malformed() }
    var numbers: [BigInt] = []
    for _ in 0..<8 { numbers.append(try key.integer()) }
    guard numbers[0..<5].allSatisfy({ $0 > 0 }) else { throw DER.Malformed() }
    guard
      let made = Self(
        modulus: numbers[0].magnitude, publicExponent: numbers[1].magnitude,
        exponent: numbers[2].magnitude, primes: [numbers[3].magnitude, numbers[4].magnitude])
    else { throw DER.Malformed() }
    self = made
  }

  /// Nil where the numbers do not belong together.
  init?(modulus: BigUInt, publicExponent: BigUInt, exponent: BigUInt, primes: [BigUInt]) {
    guard modulus.bitWidth <= RSAPublicKey.bitLimit, publicExponent.bitWidth <= 64,
      exponent < modulus, primes.count == 2, primes.allSatisfy({ $0 > 1 && $0 < modulus }),
      primes[0] * primes[1] == modulus
    else { return nil }
    let one = BigUInt(1)
    guard primes.allSatisfy({ exponent * publicExponent % ($0 - 1) == one % ($0 - 1) }) else {
      return nil
    }
    publicKey = RSAPublicKey(modulus: modulus, exponent: publicExponent)
    self.exponent = exponent
    self.primes = primes
  }

  /// The exponents for each prime, and the inverse of the second prime as the first sees it.
  var remainders: (dp: BigUInt, dq: BigUInt, qInverse: BigUInt) {
    (
      exponent % (primes[0] - 1), exponent % (primes[1] - 1),
      primes[1].inverse(primes[0]) ?? 0
    )
  }

  func signature(_ message: [UInt8], _ hash: SignatureHash, isPSS: Bool) throws -> [UInt8] {
    let key = try _RSA.Signing.PrivateKey(unsafeDERRepresentation: der)
    let padding: _RSA.Signing.Padding = isPSS ? .PSS : .insecurePKCS1v1_5
    return switch hash {
    case .sha256:
      Array(try key.signature(for: SHA256.hash(data: message), padding: padding).rawRepresentation)
    case .sha384:
      Array(try key.signature(for: SHA384.hash(data: message), padding: padding).rawRepresentation)
    case .sha512:
      Array(try key.signature(for: SHA512.hash(data: message), padding: padding).rawRepresentation)
    case .md5, .sha1: throw PrivateKey.Unusable()
    }
  }

  private var der: [UInt8] {
    let (dp, dq, qInverse) = remainders
    let numbers =
      [0, publicKey.modulus, publicKey.exponent, exponent] + primes + [dp, dq, qInverse]
    return DER.write(DER.Tag.sequence, numbers.flatMap { DER.write($0) })
  }
}

struct EllipticPrivateKey {
  let publicKey: EllipticPublicKey
  let scalar: [UInt8]

  /// SEC 1 ([RFC 5915](https://www.rfc-editor.org/rfc/rfc5915)); the curve may be known already.
  init(sec1 bytes: ArraySlice<UInt8>, curve: EllipticCurve?) throws(DER.Malformed) {
    var reader = DER(bytes)
    var key = try reader.sequence()
    guard reader.isAtEnd, try key.small() == 1 else { throw DER.Malformed() }
    let scalar = Array(try key.element(DER.Tag.octetString).content)
    var curve = curve
    if curve == nil, let named = try key.optional(DER.Tag.context(0, isConstructed: true)) {
      var inner = named.reader
      curve = EllipticCurve(try inner.objectIdentifier())
    }
    guard let curve, let made = Self(curve, scalar: scalar) else { throw DER.Malformed() }
    self = made
  }

  /// Nil where the number is no key of the curve.
  init?(_ curve: EllipticCurve, scalar: [UInt8]) {
    guard let scalar = padded(scalar, curve.size) else { return nil }
    let point: Data? =
      switch curve {
      case .p224: nil
      case .p256:
        try? P256.Signing.PrivateKey(rawRepresentation: scalar).publicKey.x963Representation
      case .p384:
        try? P384.Signing.PrivateKey(rawRepresentation: scalar).publicKey.x963Representation
      case .p521:
        try? P521.Signing.PrivateKey(rawRepresentation: scalar).publicKey.x963Representation
      }
    guard let point, let key = EllipticPublicKey(curve, point: Array(point)[...]) else {
      return nil
    }
    publicKey = key
    self.scalar = scalar
  }

  /// Both numbers of the signature, one after the other.
  func signature(_ message: [UInt8], _ hash: SignatureHash) throws -> [UInt8] {
    switch hash {
    case .sha256: try signature(SHA256.hash(data: message))
    case .sha384: try signature(SHA384.hash(data: message))
    case .sha512: try signature(SHA512.hash(data: message))
    case .md5, .sha1: throw PrivateKey.Unusable()
    }
  }

  private func signature(_ digest: some Digest) throws -> [UInt8] {
    switch publicKey.curve {
    case .p224: throw PrivateKey.Unusable()
    case .p256:
      Array(
        try P256.Signing.PrivateKey(rawRepresentation: scalar).signature(for: digest)
          .rawRepresentation)
    case .p384:
      Array(
        try P384.Signing.PrivateKey(rawRepresentation: scalar).signature(for: digest)
          .rawRepresentation)
    case .p521:
      Array(
        try P521.Signing.PrivateKey(rawRepresentation: scalar).signature(for: digest)
          .rawRepresentation)
    }
  }
}

struct Ed25519PrivateKey {
  let seed: [UInt8]
  let publicKey: [UInt8]

  init?(seed: [UInt8]) {
    guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    else { return nil }
    self.seed = seed
    publicKey = Array(key.publicKey.rawRepresentation)
  }

  func signature(_ message: [UInt8]) throws -> [UInt8] {
    Array(try Curve25519.Signing.PrivateKey(rawRepresentation: seed).signature(for: message))
  }
}
