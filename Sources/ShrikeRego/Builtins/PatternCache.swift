import ShrikeMatch
import ShrikeText

/// Compiled expressions by their text; at most so many, the oldest half goes first.
final class PatternCache {
  private static let capacity = 4_096
  private var known: [Value: Pattern] = [:]
  let scratch = MatchScratch()

  func pattern(_ source: Value) throws(BuiltinError) -> Pattern {
    if let pattern = known[source] { return pattern }
    let pattern: Pattern
    do throws(PatternError) {
      pattern = try Pattern(source.string ?? "")
    } catch {
      throw .failure("error parsing regexp: \(error.message)")
    }
    if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
    known[source] = pattern
    return pattern
  }
}
