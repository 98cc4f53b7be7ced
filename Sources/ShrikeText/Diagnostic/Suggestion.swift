/// The word of `known` that somebody who wrote `word` most likely meant: at most a third of the letters
/// differ (optimal string alignment distance), the nearest wins, the first on a tie.
public func suggestion(for word: String, among known: some Sequence<String>) -> String? {
  let wanted = Array(word.lowercased().unicodeScalars)
  var best: (distance: Int, word: String)?
  for candidate in known {
    let other = Array(candidate.lowercased().unicodeScalars)
    let allowed = max(1, max(wanted.count, other.count) / 3)
    guard abs(wanted.count - other.count) <= allowed, wanted.count <= 100 else { continue }
    let distance = alignmentDistance(wanted, other)
    if distance <= allowed, distance < best?.distance ?? Int.max { best = (distance, candidate) }
  }
  return best?.word
}

private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var before: [Int] = []
  var previous = Array(0...b.count)
  for i in 1...max(1, a.count) where i <= a.count {
    var current = [i]
    for j in 1...max(1, b.count) where j <= b.count {
      var cost = min(
        previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        cost = min(cost, before[j - 2] + 1)
      }
      current.append(cost)
    }
    (before, previous) = (previous, current)
  }
  return previous[b.count]
}
