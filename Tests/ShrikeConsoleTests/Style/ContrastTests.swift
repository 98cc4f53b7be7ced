import Foundation
import ShrikeConsole
import Testing

/// Every colour of words against every ground they stand on, in both themes.
struct ContrastTests {
  private static let words = [
    "text", "muted", "accent", "critical", "high", "medium", "low", "info", "pass", "fail",
    "not-evaluated",
  ]

  /// Tokens of the block that begins with `opening`.
  private func tokens(_ opening: String) throws -> [String: String] {
    let start = try #require(ConsoleAssets.style.range(of: opening)?.upperBound)
    let block = ConsoleAssets.style[start...].prefix { $0 != "}" }
    var out: [String: String] = [:]
    for declaration in block.split(separator: ";") {
      let parts = declaration.split(separator: ":")
      guard parts.count == 2 else { continue }
      let name = parts[0].trimmingCharacters(in: .whitespacesAndNewlines)
      let value = parts[1].trimmingCharacters(in: .whitespacesAndNewlines)
      if name.hasPrefix("--"), value.hasPrefix("#") { out[String(name.dropFirst(2))] = value }
    }
    return out
  }

  /// WCAG 2.2, "relative luminance".
  private func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    let parts = [16, 8, 0].map { shift -> Double in
      let value = Double((number >> shift) & 255) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ a: String, _ b: String) throws -> Double {
    let (first, second) = (try luminance(a), try luminance(b))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  @Test(arguments: [":root {", ":root[data-theme=\"dark\"] {"])
  func isAtLeastFourAndAHalf(_ theme: String) throws {
    let tokens = try tokens(theme)
    var pairs = Self.words.flatMap { word in ["bg", "surface"].map { (word, $0) } }
    // Code on a lit line; signs of a diff; the primary button; a toast.
    pairs += [("text", "mark"), ("low", "mark"), ("high", "mark"), ("not-evaluated", "mark")]
    pairs += [("text", "added"), ("text", "removed"), ("pass", "added"), ("fail", "removed")]
    pairs += [("on-accent", "accent"), ("bg", "text"), ("bg", "critical")]
    for (word, ground) in pairs {
      let value = try contrast(try #require(tokens[word]), try #require(tokens[ground]))
      #expect(value >= 4.5, "\(word) on \(ground): \(value)")
    }
  }

  @Test
  func bothDarkBlocksAreTheSame() throws {
    #expect(
      try tokens(":root:not([data-theme=\"light\"]) {") == tokens(":root[data-theme=\"dark\"] {"))
  }
}
