/// Guesses which files of a former scan have another path now, by findings that both have in common.
struct MovedFiles {
  /// New paths that were an old one, by the numbers of `Prepared.path`.
  private(set) var moves: [Int: Int] = [:]

  /// Of findings that are equal in more files than this, none tells where one file went.
  static let candidates = 8

  private struct Pair: Hashable {
    let old: Int
    let new: Int
  }

  private struct Evidence {
    var weight = 0
    var sameName = false
    /// Order of the files, so that equal evidence has one answer.
    var order: (Int, Int) = (0, 0)
  }

  init(_ pairing: Pairing) {
    let oldPaths = Set(pairing.before.map(\.path))
    let newPaths = Set(pairing.after.map(\.path))
    let old = pairing.openBefore.map { pairing.before[$0] }.filter { !newPaths.contains($0.path) }
    let new = pairing.openAfter.map { pairing.after[$0] }.filter { !oldPaths.contains($0.path) }
    guard !old.isEmpty, !new.isEmpty else { return }
    var evidence: [Pair: Evidence] = [:]
    for mark in Self.marks { gather(old, new, mark, into: &evidence) }
    choose(evidence)
  }

  /// What two findings have in common, and how much it says.
  private static let marks: [@Sendable (Prepared) -> (key: [UInt64], weight: Int)?] = [
    {
      $0.code.flatMap {
        $0.line == 0 ? nil : ([1, $0.line, $0.scope, $0.before.near, $0.after.near], 4)
      }
    },
    { $0.code.flatMap { $0.line == 0 ? nil : ([2, $0.line], $0.isLong ? 2 : 1) } },
    {
      $0.knowsCode
        ? nil
        : ([3, UInt64(bitPattern: Int64($0.message)), UInt64(bitPattern: Int64($0.lineHash))], 1)
    },
  ]

  private func gather(
    _ old: [Prepared], _ new: [Prepared],
    _ mark: (Prepared) -> (key: [UInt64], weight: Int)?, into evidence: inout [Pair: Evidence]
  ) {
    var places: [[UInt64]: [(path: Int, basename: Int, order: Int)]] = [:]
    for (order, sighting) in old.enumerated() {
      guard let mark = mark(sighting) else { continue }
      let key = [UInt64(bitPattern: Int64(sighting.rule))] + mark.key
      var list = places[key] ?? []
      guard list.count <= Self.candidates, !list.contains(where: { $0.path == sighting.path })
      else { continue }
      list.append((sighting.path, sighting.basename, order))
      places[key] = list
    }
    for (order, sighting) in new.enumerated() {
      guard let mark = mark(sighting) else { continue }
      guard let list = places[[UInt64(bitPattern: Int64(sighting.rule))] + mark.key],
        list.count <= Self.candidates
      else { continue }
      for place in list {
        let pair = Pair(old: place.path, new: sighting.path)
        var known = evidence[pair] ?? Evidence(order: (place.order, order))
        known.weight += mark.weight
        known.sameName = place.basename == sighting.basename
        evidence[pair] = known
      }
    }
  }

  /// The strongest evidence first; each file goes to one.
  private mutating func choose(_ evidence: [Pair: Evidence]) {
    let sorted = evidence.sorted { a, b in
      if a.value.sameName != b.value.sameName, a.value.weight == b.value.weight {
        return a.value.sameName
      }
      if a.value.weight != b.value.weight { return a.value.weight > b.value.weight }
      return a.value.order < b.value.order
    }
    var gone: Set<Int> = []
    for (pair, evidence) in sorted {
      // One short line alone stands in many a file.
      guard evidence.weight > 1 || evidence.sameName else { continue }
      guard moves[pair.new] == nil, !gone.contains(pair.old) else { continue }
      moves[pair.new] = pair.old
      gone.insert(pair.old)
    }
  }
}
