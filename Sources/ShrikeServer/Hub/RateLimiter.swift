import ShrikeLedger
import Synchronization

/// A bucket of tokens for every key: so many at once, and as many a minute.
final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Int64
  }
  private let buckets = Mutex<[String: Bucket]>([:])
  /// More keys than that are forgotten, the full ones first.
  private static let most = 50_000

  /// Nil: go on. Else how many seconds to wait.
  func ask(_ key: String, perMinute: Int, at now: Timestamp) -> Int? {
    let rate = Double(perMinute)
    return buckets.withLock { all in
      if all.count >= Self.most {
        all = all.filter { now.milliseconds - $0.value.at < 60_000 }
        if all.count >= Self.most { all.removeAll() }
      }
      var bucket = all[key] ?? Bucket(tokens: rate, at: now.milliseconds)
      // A clock that was put back gives nothing.
      let passed = Double(max(0, now.milliseconds - bucket.at)) / 60_000
      bucket.tokens = min(rate, bucket.tokens + passed * rate)
      bucket.at = now.milliseconds
      defer { all[key] = bucket }
      guard bucket.tokens >= 1 else {
        return max(1, Int(((1 - bucket.tokens) / rate * 60).rounded(.up)))
      }
      bucket.tokens -= 1
      return nil
    }
  }
}
