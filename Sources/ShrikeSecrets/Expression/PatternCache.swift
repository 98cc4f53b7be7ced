import ShrikeMatch
import Synchronization

/// Expressions that only come to be while a filter runs, each compiled once.
final class PatternCache: Sendable {
  /// Above so many the cache is emptied: a filter that builds texts must not fill memory.
  static let limit = 1_000
  static let shared = PatternCache()

  private let patterns = Mutex<[String: Pattern?]>([:])

  func pattern(_ bytes: [UInt8]) -> Pattern? {
    let source = String(decoding: bytes, as: UTF8.self)
    return patterns.withLock { patterns in
      if let known = patterns[source] { return known }
      if patterns.count >= Self.limit { patterns.removeAll() }
      let pattern = try? Pattern(source)
      patterns[source] = pattern
      return pattern
    }
  }
}
