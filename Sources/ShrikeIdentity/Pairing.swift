/// Two lists of sightings and the pairs found so far.
struct Pairing {
  let before: [Prepared]
  let after: [Prepared]
  /// Positions without a partner, in order.
  private(set) var openBefore: [Int]
  private(set) var openAfter: [Int]
  /// Of each position of `after`, that of its partner.
  private var partners: [Int?]
  private var taken: [Bool]

  init(before: [Prepared], after: [Prepared]) {
    self.before = before
    self.after = after
    openBefore = Array(before.indices)
    openAfter = Array(after.indices)
    partners = Array(repeating: nil, count: after.count)
    taken = Array(repeating: false, count: before.count)
  }

  /// By the indices of the lists that were given.
  var result: [Int?] {
    var result: [Int?] = Array(repeating: nil, count: after.count)
    for (position, partner) in partners.enumerated() {
      result[after[position].index] = partner.map { before[$0].index }
    }
    return result
  }

  // MARK: steps

  /// Pairs what is open and has an equal key.
  mutating func pair(_ key: (Prepared) -> Int?) {
    guard !openBefore.isEmpty, !openAfter.isEmpty else { return }
    pair(openBefore, openAfter, key, key)
    prune()
  }

  /// Step by step within what `file` tells; `number` keeps the steps of one list from those of others.
  mutating func pair(
    _ steps: [FindingMatcher.CodeStep], from number: Int, _ file: (Prepared) -> Int
  ) {
    for (offset, step) in steps.enumerated() {
      pair { $0.hash(number + offset, file: file($0), step) }
    }
  }

  /// Pairs what is open and has an equal key and mostly the same words.
  mutating func pairAlike(_ key: (Prepared) -> Int?) {
    guard !openBefore.isEmpty, !openAfter.isEmpty else { return }
    var groups = Groups()
    for position in openBefore {
      if let key = key(before[position]) { groups.add(before: position, key) }
    }
    for position in openAfter {
      if let key = key(after[position]) { groups.add(after: position, key) }
    }
    for group in groups.list {
      var old = group.before
      for new in group.after {
        guard let code = after[new].code else { continue }
        // Few are equal in so much and not known by their line; the first ones will do.
        let found = old.prefix(Self.alikeTried).firstIndex {
          before[$0].code?.isLike(code) == true
        }
        if let found { connect(old.remove(at: found), new) }
      }
    }
    prune()
  }

  private static let alikeTried = 8

  /// The same between sightings of which one does not know its code.
  ///
  /// - Parameter wordings: by whether a finding is one of before, and its index.
  mutating func pairWithoutCode(
    _ steps: [FindingMatcher.TextStep], from number: Int, wordings: (Bool, Int) -> Int
  ) {
    guard
      openBefore.contains(where: { !before[$0].knowsCode })
        || openAfter.contains(where: { !after[$0].knowsCode })
    else { return }
    var known: [[Int: Int]] = [[:], [:]]
    for position in openBefore {
      known[0][before[position].index] = wordings(true, before[position].index)
    }
    for position in openAfter {
      known[1][after[position].index] = wordings(false, after[position].index)
    }
    for (offset, step) in steps.enumerated() {
      guard !openBefore.isEmpty, !openAfter.isEmpty else { return }
      let old = { (one: Prepared) in one.hash(number + offset, known[0][one.index] ?? 0, step) }
      let new = { (one: Prepared) in one.hash(number + offset, known[1][one.index] ?? 0, step) }
      pair(openBefore.filter { !before[$0].knowsCode }, openAfter, old, new)
      prune()
      pair(openBefore, openAfter.filter { !after[$0].knowsCode }, old, new)
      prune()
    }
  }

  /// Pairs sightings that have any key in common; the first keys of `after` come first.
  mutating func pairByKeys() {
    let ranks = openAfter.reduce(0) { max($0, after[$1].keys.count) }
    for rank in 0..<ranks where !openBefore.isEmpty {
      var groups = Groups()
      for position in openBefore {
        for key in before[position].keys { groups.add(before: position, key) }
      }
      for position in openAfter where rank < after[position].keys.count {
        groups.add(after: position, after[position].keys[rank])
      }
      for group in groups.list {
        settle(group.before.filter { !taken[$0] }, group.after.filter { partners[$0] == nil })
      }
      prune()
    }
  }

  private mutating func pair(
    _ old: [Int], _ new: [Int], _ oldKey: (Prepared) -> Int?, _ newKey: (Prepared) -> Int?
  ) {
    guard !old.isEmpty, !new.isEmpty else { return }
    var groups = Groups()
    for position in old {
      if let key = oldKey(before[position]) { groups.add(before: position, key) }
    }
    for position in new {
      if let key = newKey(after[position]) { groups.add(after: position, key) }
    }
    for group in groups.list { settle(group.before, group.after) }
  }

  private mutating func prune() {
    openBefore.removeAll { taken[$0] }
    openAfter.removeAll { partners[$0] != nil }
  }

  private mutating func connect(_ old: Int, _ new: Int) {
    partners[new] = old
    taken[old] = true
  }

  // MARK: ties

  /// Pairs as many as it can of those that are equal at a step: the most alike first, then in order.
  private mutating func settle(_ old: [Int], _ new: [Int]) {
    guard let first = old.first, let other = new.first else { return }
    if old.count == 1, new.count == 1 { return connect(first, other) }
    var old = old
    var new = new
    for tie in Self.ties {
      var groups = Groups()
      for position in old { groups.add(before: position, tie(before[position])) }
      for position in new { groups.add(after: position, tie(after[position])) }
      for group in groups.list {
        for (one, other) in zip(group.before, group.after) { connect(one, other) }
      }
      old.removeAll { taken[$0] }
      new.removeAll { partners[$0] != nil }
      if old.isEmpty || new.isEmpty { return }
    }
    for (one, other) in zip(old, new) { connect(one, other) }
  }

  /// What may tell apart findings that are equal at a step, from all of it to little.
  private static let ties: [@Sendable (Prepared) -> Int] = [
    { hash($0, 1, file: $0.path) { [$0.tail, $0.scope, $0.before.wide, $0.after.wide] } },
    { hash($0, 2, file: $0.path) { [$0.tail, $0.before.middle, $0.after.middle] } },
    { hash($0, 3, file: $0.basename) { [$0.tail, $0.before.near, $0.after.near] } },
    { hash($0, 4) { [$0.tail, $0.before.near, $0.after.near] } },
    { hash($0, 5) { [$0.tail, $0.before.wide] } },
    { hash($0, 6) { [$0.tail, $0.after.wide] } },
    { hash($0, 7) { [$0.tail, $0.before.middle] } },
    { hash($0, 8) { [$0.tail, $0.after.middle] } },
    { hash($0, 9) { [$0.tail, $0.before.near] } },
    { hash($0, 10) { [$0.tail, $0.after.near] } },
    { hash($0, 11, file: $0.path) { [$0.tail, $0.scope] } },
    { hash($0, 12, file: $0.path) { _ in [] } },
    { hash($0, 13, file: $0.basename) { _ in [] } },
  ]

  private static func hash(
    _ sighting: Prepared, _ tie: Int, file: Int = 0, _ marks: (CodeMarks) -> [UInt64]
  ) -> Int {
    var hasher = Hasher()
    hasher.combine(tie)
    hasher.combine(file)
    hasher.combine(sighting.detail)
    if let code = sighting.code {
      for word in marks(code) { hasher.combine(word) }
    } else if tie <= 2 {
      hasher.combine(sighting.message)
      hasher.combine(sighting.lineHash)
      if tie == 1 { hasher.combine(sighting.line) }
    }
    return hasher.finalize()
  }
}

/// Positions of both lists by a key, in the order in which keys were first seen.
private struct Groups {
  private(set) var list: [(before: [Int], after: [Int])] = []
  private var places: [Int: Int] = [:]

  mutating func add(before position: Int, _ key: Int) {
    if let place = places[key] {
      list[place].before.append(position)
    } else {
      places[key] = list.count
      list.append(([position], []))
    }
  }

  /// Keys that `before` lacks are of no use.
  mutating func add(after position: Int, _ key: Int) {
    if let place = places[key] { list[place].after.append(position) }
  }
}
