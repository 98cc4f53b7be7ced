import Synchronization

/// A set of Unicode scalars as sorted, disjoint, closed ranges.
struct ScalarSet: Sendable, Hashable {
  static let top: UInt32 = 0x10FFFF

  private(set) var ranges: [ClosedRange<UInt32>] = []

  init() {}

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = ranges
    normalize()
  }

  private mutating func normalize() {
    guard ranges.count > 1 else { return }
    ranges.sort { $0.lowerBound < $1.lowerBound }
    var merged: [ClosedRange<UInt32>] = [ranges[0]]
    for range in ranges.dropFirst() {
      let last = merged[merged.count - 1]
      if range.lowerBound <= last.upperBound || range.lowerBound == last.upperBound + 1 {
        merged[merged.count - 1] =
          last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  mutating func insert(_ range: ClosedRange<UInt32>) {
    ranges.append(range)
    normalize()
  }

  mutating func formUnion(_ other: ScalarSet) {
    ranges += other.ranges
    normalize()
  }

  var inverted: ScalarSet {
    var out = ScalarSet()
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { out.ranges.append(next...(range.lowerBound - 1)) }
      if range.upperBound == Self.top { return out }
      next = range.upperBound + 1
    }
    out.ranges.append(next...Self.top)
    return out
  }

  /// With both cases of every letter; RE2 folds as Unicode does, so `k` brings U+212A, `s` U+017F.
  var folded: ScalarSet {
    var out = self
    for range in ranges {
      // ASCII by arithmetic, the rest by the scalars' own mappings; big ranges hold both cases already.
      for (from, to, shift) in [(0x41, 0x5A, 32), (0x61, 0x7A, -32)] as [(UInt32, UInt32, Int32)] {
        let low = max(range.lowerBound, from)
        let high = min(range.upperBound, to)
        if low <= high {
          out.ranges.append(
            UInt32(Int32(low) + shift)...UInt32(Int32(high) + shift))
        }
      }
    }
    let wide = ranges.filter {
      $0.upperBound >= 0x80 && $0.upperBound - max($0.lowerBound, 0x80) < 4_096
    }
    if wide.reduce(0, { $0 + $1.count }) <= 64 {
      for value in wide.joined() where value >= 0x80 {
        for other in Self.otherCases(value) { out.ranges.append(other...other) }
      }
    } else {
      for range in wide {
        var at = Self.firstPair(from: range.lowerBound)
        while at < Self.casePairs.count, Self.casePairs[at].value <= range.upperBound {
          let other = Self.casePairs[at].other
          if !contains(other) { out.ranges.append(other...other) }
          at += 1
        }
      }
    }
    if contains(0x6B) || contains(0x4B) { out.ranges.append(0x212A...0x212A) }
    if contains(0x73) || contains(0x53) { out.ranges.append(0x17F...0x17F) }
    if contains(0x212A) { out.ranges += [0x4B...0x4B, 0x6B...0x6B] }
    if contains(0x17F) { out.ranges += [0x53...0x53, 0x73...0x73] }
    out.normalize()
    return out
  }

  /// Every letter from U+0080 on with its other case, ascending: asking each scalar of a category takes
  /// a millisecond, and an expression of a few kilobytes may name a thousand.
  private static let casePairs: [(value: UInt32, other: UInt32)] = (0x80...0x1FFFF).flatMap {
    value in otherCases(value).map { (value, $0) }
  }

  private static func firstPair(from value: UInt32) -> Int {
    var low = 0
    var high = casePairs.count
    while low < high {
      let middle = (low + high) / 2
      if casePairs[middle].value < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func otherCases(_ value: UInt32) -> [UInt32] {
    guard let scalar = Unicode.Scalar(value) else { return [] }
    var found: [UInt32] = []
    for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
      let scalars = text.unicodeScalars
      if scalars.count == 1, let other = scalars.first, other.value != value {
        found.append(other.value)
      }
    }
    return found
  }

  func contains(_ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }

  var isEmpty: Bool { ranges.isEmpty }

  /// The bytes below 0x80.
  var asciiRanges: [ClosedRange<UInt32>] {
    ranges.compactMap {
      $0.lowerBound < 0x80 ? $0.lowerBound...min($0.upperBound, 0x7F) : nil
    }
  }

  var hasWide: Bool { (ranges.last?.upperBound ?? 0) >= 0x80 }
  /// Whether every scalar from U+0080 is a member.
  var hasAllWide: Bool {
    guard let last = ranges.last else { return false }
    return last.lowerBound <= 0x80 && last.upperBound == Self.top
  }
  var hasReplacement: Bool { contains(0xFFFD) }

  /// UTF-8 length of the longest member.
  var widest: Int {
    guard let last = ranges.last else { return 0 }
    // An invalid byte counts as U+FFFD but is one byte long, so the members decide.
    return Self.length(last.upperBound)
  }

  static func length(_ value: UInt32) -> Int {
    value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
  }
}

extension ScalarSet {
  static let digit = ScalarSet([0x30...0x39])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// RE2's `\s`: without the vertical tab.
  static let space = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let all = ScalarSet([0...top])
  static let noNewline = ScalarSet([0...0x09, 0x0B...top])

  /// POSIX classes by name.
  static func posix(_ name: String) -> ScalarSet? {
    switch name {
    case "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A])
    case "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A])
    case "ascii": ScalarSet([0...0x7F])
    case "blank": ScalarSet([0x09...0x09, 0x20...0x20])
    case "cntrl": ScalarSet([0...0x1F, 0x7F...0x7F])
    case "digit": digit
    case "graph": ScalarSet([0x21...0x7E])
    case "lower": ScalarSet([0x61...0x7A])
    case "print": ScalarSet([0x20...0x7E])
    case "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
    case "space": ScalarSet([0x09...0x0D, 0x20...0x20])
    case "upper": ScalarSet([0x41...0x5A])
    case "word": word
    case "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66])
    default: nil
    }
  }

  /// A Unicode general category (`L`, `Lu`, `Nd`, …); scripts are not known.
  static func category(_ name: String) -> ScalarSet? {
    if name == "Any" { return .all }
    guard categoryNames.contains(name) else { return nil }
    return categories.withLock { known in
      let set = known[name] ?? members(of: name)
      known[name] = set
      return set
    }
  }

  /// Every code point is asked for its category, which takes a tenth of a second; an expression of a
  /// few kilobytes may name a thousand.
  private static let categories = Mutex<[String: ScalarSet]>([:])

  private static func members(of name: String) -> ScalarSet {
    var set = ScalarSet()
    var start: UInt32?
    for value in 0...(top + 1) {
      let member =
        value <= top
        && Unicode.Scalar(value).map {
          $0.properties.generalCategory.short.hasPrefix(name)
        } ?? false
      if member, start == nil { start = value }
      if !member, let from = start {
        set.ranges.append(from...(value - 1))
        start = nil
      }
    }
    return set
  }

  private static let categoryNames: Set<String> = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C",
    "Cc", "Cf", "Co",
  ]
}

extension Unicode.GeneralCategory {
  fileprivate var short: String {
    switch self {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .privateUse: "Co"
    default: "-"
    }
  }
}
