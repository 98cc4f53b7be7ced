public import ShrikeFormats

/// Where GitHub takes a result of a SARIF log to stand: the file and line of its first location, for its
/// fingerprint (github/codeql-action, `fingerprints.ts`).
public struct SarifPlace: Sendable, Hashable {
  /// Relative to the sources' root.
  public let path: String
  /// From 1.
  public let line: Int

  /// Nil where the result names no line, or a file that is none of the sources.
  ///
  /// - Parameter root: the absolute path of the sources, without a slash at its end, where it is known.
  public init?(_ result: Node, in run: Node, root: String? = nil) {
    guard let place = result["locations"]?[0]?["physicalLocation"],
      let line = place["region"]?["startLine"]?.int, line >= 1,
      let location = place["artifactLocation"],
      let address = Self.address(location, run)
    else { return nil }
    var path = Self.decoded(address)
    if path.hasPrefix("file://") { path.removeFirst("file://".count) }
    guard !path.contains("://") else { return nil }
    if path.hasPrefix("/") {
      guard let root, path.hasPrefix(root + "/") else { return nil }
      path.removeFirst(root.count + 1)
    }
    self.path = path
    self.line = line
  }

  /// Its own address, else that of the artifact it names by index.
  private static func address(_ location: Node, _ run: Node) -> String? {
    if let uri = location["uri"]?.string, !uri.isEmpty { return uri }
    guard let index = location["index"]?.int, index >= 0 else { return nil }
    return run["artifacts"]?[index]?["location"]?["uri"]?.string
  }

  /// With what stands as `%20` for a blank; a percent sign that begins no escape stays.
  private static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        SarifText.isHexadecimal(bytes[index + 1]), SarifText.isHexadecimal(bytes[index + 2]),
        let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
