/// The order of scans: by the time they were made, whenever they arrive; those of one millisecond by their
/// input, so that it does not matter which is published first.
public struct Rank: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970 in the upper 43 bits, 20 bits of the input's digest below.
  public let value: Int64

  init(_ value: Int64) { self.value = value }

  init(_ time: Timestamp, input: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in input.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let tie = Int64((hash ^ hash >> 20 ^ hash >> 40) & 0xF_FFFF)
    value = max(0, min(time.milliseconds, 1 << 43 - 1)) << 20 | tie
  }

  public var time: Timestamp { Timestamp(milliseconds: value >> 20) }

  public static func < (a: Rank, b: Rank) -> Bool { a.value < b.value }
}

/// Scans of a lane in which a finding was: from `from` on, until an incomplete scan did not meet it (`missed`)
/// or a complete one did not (`gone`).
struct Span: Sendable, Hashable {
  var from: Rank
  var missed: Rank?
  var gone: Rank?

  var isOpen: Bool { gone == nil }

  var json: CanonicalJSON {
    .members([
      "from": .integer(from.value), "missed": .int(missed?.value), "gone": .int(gone?.value),
    ])
  }

  init(from: Rank, missed: Rank? = nil, gone: Rank? = nil) {
    self.from = from
    self.missed = missed
    self.gone = gone
  }

  init?(_ json: CanonicalJSON) {
    guard let from = json.int("from") else { return nil }
    self.init(
      from: Rank(from), missed: json.int("missed").map { Rank($0) },
      gone: json.int("gone").map { Rank($0) })
  }

  /// Whether the finding was met by the scan, which is one of the lane's.
  func holds(_ scan: Rank) -> Bool {
    scan >= from && (missed ?? gone).map { scan < $0 } ?? true
  }
}

/// A scan as far as a lane's history is concerned.
struct LanePass: Sendable, Hashable {
  var rank: Rank
  var isComplete: Bool
}

enum LaneHistory {
  /// The spans of a finding that these scans of a lane met or did not meet; `passes` in order.
  static func spans(_ passes: [LanePass], met: (LanePass) -> Bool) -> [Span] {
    var spans: [Span] = []
    for pass in passes {
      let last = spans.indices.last
      if met(pass) {
        if let last, spans[last].missed == nil, spans[last].gone == nil { continue }
        spans.append(Span(from: pass.rank))
      } else if let last, spans[last].gone == nil {
        if pass.isComplete {
          spans[last].gone = pass.rank
        } else if spans[last].missed == nil {
          spans[last].missed = pass.rank
        }
      }
    }
    return closingBeforeNext(spans)
  }

  /// A span that was only missed ends where the finding is met again.
  private static func closingBeforeNext(_ spans: [Span]) -> [Span] {
    var spans = spans
    for index in spans.indices.dropLast() where spans[index].gone == nil {
      spans[index].gone = spans[index + 1].from
    }
    return spans
  }
}
