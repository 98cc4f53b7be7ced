/// An address that a page may lead to. Addresses that run something (`javascript:`, `data:`) cannot be made.
public struct Link: Sendable, Hashable {
  /// As it stands in the page, before it is escaped.
  public let text: String

  private init(checked text: String) { self.text = text }

  /// A page of this program: `Link("/findings/", 42)`, `Link("/queue", ["q": query])`. Parts and values are
  /// percent-encoded; values that are nil are left out.
  public init(
    _ path: StaticString, _ part: String = "", _ query: KeyValuePairs<StaticString, String?> = [:],
    fragment: StaticString = ""
  ) {
    var out: [UInt8] = []
    path.withUTF8Buffer { out.append(contentsOf: $0) }
    Self.encode(part, isQuery: false, into: &out)
    var separator = UInt8(ascii: "?")
    for (name, value) in query {
      guard let value else { continue }
      out.append(separator)
      separator = UInt8(ascii: "&")
      name.withUTF8Buffer { out.append(contentsOf: $0) }
      out.append(UInt8(ascii: "="))
      Self.encode(value, isQuery: true, into: &out)
    }
    if fragment.utf8CodeUnitCount > 0 {
      out.append(UInt8(ascii: "#"))
      fragment.withUTF8Buffer { out.append(contentsOf: $0) }
    }
    text = String(decoding: out, as: UTF8.self)
  }

  public init(_ path: StaticString, _ number: Int) { self.init(path, String(number)) }

  /// An address on another host, `http`, `https` or `mailto`; nil for all others.
  public init?(external address: String) {
    let lower = address.utf8.prefix(8).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    guard ["http://", "https://", "mailto:"].contains(where: { lower.starts(with: $0.utf8) }),
      address.utf8.count <= Self.longest,
      address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return nil }
    text = address
  }

  /// An address of this program that came back from a browser; nil for those that would lead elsewhere.
  public init?(local address: String) {
    let bytes = Array(address.utf8)
    guard bytes.first == UInt8(ascii: "/"), bytes.count <= Self.longest,
      bytes.count < 2 || bytes[1] != UInt8(ascii: "/"),
      bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    text = address
  }

  /// A place of the same page.
  public static func fragment(_ id: StaticString) -> Link { Link("", "", [:], fragment: id) }
  public static func fragment(_ prefix: StaticString, _ number: Int) -> Link {
    Link(checked: "#\(prefix)\(number)")
  }

  /// The longest address, in bytes; browsers take at least as much.
  public static let longest = 8_192

  private static func encode(_ text: String, isQuery: Bool, into out: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        out.append(byte)
      // Questions stay readable in the address.
      case _ where isQuery && ":,/*".utf8.contains(byte): out.append(byte)
      case 0x20 where isQuery: out.append(UInt8(ascii: "+"))
      default:
        out.append(UInt8(ascii: "%"))
        out.append(digits[Int(byte >> 4)])
        out.append(digits[Int(byte & 15)])
      }
    }
  }
}
