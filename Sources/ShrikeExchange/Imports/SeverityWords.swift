import ShrikeModel

extension Severity {
  /// The words that tools use, whatever their case; nil for those that nobody knows.
  @inline(never)
  init?(word: String?) {
    guard let word = word?.lowercased().withoutBlanks else { return nil }
    switch word {
    case "critical", "crit", "fatal", "emergency", "blocker", "urgent", "very high", "very_high":
      self = .critical
    case "high", "error", "important", "severe", "serious", "major", "danger", "h": self = .high
    case "medium", "moderate", "med", "warning", "warn", "average", "m": self = .medium
    case "low", "minor", "style", "note", "l", "very low", "very_low": self = .low
    case "info", "informational", "information", "none", "negligible", "unknown", "ok", "i",
      "unassigned", "undefined", "unspecified", "best_practice", "optimization", "notice":
      self = .info
    default: return nil
    }
  }

  /// The band of a CVSS score (CVSS 3.1, section 5).
  init(score: Double) {
    switch score {
    case 9...: self = .critical
    case 7..<9: self = .high
    case 4..<7: self = .medium
    case 0.1..<4: self = .low
    default: self = .info
    }
  }
}

/// Base scores out of vectors, as the specifications compute them.
enum CVSS {
  /// Of a vector of CVSS 2, 3.0 or 3.1; nil for what is none, and for version 4, whose tables are
  /// not known here.
  @inline(never)
  static func score(_ vector: String?) -> Double? {
    guard let vector else { return nil }
    var metrics: [Substring: Substring] = [:]
    for part in vector.split(separator: "/") {
      let pair = part.split(separator: ":", maxSplits: 1)
      if pair.count == 2 { metrics[pair[0]] = pair[1] }
    }
    if vector.hasPrefix("CVSS:3") { return version3(metrics) }
    if metrics["Au"] != nil { return version2(metrics) }
    return nil
  }

  /// CVSS 3.1, section 7.1.
  private static func version3(_ metrics: [Substring: Substring]) -> Double? {
    let impacts: [Substring: Double] = ["H": 0.56, "L": 0.22, "N": 0]
    let isChanged = metrics["S"] == "C"
    guard let vector = ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2][metrics["AV"] ?? ""],
      let complexity = ["L": 0.77, "H": 0.44][metrics["AC"] ?? ""],
      let privileges = [
        "N": 0.85, "L": isChanged ? 0.68 : 0.62, "H": isChanged ? 0.5 : 0.27,
      ][metrics["PR"] ?? ""],
      let interaction = ["N": 0.85, "R": 0.62][metrics["UI"] ?? ""],
      let c = impacts[metrics["C"] ?? ""], let i = impacts[metrics["I"] ?? ""],
      let a = impacts[metrics["A"] ?? ""]
    else { return nil }
    let base = 1 - (1 - c) * (1 - i) * (1 - a)
    var power = 1.0
    for _ in 0..<15 { power *= base - 0.02 }
    let impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * power : 6.42 * base
    guard impact > 0 else { return 0 }
    let exploitability = 8.22 * vector * complexity * privileges * interaction
    let sum = min((isChanged ? 1.08 : 1) * (impact + exploitability), 10)
    // Rounded up to one decimal, safe from the last bits of a double (appendix A).
    let scaled = Int((sum * 100_000).rounded())
    return scaled % 10_000 == 0 ? Double(scaled) / 100_000 : Double(scaled / 10_000 + 1) / 10
  }

  /// CVSS 2, section 3.2.1.
  private static func version2(_ metrics: [Substring: Substring]) -> Double? {
    let impacts: [Substring: Double] = ["N": 0, "P": 0.275, "C": 0.66]
    guard let vector = ["L": 0.395, "A": 0.646, "N": 1][metrics["AV"] ?? ""],
      let complexity = ["H": 0.35, "M": 0.61, "L": 0.71][metrics["AC"] ?? ""],
      let login = ["M": 0.45, "S": 0.56, "N": 0.704][metrics["Au"] ?? ""],
      let c = impacts[metrics["C"] ?? ""], let i = impacts[metrics["I"] ?? ""],
      let a = impacts[metrics["A"] ?? ""]
    else { return nil }
    let impact = 10.41 * (1 - (1 - c) * (1 - i) * (1 - a))
    let exploitability = 20 * vector * complexity * login
    let factor = impact == 0 ? 0 : 1.176
    return (((0.6 * impact + 0.4 * exploitability - 1.5) * factor) * 10).rounded() / 10
  }
}
