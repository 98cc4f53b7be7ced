import BigInt
import Crypto
import CryptoExtras
import FoundationEssentials

/// A digest that signatures are made of.
enum SignatureHash {
  case md5, sha1, sha256, sha384, sha512

  func digest(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .md5: Array(Insecure.MD5.hash(data: bytes))
    case .sha1: Array(Insecure.SHA1.hash(data: bytes))
    case .sha256: Array(SHA256.hash(data: bytes))
    case .sha384: Array(SHA384.hash(data: bytes))
    case .sha512: Array(SHA512.hash(data: bytes))
    }
  }
}

/// A key that checks signatures.
enum PublicKey {
  case rsa(RSAPublicKey)
  case elliptic(EllipticPublicKey)
  case ed25519([UInt8])
  /// Of DSA: p, q, g and y.
  case dsa(BigInt, BigInt, BigInt, BigInt)
  case x25519
  case unknown
}

/// Numbers that anybody may know: nothing here need take the same time for all keys.
struct RSAPublicKey: Equatable {
  /// Larger moduli would take too long; `crypto/tls` has the same limit.
  static let bitLimit = 8_192
  static let leastBits = 1_024

  let modulus: BigUInt
  let exponent: BigUInt

  init(modulus: BigUInt, exponent: BigUInt) {
    self.modulus = modulus
    self.exponent = exponent
  }

  /// Whether the numbers are ones that a careful program takes.
  private var isUsable: Bool {
    Self.leastBits...Self.bitLimit ~= modulus.bitWidth && modulus & 1 == 1 && exponent & 1 == 1
      && exponent > 1 && exponent < BigUInt(1) << 31
  }

  /// RSASSA-PKCS1-v1_5.
  func isValidPKCS1(_ signature: [UInt8], of message: [UInt8], _ hash: SignatureHash) -> Bool {
    isValid(signature, of: message, hash, .insecurePKCS1v1_5)
  }

  /// RSASSA-PSS, with a salt as long as the digest where `anySalt` is false.
  func isValidPSS(
    _ signature: [UInt8], of message: [UInt8], _ hash: SignatureHash, anySalt: Bool
  ) -> Bool {
    isValid(signature, of: message, hash, .PSS)
      || anySalt && hasOtherSalt(signature, of: message, hash)
  }

  private func isValid(
    _ signature: [UInt8], of message: [UInt8], _ hash: SignatureHash,
    _ padding: _RSA.Signing.Padding
  ) -> Bool {
    let numbers = DER.write(modulus) + DER.write(exponent)
    guard isUsable,
      let key = try? _RSA.Signing.PublicKey(
        unsafeDERRepresentation: DER.write(DER.Tag.sequence, numbers))
    else { return false }
    let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
    return switch hash {
    case .md5, .sha1: false
    case .sha256:
      key.isValidSignature(signature, for: SHA256.hash(data: message), padding: padding)
    case .sha384:
      key.isValidSignature(signature, for: SHA384.hash(data: message), padding: padding)
    case .sha512:
      key.isValidSignature(signature, for: SHA512.hash(data: message), padding: padding)
    }
  }

  /// The signed block. Only for the exponents in use, with which it takes a millisecond.
  private func opened(_ signature: [UInt8]) -> [UInt8]? {
    let size = (modulus.bitWidth + 7) / 8
    guard isUsable, exponent.bitWidth <= 17, signature.count == size else { return nil }
    let number = BigUInt(bigEndian: signature)
    guard number < modulus else { return nil }
    return number.power(exponent, modulus: modulus).bigEndian(count: size)
  }

  /// RSASSA-PSS with a salt of any length, which the library does not check
  /// ([RFC 8017, 9.1.2](https://www.rfc-editor.org/rfc/rfc8017#section-9.1.2)).
  private func hasOtherSalt(
    _ signature: [UInt8], of message: [UInt8], _ hash: SignatureHash
  ) -> Bool {
    let digest = hash.digest(message)
    let bits = modulus.bitWidth - 1
    let length = (bits + 7) / 8
    guard var block = opened(signature), length >= digest.count + 2 else { return false }
    while block.count > length {
      guard block.removeFirst() == 0 else { return false }
    }
    guard block.last == 0xBC else { return false }
    var data = Array(block[..<(length - digest.count - 1)])
    let seal = Array(block[(length - digest.count - 1)..<(length - 1)])
    let unused = UInt8(0xFF) >> (8 * length - bits)
    guard let first = data.first, first & ~unused == 0 else { return false }
    for (index, byte) in mask(seal, count: data.count, hash).enumerated() { data[index] ^= byte }
    data[0] &= unused
    guard let one = data.firstIndex(where: { $0 != 0 }), data[one] == 1 else { return false }
    let salt = data[(one + 1)...]
    return hash.digest([UInt8](repeating: 0, count: 8) + digest + salt) == seal
  }

  /// MGF1.
  private func mask(_ seed: [UInt8], count: Int, _ hash: SignatureHash) -> [UInt8] {
    var out: [UInt8] = []
    var counter: UInt32 = 0
    while out.count < count {
      out += hash.digest(seed + withUnsafeBytes(of: counter.bigEndian) { Array($0) })
      counter += 1
    }
    return Array(out.prefix(count))
  }
}

enum EllipticCurve: String {
  case p224 = "P-224"
  case p256 = "P-256"
  case p384 = "P-384"
  case p521 = "P-521"

  init?(_ identifier: ObjectIdentifierDER) {
    switch identifier.arcs {
    case [1, 3, 132, 0, 33]: self = .p224
    case [1, 2, 840, 10045, 3, 1, 7]: self = .p256
    case [1, 3, 132, 0, 34]: self = .p384
    case [1, 3, 132, 0, 35]: self = .p521
    default: return nil
    }
  }

  /// Bytes of a coordinate.
  var size: Int {
    switch self {
    case .p224: 28
    case .p256: 32
    case .p384: 48
    case .p521: 66
    }
  }
}

/// A point on a curve.
struct EllipticPublicKey: Equatable {
  let curve: EllipticCurve
  let x: [UInt8]
  let y: [UInt8]

  /// An uncompressed point; nil where it is not on the curve.
  init?(_ curve: EllipticCurve, point: ArraySlice<UInt8>) {
    guard point.count == 1 + 2 * curve.size, point.first == 4 else { return nil }
    let coordinates = Array(point.dropFirst())
    self.init(
      curve, x: Array(coordinates[..<curve.size]), y: Array(coordinates[curve.size...]))
  }

  init?(_ curve: EllipticCurve, x: [UInt8], y: [UInt8]) {
    guard let x = padded(x, curve.size), let y = padded(y, curve.size) else { return nil }
    self.curve = curve
    self.x = x
    self.y = y
    let isOnCurve =
      switch curve {
      // Nothing here computes on this curve; its keys can be shown, not used.
      case .p224: true
      case .p256: (try? P256.Signing.PublicKey(rawRepresentation: x + y)) != nil
      case .p384: (try? P384.Signing.PublicKey(rawRepresentation: x + y)) != nil
      case .p521: (try? P521.Signing.PublicKey(rawRepresentation: x + y)) != nil
      }
    guard isOnCurve else { return nil }
  }

  /// A signature as two numbers.
  func isValid(
    _ r: some Collection<UInt8>, _ s: some Collection<UInt8>, of message: [UInt8],
    _ hash: SignatureHash
  ) -> Bool {
    guard let r = padded(Array(r), curve.size), let s = padded(Array(s), curve.size) else {
      return false
    }
    switch hash {
    case .md5: return isValid(r + s, Insecure.MD5.hash(data: message))
    case .sha1: return isValid(r + s, Insecure.SHA1.hash(data: message))
    case .sha256: return isValid(r + s, SHA256.hash(data: message))
    case .sha384: return isValid(r + s, SHA384.hash(data: message))
    case .sha512: return isValid(r + s, SHA512.hash(data: message))
    }
  }

  private func isValid(_ signature: [UInt8], _ digest: some Digest) -> Bool {
    do {
      switch curve {
      case .p224: return false
      case .p256:
        return try P256.Signing.PublicKey(rawRepresentation: x + y)
          .isValidSignature(.init(rawRepresentation: signature), for: digest)
      case .p384:
        return try P384.Signing.PublicKey(rawRepresentation: x + y)
          .isValidSignature(.init(rawRepresentation: signature), for: digest)
      case .p521:
        return try P521.Signing.PublicKey(rawRepresentation: x + y)
          .isValidSignature(.init(rawRepresentation: signature), for: digest)
      }
    } catch {
      return false
    }
  }

  /// A signature as certificates hold it: a sequence of two numbers.
  func isValid(sequence: [UInt8], of message: [UInt8], _ hash: SignatureHash) -> Bool {
    do throws(DER.Malformed) {
      var reader = DER(sequence)
      var numbers = try reader.sequence()
      let (r, s) = (try numbers.integer(), try numbers.integer())
      guard reader.isAtEnd, numbers.isAtEnd, r > 0, s > 0 else { return false }
      return isValid(r.magnitude.bigEndian(), s.magnitude.bigEndian(), of: message, hash)
    } catch {
      return false
    }
  }
}

/// The number in so many bytes, most significant first; nil where it takes more.
func padded(_ number: [UInt8], _ count: Int) -> [UInt8]? {
  let digits = number.drop { $0 == 0 }
  guard digits.count <= count else { return nil }
  return [UInt8](repeating: 0, count: count - digits.count) + digits
}

func isValidEd25519(_ key: [UInt8], _ signature: [UInt8], of message: [UInt8]) -> Bool {
  guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
  return key.isValidSignature(signature, for: message)
}

extension PublicKey {
  /// A SubjectPublicKeyInfo ([RFC 5280, 4.1.2.7](https://www.rfc-editor.org/rfc/rfc5280)).
  init(subjectPublicKeyInfo bytes: ArraySlice<UInt8>) throws(DER.Malformed) {
    var reader = DER(bytes)
    var info = try reader.sequence()
    guard reader.isAtEnd else { throw DER.Malformed() }
    var algorithm = try info.sequence()
    let identifier = try algorithm.objectIdentifier()
    let bits = try info.element(DER.Tag.bitString).content
    guard info.isAtEnd, let unused = bits.first, unused < 8 else { throw DER.Malformed() }
    let key = bits.dropFirst()
    switch identifier.arcs {
    case [1, 2, 840, 113549, 1, 1, 1]:
      guard algorithm.nextTag == DER.Tag.null else { throw DER.Malformed() }
      var reader = DER(key)
      var numbers = try reader.sequence()
      let (modulus, exponent) = (try numbers.integer(), try numbers.integer())
      guard modulus > 0, exponent > 0, exponent.bitWidth <= 64 else { throw DER.Malformed() }
      self = .rsa(
        RSAPublicKey(modulus: modulus.magnitude, exponent: exponent.magnitude))
    case [1, 2, 840, 10045, 2, 1]:
      guard let curve = EllipticCurve(try algorithm.objectIdentifier()),
        let point = EllipticPublicKey(curve, point: key)
      else { throw DER.Malformed() }
      self = .elliptic(point)
    case [1, 3, 101, 112]:
      guard algorithm.isAtEnd, key.count == 32 else { throw DER.Malformed() }
      self = .ed25519(Array(key))
    case [1, 3, 101, 110]:
      guard algorithm.isAtEnd, key.count == 32 else { throw DER.Malformed() }
      self = .x25519
    case [1, 2, 840, 10040, 4, 1]:
      var reader = DER(key)
      let y = try reader.integer()
      var numbers = try algorithm.sequence()
      let (p, q, g) = (try numbers.integer(), try numbers.integer(), try numbers.integer())
      guard y > 0, p > 0, q > 0, g > 0 else { throw DER.Malformed() }
      self = .dsa(p, q, g, y)
    default: self = .unknown
    }
  }
}
