/// Numbers that stand for texts: equal ones have the same, in both lists.
struct TextNumbers {
  private var known: [String: Int] = [:]

  /// Never 0.
  mutating func number(_ text: String) -> Int {
    if let number = known[text] { return number }
    known[text] = known.count + 1
    return known.count
  }
}

/// A sighting ready for comparing.
struct Prepared: Comparable {
  /// Where it stands in its list.
  let index: Int
  let sighting: Sighting
  let rule: Int
  let stable: Int?
  let keys: [Int]
  let isKeyed: Bool
  let detail: Int
  let path: Int
  let basename: Int
  let message: Int
  /// The message without numbers and what stands in quotes.
  let wording: Int
  let lineHash: Int
  private let place: String

  var line: Int { sighting.line }
  var column: Int { sighting.column }
  var code: CodeMarks? { sighting.code }
  var knowsCode: Bool { code.map { $0.line != 0 } ?? false }

  init(_ sighting: Sighting, _ index: Int, rule: String?, _ numbers: inout TextNumbers) {
    self.index = index
    self.sighting = sighting
    self.rule = numbers.number(rule ?? sighting.rule)
    stable = sighting.stableID.map { numbers.number("\u{1}id \($0)") }
    keys = sighting.keys.map { numbers.number("\u{1}key \($0)") }
    isKeyed = sighting.isKeyed && !sighting.keys.isEmpty
    detail = sighting.detail.map { numbers.number($0) } ?? 0
    place = ComparedPath.normal(sighting.path)
    path = numbers.number(place)
    basename = numbers.number(String(ComparedPath.basename(place)))
    message = numbers.number(sighting.message)
    wording = numbers.number(Self.wording(sighting.message))
    // The counter after the hash counts equal lines from the top and changes with them.
    lineHash = sighting.lineHash.map { numbers.number("\u{1}hash \($0.prefix { $0 != ":" })") } ?? 0
  }

  private static func wording(_ message: String) -> String {
    var kept: [UInt8] = []
    var quote: UInt8?
    for byte in message.utf8 {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`")
      {
        quote = byte
      } else if byte &- 0x30 >= 10 {
        kept.append(byte)
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// By place, then by what it says: the order of the list tells nothing.
  static func < (a: Prepared, b: Prepared) -> Bool {
    if a.path != b.path { return a.place < b.place }
    if a.line != b.line { return a.line < b.line }
    if a.column != b.column { return a.column < b.column }
    if a.rule != b.rule { return a.sighting.rule < b.sighting.rule }
    if a.message != b.message { return a.sighting.message < b.sighting.message }
    if a.detail != b.detail { return (a.sighting.detail ?? "") < (b.sighting.detail ?? "") }
    if let one = a.code, let other = b.code {
      if one.line != other.line { return one.line < other.line }
      if one.before != other.before { return one.before.wide < other.before.wide }
      if one.after != other.after { return one.after.wide < other.after.wide }
    }
    return a.index < b.index
  }

  static func == (a: Prepared, b: Prepared) -> Bool { a.index == b.index }

  // MARK: what a step compares

  /// A step over the code's marks, within `file` (0: anywhere).
  @inline(__always)
  func hash(_ step: Int, file: Int, _ marks: FindingMatcher.CodeStep) -> Int? {
    guard !isKeyed, let code, let words = marks(code) else { return nil }
    var hasher = Hasher()
    hasher.combine(step)
    hasher.combine(rule)
    hasher.combine(file)
    for word in words { hasher.combine(word) }
    return hasher.finalize()
  }

  /// A step over what a report says.
  func hash(_ step: Int, _ words: (Prepared) -> [Int]?) -> Int? {
    guard !isKeyed, let words = words(self) else { return nil }
    var hasher = Hasher()
    hasher.combine(step)
    hasher.combine(rule)
    for word in words { hasher.combine(word) }
    return hasher.finalize()
  }
}
