import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Actions whose name differs by a slip from the name of a much-used one.
///
/// *Why it matters.* Such names are registered by people who wait for the slip.
///
/// *Example.* `uses: action/checkout@v4` *Instead.* `uses: actions/checkout@…`
enum ImitatedUses: RepositoryUseAudit {
  static let rule = PipelineRule(
    id: "imitated-action-name", aliases: ["typosquat-uses"],
    title: "an action's name resembles a much-used one",
    why: "Such names are registered by people who wait for the slip.",
    instead: "`uses: actions/checkout@…`",
    severity: .high, cwe: 1357, risks: .dependencyChain)

  static func inspect(
    _ reference: RepositoryReference, at range: ByteRange, _ grip: ByteRange,
    _ out: inout PipelineFindings
  ) {
    let slug = Array(reference.slug.utf8)
    guard !popular.isEmpty, let original = popular.first(where: { resembles(slug, $0) }),
      !popular.contains(slug)
    else { return }
    let site = ByteRange(range.lower, min(range.upper, range.lower + reference.slugLength))
    out.report(
      rule, .high, .low, .regular,
      "the name resembles \(String(decoding: original, as: UTF8.self))",
      at: .init(site, "is this the one that is meant?"), related: [.init(grip, "used here")])
  }

  private static let popular = KnownRepositories.popular.map { Array($0.utf8) }

  /// One letter more, less, other or swapped; or the same words in another order. The same owner does
  /// not imitate itself.
  private static func resembles(_ name: [UInt8], _ original: [UInt8]) -> Bool {
    guard abs(name.count - original.count) <= 1, name != original else { return false }
    let slash = UInt8(ascii: "/")
    guard name.prefix(while: { $0 != slash }) != original.prefix(while: { $0 != slash }) else {
      return false
    }
    let (short, long) = name.count < original.count ? (name, original) : (original, name)
    let first = zip(short, long).prefix { $0 == $1 }.count
    let last = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
    if short.count < long.count { return first + last >= short.count }
    if first + last == short.count - 1 { return true }
    if first + last == short.count - 2, short[first] == long[first + 1],
      short[first + 1] == long[first]
    {
      return true
    }
    return words(short) == words(long)
  }

  private static func words(_ name: [UInt8]) -> [[UInt8]] {
    name.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "/") }
      .map(Array.init).sorted { $0.lexicographicallyPrecedes($1) }
  }
}
