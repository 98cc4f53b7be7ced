import Glibc
import ShrikeModel

/// Numbers and names as people read them.
public enum Words {
  /// `1 finding`, `1,204 findings`.
  public static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  /// Thousands set off by commas.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var out = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return out
  }

  /// `812 bytes`, `3.1 MB`; a kilobyte has 1,000 bytes.
  static func bytes(_ count: Int) -> String {
    guard count >= 1_000 else { return Words.count(count, "byte") }
    var value = Double(count)
    var unit = ""
    for next in ["kB", "MB", "GB", "TB"] {
      guard value >= 999.5 || unit.isEmpty else { break }
      value /= 1_000
      unit = next
    }
    return "\(value < 9.95 ? fixed(value, 1) : grouped(Int(value.rounded()))) \(unit)"
  }

  /// `0.42 s`, `12.3 s`, `2 min 5 s`.
  static func seconds(_ value: Double) -> String {
    guard value.isFinite, value >= 0, value < 1e9 else { return "0 s" }
    if value < 10 { return "\(fixed(value, 2)) s" }
    if value < 60 { return "\(fixed(value, 1)) s" }
    let whole = Int(value.rounded())
    return "\(whole / 60) min \(whole % 60) s"
  }

  /// A number that is not negative with so many decimals.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = pow(10.0, Double(decimals))
    let whole = Int((value * scale).rounded())
    let part = String(whole % Int(scale))
    return "\(whole / Int(scale)).\(String(repeating: "0", count: decimals - part.count))\(part)"
  }

  /// `2 baseline, 1 inline comment`.
  static func list(_ counts: [(name: String, count: Int)]) -> String {
    counts.map { "\(grouped($0.count)) \($0.name)" }.joined(separator: ", ")
  }
}

extension Waiver.Source {
  var words: String {
    switch self {
    case .inlineComment: "inline comment"
    case .ignoreFile: "ignore file"
    case .baseline: "baseline"
    case .config: "configuration"
    case .waiverFile: "waiver file"
    case .decision: "decision"
    case .vex: "VEX statement"
    }
  }
}

extension Skip.Reason {
  var words: String {
    switch self {
    case .binary: "binary"
    case .tooLarge: "too large"
    case .unreadable: "unreadable"
    case .limit: "beyond a limit"
    case .excluded: "excluded"
    case .ignored: "ignored by git"
    case .ruleAllowlist: "allowlisted by rules"
    case .symlink: "symbolic link"
    case .special: "special file"
    case .lfsPointer: "LFS pointer"
    case .missingObject: "missing git object"
    case .submodule: "submodule"
    case .changed: "changed while read"
    case .encrypted: "encrypted"
    case .damaged: "damaged"
    case .unavailable: "not here"
    case .archive: "unopened archive"
    case .unsupported: "of a kind that is not evaluated"
    }
  }
}

extension Waiver {
  /// `waiver file at .shrike/waivers.yml:3, by team-a, SEC-12, until 2027-03-01: test data`.
  var words: String {
    var out = source.words
    if let origin { out += " at \(origin)" }
    if let owner { out += ", by \(owner)" }
    if let ticket { out += ", \(ticket)" }
    if let until { out += ", until \(until)" }
    if let reason { out += ": \(reason)" }
    return out
  }
}

extension Taxonomy {
  var words: String { "\(catalogue)-\(id)" }

  /// The catalogue's own page, where it has a stable address.
  var address: String? {
    guard catalogue == "CWE", !id.isEmpty, id.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return nil
    }
    return "https://cwe.mitre.org/data/definitions/\(id).html"
  }
}

extension String {
  /// The text itself where it is an address that may be linked to.
  var webAddress: String? { hasPrefix("https://") || hasPrefix("http://") ? self : nil }

  /// An address without the name and password before its host.
  public var withoutUserInfo: String {
    guard let scheme = firstRange(of: "://") else { return self }
    let rest = self[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return self }
    return String(self[..<scheme.upperBound]) + String(rest[rest.index(after: at)...])
  }

  private func firstRange(of needle: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) {
        return start..<index(start, offsetBy: needle.count)
      }
      start = index(after: start)
    }
    return nil
  }

  /// At most `limit` code points, with an ellipsis for what is cut.
  func cut(to limit: Int) -> String {
    guard unicodeScalars.count > limit else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(max(0, limit - 1)))) + "…"
  }
}

extension String {
  /// Every `needle` replaced, compared byte by byte: a mark that joins the character hides nothing.
  func substituting(_ needle: String, with other: String) -> String {
    let pattern = Array(needle.utf8)
    guard let first = pattern.first else { return self }
    let bytes = Array(utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == first, bytes[index...].starts(with: pattern) {
        out.append(contentsOf: other.utf8)
        index += pattern.count
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
