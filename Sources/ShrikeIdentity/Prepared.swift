/// A sighting ready for comparing: its texts are hashes, of which equal texts have equal ones.
struct Prepared {
  /// Where it stands in its list.
  let index: Int
  let rule: Int
  let stable: Int?
  let keys: [Int]
  let isKeyed: Bool
  let detail: Int
  let path: Int
  let basename: Int
  let line: Int
  let column: Int
  let message: Int
  /// Of GitHub's hash, without the counter; 0 without one.
  let lineHash: Int
  let code: CodeMarks?

  var knowsCode: Bool { code.map { $0.line != 0 } ?? false }

  init(_ sighting: Sighting, _ index: Int, rule: String, _ place: ComparedPath) {
    self.index = index
    self.rule = rule.hashValue
    stable = sighting.stableID?.hashValue
    keys = sighting.keys.map(\.hashValue)
    isKeyed = sighting.isKeyed && !sighting.keys.isEmpty
    detail = sighting.detail?.hashValue ?? 0
    path = place.hash
    basename = place.basenameHash
    line = sighting.line
    column = sighting.column
    message = sighting.message.hashValue
    // The counter after the hash counts equal lines from the top and changes with them.
    lineHash = sighting.lineHash.map { $0.prefix { $0 != ":" }.hashValue } ?? 0
    code = sighting.code
  }

  /// A list in the order of places, then of what it says: the order it was given in tells nothing.
  static func list(_ sightings: [Sighting], renamed: [String: String]) -> [Prepared] {
    var places: [String: ComparedPath] = [:]
    let compared = sightings.map { sighting in
      if let known = places[sighting.path] { return known }
      let place = ComparedPath(sighting.path)
      places[sighting.path] = place
      return place
    }
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      if compared[a].hash != compared[b].hash { return compared[a].text < compared[b].text }
      let one = sightings[a]
      let other = sightings[b]
      if one.line != other.line { return one.line < other.line }
      if one.column != other.column { return one.column < other.column }
      if one.rule != other.rule { return one.rule < other.rule }
      if one.message != other.message { return one.message < other.message }
      if one.detail != other.detail { return (one.detail ?? "") < (other.detail ?? "") }
      if let mark = one.code, let otherMark = other.code, mark != otherMark {
        if mark.line != otherMark.line { return mark.line < otherMark.line }
        if mark.before != otherMark.before { return mark.before.wide < otherMark.before.wide }
        if mark.after != otherMark.after { return mark.after.wide < otherMark.after.wide }
      }
      return a < b
    }
    return sightings.indices.sorted(by: isBefore).map { index in
      let rule = sightings[index].rule
      return Prepared(
        sightings[index], index, rule: renamed.isEmpty ? rule : renamed[rule] ?? rule,
        compared[index])
    }
  }

  /// The hash of a message without numbers and what stands in quotes.
  static func wording(_ message: String) -> Int {
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
    return kept.hashValue
  }

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
  func hash(_ step: Int, _ wording: Int, _ words: FindingMatcher.TextStep) -> Int? {
    guard !isKeyed, let words = words(self, wording) else { return nil }
    var hasher = Hasher()
    hasher.combine(step)
    hasher.combine(rule)
    for word in words { hasher.combine(word) }
    return hasher.finalize()
  }
}
