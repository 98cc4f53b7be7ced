import Glibc
import ShrikeFormats
import ShrikeText

extension TerraformFunction {
  static let encodings: [String: TerraformFunction] = [
    "base64encode": .init([.string], .string) { call throws(TerraformError) in
      .string(Base64.encoded(Array(call.string(0).utf8)))
    },
    "base64decode": .init([.string], .string) { call throws(TerraformError) in
      try text(base64(call.string(0)))
    },
    "base64gzip": .init([.string], .string) { call throws(TerraformError) in
      guard let bytes = Gzip.compressed(Array(call.string(0).utf8)) else {
        return .unknown(.string, because: ["base64gzip()"])
      }
      return .string(Base64.encoded(bytes))
    },
    "textencodebase64": .init([.string, .string], .string) { call throws(TerraformError) in
      guard let encoding = TextEncoding(call.string(1)) else {
        throw TerraformError("the encoding is not known")
      }
      guard let bytes = encoding.encoded(call.string(0)) else {
        throw TerraformError("the text has characters that the encoding has not")
      }
      return .string(Base64.encoded(bytes))
    },
    "textdecodebase64": .init([.string, .string], .string) { call throws(TerraformError) in
      guard let encoding = TextEncoding(call.string(1)) else {
        throw TerraformError("the encoding is not known")
      }
      guard let text = encoding.decoded(try base64(call.string(0))) else {
        throw TerraformError("the bytes are no text of this encoding")
      }
      return .string(text.normalized)
    },
    "jsonencode": .init([.dynamic], .string, takesNull: true) { call throws(TerraformError) in
      .string(try JSONText.encoded(call[0]))
    },
    "jsondecode": .init([.string], .dynamic) { call throws(TerraformError) in
      try JSONText.decoded(call.string(0))
    },
    "yamlencode": .init([.dynamic], .string, takesNull: true) { call throws(TerraformError) in
      .string(try YAMLText.encoded(call[0]))
    },
    "yamldecode": .init([.string], .dynamic) { call throws(TerraformError) in
      try YAMLText.decoded(call.string(0))
    },
    "csvdecode": .init([.string], .list(.dynamic)) { call throws(TerraformError) in
      try table(of: call.string(0))
    },
    "urlencode": .init([.string], .string) { call throws(TerraformError) in
      var out: [UInt8] = []
      for byte in call.string(0).utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."), UInt8(ascii: "~"):
          out.append(byte)
        case UInt8(ascii: " "): out.append(UInt8(ascii: "+"))
        default:
          out.append(UInt8(ascii: "%"))
          out.append(contentsOf: hexadecimal([byte]).uppercased().utf8)
        }
      }
      return .string(String(decoding: out, as: UTF8.self))
    },
  ]

  /// A function whose result only a run would tell.
  static func unknowable(
    _ reason: String, _ parameters: [TerraformType], variadic: TerraformType? = nil
  ) -> TerraformFunction {
    .init(parameters, variadic: variadic, .string) { call throws(TerraformError) in
      .unknown(.string, because: [reason])
    }
  }

  static func base64(_ text: String) throws(TerraformError) -> [UInt8] {
    guard let bytes = Base64.decoded(Array(text.utf8)) else {
      throw TerraformError("the text is not valid base64")
    }
    return bytes
  }

  /// Bytes as a string value; what is no UTF-8 is a mistake.
  static func text(_ bytes: [UInt8]) throws(TerraformError) -> TerraformValue {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else { throw TerraformError("the bytes are no UTF-8") }
    return .string(text.normalized)
  }

  // MARK: CSV

  private static func table(of text: String) throws(TerraformError) -> TerraformValue {
    let rows = try records(Array(text.utf8))
    guard let header = rows.first else { throw TerraformError("the header line is missing") }
    guard Set(header).count == header.count else {
      throw TerraformError("two columns have the same name")
    }
    var out: [TerraformValue] = []
    for row in rows.dropFirst() {
      guard row.count == header.count else {
        throw TerraformError("a line has another number of fields than the header")
      }
      out.append(.object(zip(header, row).map { ($0.normalized, .string($1.normalized)) }))
    }
    let type = TerraformType.object(
      Dictionary(uniqueKeysWithValues: header.map { ($0.normalized, .string) }))
    return .init(.list(out, type))
  }

  /// RFC 4180 as Go reads it: empty lines are passed over, quotes stand around whole fields.
  private static func records(_ bytes: [UInt8]) throws(TerraformError) -> [[String]] {
    let quote = UInt8(ascii: "\"")
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var index = 0
    func endsLine(_ index: Int) -> Bool {
      bytes[index] == 0x0A
        || bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
    }
    while index < bytes.count {
      // At the start of a field.
      if row.isEmpty, endsLine(index) {
        index += bytes[index] == 0x0D ? 2 : 1
        continue
      }
      field.removeAll()
      if bytes[index] == quote {
        index += 1
        while true {
          guard index < bytes.count else { throw TerraformError("a quoted field has no end") }
          if bytes[index] == quote {
            guard index + 1 < bytes.count, bytes[index + 1] == quote else { break }
            index += 1
          } else if bytes[index] == 0x0D, endsLine(index) {
            index += 1
          }
          field.append(bytes[index])
          index += 1
        }
        index += 1
        guard index == bytes.count || bytes[index] == UInt8(ascii: ",") || endsLine(index) else {
          throw TerraformError("text follows a quoted field")
        }
      } else {
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), !endsLine(index) {
          guard bytes[index] != quote else {
            throw TerraformError("a quote stands in a field without quotes")
          }
          field.append(bytes[index])
          index += 1
        }
      }
      row.append(String(decoding: field, as: UTF8.self))
      guard index < bytes.count else { break }
      if bytes[index] == UInt8(ascii: ",") {
        index += 1
        // A comma at the end of the text leaves an empty field.
        if index == bytes.count || endsLine(index) { row.append("") }
        if index < bytes.count, !endsLine(index) { continue }
      }
      rows.append(row)
      row = []
      if index < bytes.count { index += bytes[index] == 0x0D ? 2 : 1 }
    }
    if !row.isEmpty { rows.append(row) }
    return rows
  }
}

/// Base64 with the standard alphabet and padding (RFC 4648).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let a = bytes[index]
      let b = index + 1 < bytes.count ? bytes[index + 1] : 0
      let c = index + 2 < bytes.count ? bytes[index + 2] : 0
      out.append(alphabet[Int(a >> 2)])
      out.append(alphabet[Int((a & 3) << 4 | b >> 4)])
      out.append(index + 1 < bytes.count ? alphabet[Int((b & 15) << 2 | c >> 6)] : 0x3D)
      out.append(index + 2 < bytes.count ? alphabet[Int(c & 63)] : 0x3D)
      index += 3
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Line breaks are passed over; anything else that does not belong gives nil.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    let bytes = text.filter { $0 != 0x0A && $0 != 0x0D }
    guard bytes.count % 4 == 0 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count / 4 * 3)
    var index = 0
    while index < bytes.count {
      var word: UInt32 = 0
      var padding = 0
      for offset in 0..<4 {
        let byte = bytes[index + offset]
        let value: UInt32
        switch byte {
        case 0x41...0x5A: value = UInt32(byte - 0x41)
        case 0x61...0x7A: value = UInt32(byte - 0x61) + 26
        case 0x30...0x39: value = UInt32(byte - 0x30) + 52
        case 0x2B: value = 62
        case 0x2F: value = 63
        case 0x3D where offset >= 2 && index + 4 == bytes.count:
          padding += 1
          value = 0
        default: return nil
        }
        if padding > 0, byte != 0x3D { return nil }
        word = word << 6 | value
      }
      out.append(UInt8(truncatingIfNeeded: word >> 16))
      if padding < 2 { out.append(UInt8(truncatingIfNeeded: word >> 8)) }
      if padding < 1 { out.append(UInt8(truncatingIfNeeded: word)) }
      index += 4
    }
    return out
  }
}

/// The encodings that texts in configurations are written in, by their IANA names.
enum TextEncoding: Equatable {
  case utf8, utf16, utf16LE, utf16BE, latin1, windows1252, ascii
  /// What the C library converts, where it has the tables.
  case other(String)

  private static let others: Set<String> = [
    "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7",
    "ISO-8859-8", "ISO-8859-9", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14", "ISO-8859-15",
    "ISO-8859-16", "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1253", "WINDOWS-1254",
    "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258", "KOI8-R", "KOI8-U",
    "IBM437", "IBM850", "IBM852", "IBM855", "IBM862", "IBM866", "SHIFT_JIS", "EUC-JP",
    "ISO-2022-JP", "EUC-KR", "GBK", "GB18030", "BIG5",
  ]

  init?(_ name: String) {
    switch name.uppercased() {
    case "UTF-8": self = .utf8
    case "UTF-16": self = .utf16
    case "UTF-16LE": self = .utf16LE
    case "UTF-16BE": self = .utf16BE
    case "ISO-8859-1", "ISO_8859-1", "LATIN1", "L1", "IBM819", "CP819": self = .latin1
    case "WINDOWS-1252", "CP1252": self = .windows1252
    case "US-ASCII", "ASCII", "ANSI_X3.4-1968", "ISO646-US", "US": self = .ascii
    case let name where Self.others.contains(name): self = .other(name)
    default: return nil
    }
  }

  func encoded(_ text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .other(let name): return Self.converted(Array(text.utf8), from: "UTF-8", to: name)
    case .utf16: return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .utf16LE: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BE: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .latin1, .ascii, .windows1252:
      var out: [UInt8] = []
      for scalar in text.unicodeScalars {
        guard let byte = byte(scalar) else { return nil }
        out.append(byte)
      }
      return out
    }
  }

  private func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value < 0x80 { return UInt8(scalar.value) }
    switch self {
    case .latin1: return UInt8(exactly: scalar.value)
    case .windows1252:
      if let index = Self.windows.firstIndex(of: scalar.value) { return UInt8(0x80 + index) }
      return scalar.value >= 0xA0 ? UInt8(exactly: scalar.value) : nil
    default: return nil
    }
  }

  func decoded(_ bytes: [UInt8]) -> String? {
    switch self {
    case .utf8:
      let text = String(decoding: bytes, as: UTF8.self)
      return text.utf8.elementsEqual(bytes) ? text : nil
    case .other(let name):
      return Self.converted(bytes, from: name, to: "UTF-8").map {
        String(decoding: $0, as: UTF8.self)
      }
    case .utf16:
      if bytes.starts(with: [0xFF, 0xFE]) { return Self.wide(bytes[2...], bigEndian: false) }
      return Self.wide(
        bytes.starts(with: [0xFE, 0xFF]) ? bytes[2...] : bytes[...], bigEndian: true)
    case .utf16LE: return Self.wide(bytes[...], bigEndian: false)
    case .utf16BE: return Self.wide(bytes[...], bigEndian: true)
    case .latin1, .ascii, .windows1252:
      var scalars = String.UnicodeScalarView()
      for byte in bytes {
        var value = UInt32(byte)
        if self == .ascii, byte >= 0x80 { value = 0xFFFD }
        if self == .windows1252, (0x80..<0xA0).contains(byte) {
          value = Self.windows[Int(byte) - 0x80]
        }
        scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      }
      return String(scalars)
    }
  }

  private static func converted(_ bytes: [UInt8], from: String, to: String) -> [UInt8]? {
    guard let converter = iconv_open(to, from), Int(bitPattern: converter) != -1 else {
      return nil
    }
    defer { iconv_close(converter) }
    var source = bytes.map { CChar(bitPattern: $0) }
    // No encoding here needs more than four bytes for one, but for a change of state at the end.
    var target = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    var sourceLeft = source.count
    var targetLeft = target.count
    let isDone = source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var into = target.baseAddress
        return iconv(converter, &from, &sourceLeft, &into, &targetLeft) != -1
          && iconv(converter, nil, nil, &into, &targetLeft) != -1
      }
    }
    guard isDone, sourceLeft == 0 else { return nil }
    return target.prefix(target.count - targetLeft).map { UInt8(bitPattern: $0) }
  }

  private static func wide(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String? {
    guard bytes.count % 2 == 0 else { return nil }
    var units: [UInt16] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(bigEndian ? a << 8 | b : b << 8 | a)
      index += 2
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// 0x80 to 0x9F of Windows-1252 (https://encoding.spec.whatwg.org/index-windows-1252.txt).
  private static let windows: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
    0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  ]
}
