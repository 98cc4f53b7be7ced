import Crypto
import ShrikeFormats
import ShrikeLedger

/// Second factor: codes of six digits that change every 30 seconds (RFC 6238, HMAC-SHA-1 as every
/// authenticator app has it), and recovery codes.
enum OneTimeCode {
  static let period: Int64 = 30
  static let secretBytes = 20

  /// The code of a step (RFC 4226, section 5.3).
  static func code(_ secret: [UInt8], step: Int64) -> String {
    var counter = UInt64(bitPattern: step).bigEndian
    let message = withUnsafeBytes(of: &counter) { Array($0) }
    let mac = Array(
      HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
    let offset = Int(mac[mac.count - 1] & 0x0F)
    let number =
      (UInt32(mac[offset]) & 0x7F) << 24 | UInt32(mac[offset + 1]) << 16
      | UInt32(mac[offset + 2]) << 8 | UInt32(mac[offset + 3])
    let digits = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  static func step(_ time: Timestamp) -> Int64 { time.milliseconds / 1_000 / period }

  /// The step whose code it is, one to either side of now; nil: none, or one not after `last`, which was used.
  static func match(
    _ code: String, _ secret: [UInt8], at time: Timestamp, after last: Int64
  ) -> Int64? {
    let now = step(time)
    return (now - 1...now + 1).first {
      $0 > last && Secrets.equal(self.code(secret, step: $0), code)
    }
  }

  /// Base 32 (RFC 4648) without padding, as authenticator apps read it.
  static func base32(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var out = ""
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        out.append(letters[Int(buffer >> UInt32(bits) & 31)])
      }
      buffer &= (1 << UInt32(bits)) - 1
    }
    if bits > 0 { out.append(letters[Int(buffer << UInt32(5 - bits) & 31)]) }
    return out
  }

  /// For the QR code or to type in (Google's key URI format).
  static func address(_ secret: [UInt8], email: String) -> String {
    "otpauth://totp/Shrike:\(FormFields.encode(email))?secret=\(base32(secret))&issuer=Shrike"
  }

  /// Ten codes, each good for one sign-in; 50 bits each, so that their plain hash suffices.
  static func recoveryCodes() -> [String] {
    (0..<10).map { _ in
      let text = base32(Secrets.random(7)).lowercased()
      return "\(text.prefix(5))-\(text.dropFirst(5).prefix(5))"
    }
  }
}
