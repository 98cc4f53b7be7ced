/// Reads `multipart/form-data` (RFC 7578), as command lines of other tools send reports.
public enum Multipart {
  public struct Part: Sendable {
    public var name: String
    public var fileName: String?
    public var bytes: ArraySlice<UInt8>
  }

  public static let most = 100

  /// Nil where the body is no such thing.
  public static func read(_ bytes: [UInt8], contentType: String) -> [Part]? {
    guard let boundary = parameter("boundary", contentType), !boundary.isEmpty,
      boundary.utf8.count <= 70
    else { return nil }
    let line = Array("--\(boundary)".utf8)
    guard var at = find(line, in: bytes, from: 0) else { return nil }
    var parts: [Part] = []
    while true {
      at += line.count
      if bytes[at...].starts(with: [0x2D, 0x2D]) { return parts }
      guard bytes[at...].starts(with: [0x0D, 0x0A]), parts.count < most,
        let head = find([0x0D, 0x0A, 0x0D, 0x0A], in: bytes, from: at),
        let end = find([0x0D, 0x0A] + line, in: bytes, from: head + 2)
      else { return nil }
      let fields = String(decoding: bytes[at..<head], as: UTF8.self).split(separator: "\r\n")
      let disposition = fields.first { $0.lowercased().hasPrefix("content-disposition:") }
      guard let disposition, let name = parameter("name", String(disposition)) else { return nil }
      let start = min(head + 4, end)
      parts.append(
        Part(
          name: name, fileName: parameter("filename", String(disposition)),
          bytes: bytes[start..<end]))
      at = end + 2
    }
  }

  private static func parameter(_ name: String, _ header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == name else { continue }
      return String(pair[1].filter { $0 != "\"" })
    }
    return nil
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first, bytes.count >= needle.count else { return nil }
    var at = start
    while at <= bytes.count - needle.count {
      guard let next = bytes[at...].firstIndex(of: first), next <= bytes.count - needle.count
      else { return nil }
      if bytes[next..<next + needle.count].elementsEqual(needle) { return next }
      at = next + 1
    }
    return nil
  }
}
