import Crypto
import ShrikeText

extension TerraformFunction {
  static let hashes: [String: TerraformFunction] = [
    "md5": hash { hexadecimal(Insecure.MD5.hash(data: $0)) },
    "sha1": hash { hexadecimal(Insecure.SHA1.hash(data: $0)) },
    "sha256": hash { hexadecimal(SHA256.hash(data: $0)) },
    "sha512": hash { hexadecimal(SHA512.hash(data: $0)) },
    "base64sha256": hash { Base64.encoded(Array(SHA256.hash(data: $0))) },
    "base64sha512": hash { Base64.encoded(Array(SHA512.hash(data: $0))) },
    "filemd5": fileHash("filemd5()") { hexadecimal(Insecure.MD5.hash(data: $0)) },
    "filesha1": fileHash("filesha1()") { hexadecimal(Insecure.SHA1.hash(data: $0)) },
    "filesha256": fileHash("filesha256()") { hexadecimal(SHA256.hash(data: $0)) },
    "filesha512": fileHash("filesha512()") { hexadecimal(SHA512.hash(data: $0)) },
    "filebase64sha256": fileHash("filebase64sha256()") {
      Base64.encoded(Array(SHA256.hash(data: $0)))
    },
    "filebase64sha512": fileHash("filebase64sha512()") {
      Base64.encoded(Array(SHA512.hash(data: $0)))
    },
    "uuidv5": .init([.string, .string], .string) { call throws(TerraformError) in
      guard let namespace = namespace(call.string(0)) else {
        throw TerraformError("the namespace is no UUID and none of dns, url, oid, x500")
      }
      var bytes = Array(
        Insecure.SHA1.hash(data: namespace + Array(call.string(1).utf8)).prefix(16))
      bytes[6] = bytes[6] & 0x0F | 0x50
      bytes[8] = bytes[8] & 0x3F | 0x80
      let digits = hexadecimal(bytes)
      var out = ""
      for (index, digit) in digits.enumerated() {
        if [8, 12, 16, 20].contains(index) { out += "-" }
        out.append(digit)
      }
      return .string(out)
    },
    "bcrypt": unknowable("bcrypt()", [.string], variadic: .number),
    "uuid": unknowable("uuid()", []),
    "rsadecrypt": .init([.string, .string], .string) { call throws(TerraformError) in
      _ = try base64(call.string(0))
      guard call.string(1).contains("-----BEGIN ") else {
        throw TerraformError("the key is no PEM text")
      }
      return .unknown(.string, because: ["rsadecrypt()"])
    },
  ]

  private static func hash(
    _ digest: @escaping @Sendable ([UInt8]) -> String
  ) -> TerraformFunction {
    .init([.string], .string) { call throws(TerraformError) in
      .string(digest(Array(call.string(0).utf8)))
    }
  }

  private static func fileHash(
    _ reason: String, _ digest: @escaping @Sendable ([UInt8]) -> String
  ) -> TerraformFunction {
    .init([.string], .string) { call throws(TerraformError) in
      guard let bytes = try contents(call, 0) else { return .unknown(.string, because: [reason]) }
      return .string(digest(bytes))
    }
  }

  /// RFC 4122, appendix C.
  private static func namespace(_ name: String) -> [UInt8]? {
    switch name {
    case "dns": return namespace("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
    case "url": return namespace("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
    case "oid": return namespace("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
    case "x500": return namespace("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
    default: break
    }
    // With dashes, perhaps in braces or as a URN, or the digits alone.
    var text = Substring(name)
    if text.utf8.count == 45, text.lowercased().hasPrefix("urn:uuid:") { text = text.dropFirst(9) }
    if text.utf8.count == 38, text.first == "{", text.last == "}" {
      text = text.dropFirst().dropLast()
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
    guard parts == [8, 4, 4, 4, 12] || parts == [32] else { return nil }
    let digits = Array(text.utf8.filter { $0 != 0x2D })
    var out: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
      else { return nil }
      out.append(byte)
    }
    return out
  }
}
