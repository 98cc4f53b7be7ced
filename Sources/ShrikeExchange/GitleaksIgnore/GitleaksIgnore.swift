public import ShrikeModel
public import ShrikeText

/// An ignore file of gitleaks (`.gitleaksignore`) or Betterleaks (`.betterleaksignore`).
///
/// A line is `path:rule:line`, which silences the place in every commit, `commit:path:rule:line`,
/// or a value fingerprint of Betterleaks 2: 64 hexadecimal digits of the value's SHA-256, or
/// `hmac-sha256:` and those of its HMAC. Blank lines and lines that begin with `#` say nothing.
/// What is none of these is a diagnostic, and still compared as it stands, because gitleaks does
/// so.
///
/// Values and rules are not known here: a caller asks with the ids a rule goes by and, for value
/// fingerprints, with the digest it made of the value.
public struct GitleaksIgnore: Sendable {
  /// Larger files are not read on.
  public static let sizeLimit = 64 << 20

  /// How a value fingerprint was made.
  public enum Algorithm: String, Sendable, Hashable {
    case sha256
    case hmacSHA256 = "hmac-sha256"
  }

  public let file: String
  /// Line by fingerprint, paths with `/`.
  private var places: [String: Int] = [:]
  private var sha256: [String: Int] = [:]
  private var hmacs: [String: Int] = [:]

  public var isEmpty: Bool { places.isEmpty && sha256.isEmpty && hmacs.isEmpty }
  /// Whether a caller must make digests of values at all.
  public var needsSHA256: Bool { !sha256.isEmpty }
  public var needsHMAC: Bool { !hmacs.isEmpty }

  public init(_ bytes: [UInt8], file: String, diagnostics: inout Diagnostics) {
    self.file = file
    guard bytes.count <= Self.sizeLimit else {
      diagnostics.report(
        Diagnostic(
          .error, "ignore-file.size",
          "the file has \(bytes.count) bytes, more than the \(Self.sizeLimit) that are read",
          file: file))
      return
    }
    let text = DiagnosedText(file: file, bytes: bytes)
    bytes.withUnsafeBufferPointer { buffer in
      for number in 1...text.lines.lineCount {
        let range = text.lines.content(ofLine: number, in: buffer)
        let content = String(
          bytes: UnsafeBufferPointer(rebasing: buffer[range.lower..<range.upper]))
        let entry = trimmed(number == 1 ? content.withoutByteOrderMark : content)
        guard !entry.isEmpty, !entry.hasPrefix("#") else { continue }
        if !take(entry, line: number) {
          diagnostics.report(
            text.diagnostic(
              .warning, "ignore-file.entry", "this line is no fingerprint", at: range,
              help: "write path:rule:line, commit:path:rule:line, or a value's SHA-256"))
        }
      }
    }
  }

  /// Whether a place is ignored; `rule` by any of its ids, with or without a pack.
  public func waiver(for place: Place, rule ids: [String]) -> Waiver? {
    guard !places.isEmpty, let line = place.start?.line else { return nil }
    let path = normal(place.path)
    for id in Set(ids.flatMap { [$0, bareID($0)] }).sorted() {
      let key = "\(path):\(id):\(line)"
      let entry = places[key] ?? place.commit.flatMap { places["\($0.id):\(key)"] }
      if let entry { return waiver(.place, entry) }
    }
    return nil
  }

  /// Whether a value is ignored wherever it stands; the digest in hexadecimal.
  public func waiver(forDigest digest: String, _ algorithm: Algorithm) -> Waiver? {
    let entries = algorithm == .sha256 ? sha256 : hmacs
    return entries[digest.lowercased()].map { waiver(.finding, $0) }
  }

  private func waiver(_ scope: Waiver.Scope, _ line: Int) -> Waiver {
    Waiver(scope: scope, source: .ignoreFile, origin: "\(file):\(line)")
  }

  /// Keeps one entry; false when it is none.
  private mutating func take(_ entry: String, line: Int) -> Bool {
    if isDigest(entry) {
      let digest = entry.lowercased()
      sha256[digest] = sha256[digest] ?? line
      return true
    }
    if let colon = entry.firstIndex(of: ":"), entry[..<colon].lowercased() == "hmac-sha256",
      isDigest(String(entry[entry.index(after: colon)...]))
    {
      let digest = entry[entry.index(after: colon)...].lowercased()
      hmacs[digest] = hmacs[digest] ?? line
      return true
    }
    let parts = entry.split(separator: ":", omittingEmptySubsequences: false)
    let key = normal(entry)
    places[key] = places[key] ?? line
    guard parts.count >= 3, let number = parts.last, let start = Int(number) else { return false }
    return start >= 0 && !parts[parts.count - 2].isEmpty && !parts[0].isEmpty
  }

  private func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
  }

  /// Windows' separators become `/`, and a leading `./` falls away.
  private func normal(_ text: String) -> String {
    let slashed = text.substituting("\\", with: "/")
    return slashed.hasPrefix("./") ? String(slashed.dropFirst(2)) : slashed
  }
}

private func trimmed(_ text: String) -> String {
  func isBlank(_ character: Character) -> Bool { character.isWhitespace }
  let start = text.drop(while: isBlank)
  return String(start.reversed().drop(while: isBlank).reversed())
}

extension String {
  fileprivate var withoutByteOrderMark: String {
    unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
  }
}
