/// Versions by semver.org 2.0.0.
let semverBuiltins: [Builtin] = [
  Builtin("semver.compare", 2) { a, _ throws(BuiltinError) in
    let (left, right) = (try a.text(0), try a.text(1))
    guard let first = SemanticVersion(left) else {
      throw .failure("operand 1: string \(a[0].regoText) is not a valid SemVer")
    }
    guard let second = SemanticVersion(right) else {
      throw .failure("operand 2: string \(a[1].regoText) is not a valid SemVer")
    }
    return Value(first.compare(second))
  },
  Builtin("semver.is_valid", 1) { a, _ in
    Value(a[0].string.flatMap { SemanticVersion($0) } != nil)
  },
]

/// `v1.2.3-rc.1+build`: a leading `v` is allowed, what follows `+` does not count.
private struct SemanticVersion {
  private let numbers: [Int]
  private let preRelease: [Substring]

  init?(_ text: String) {
    var core = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let metadata = Self.cut(&core, "+")
    let preRelease = Self.cut(&core, "-")
    guard Self.isIdentifier(metadata), Self.isIdentifier(preRelease) else { return nil }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    self.preRelease =
      preRelease.isEmpty ? [] : preRelease.split(separator: ".", omittingEmptySubsequences: false)
  }

  /// What follows the first mark, which ends the text.
  private static func cut(_ text: inout Substring, _ mark: Character) -> Substring {
    guard let at = text.firstIndex(of: mark) else { return "" }
    let rest = text[text.index(after: at)...]
    text = text[..<at]
    return rest
  }

  /// Nothing, or parts of letters, digits and hyphens between dots.
  private static func isIdentifier(_ text: Substring) -> Bool {
    if text.isEmpty { return true }
    return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy {
            $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "-")
          }
      }
  }

  /// -1, 0 or 1 (clause 11 of the specification).
  func compare(_ other: SemanticVersion) -> Int {
    for (mine, theirs) in zip(numbers, other.numbers) where mine != theirs {
      return mine < theirs ? -1 : 1
    }
    if preRelease.isEmpty || other.preRelease.isEmpty {
      return preRelease.isEmpty == other.preRelease.isEmpty ? 0 : preRelease.isEmpty ? 1 : -1
    }
    for (mine, theirs) in zip(preRelease, other.preRelease) {
      let order = Self.compare(Array(mine.utf8), Array(theirs.utf8))
      if order != 0 { return order }
    }
    let (count, otherCount) = (preRelease.count, other.preRelease.count)
    return count == otherCount ? 0 : count < otherCount ? -1 : 1
  }

  private static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
    let (isNumber, isOther) = (a.allSatisfy { $0 &- 0x30 < 10 }, b.allSatisfy { $0 &- 0x30 < 10 })
    if isNumber != isOther { return isNumber ? -1 : 1 }
    if isNumber {
      let (left, right) = (a.drop { $0 == 0x30 }, b.drop { $0 == 0x30 })
      if left.count != right.count { return left.count < right.count ? -1 : 1 }
      return left.elementsEqual(right) ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    }
    return a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
  }
}
