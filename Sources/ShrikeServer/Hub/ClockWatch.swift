import ShrikeLedger

/// Whether the machine's clock can be believed. What cannot be taken back, as decisions that end, waits where it jumps:
/// a wrong clock is put right sooner than that.
struct ClockWatch: Sendable {
  /// Clocks are put right by seconds; milliseconds.
  static let slack: Int64 = 60_000
  /// For so long after a jump nothing is believed; milliseconds.
  static let rest: Int64 = 15 * 60_000

  private var last: (now: Timestamp, elapsed: Duration)?
  private var calm: Duration = .zero

  /// - Parameter elapsed: by a clock that only goes on, since whenever.
  /// - Returns: by how many milliseconds it jumped since it was last asked; nil: it did not.
  mutating func look(_ now: Timestamp, elapsed: Duration) -> Int64? {
    defer { last = (now, elapsed) }
    guard let last else { return nil }
    let passed = Int64((elapsed - last.elapsed).inSeconds * 1_000)
    let jump = now.milliseconds - last.now.milliseconds - passed
    guard jump.magnitude > UInt64(Self.slack) else { return nil }
    calm = elapsed + .milliseconds(Self.rest)
    return jump
  }

  /// Whether it has gone evenly for long enough.
  func isCalm(elapsed: Duration) -> Bool { elapsed >= calm }
}

extension Hub {
  /// Nothing waits longer than that for another try, but for a clock that was ahead.
  private static let longestWait: Int64 = 7 * 3_600_000

  /// Takes up again what was put off by a clock that has gone back since.
  func forgetFuture(at now: Timestamp) throws(LedgerError) {
    let end = now.milliseconds + Self.longestWait
    try everything.write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "UPDATE hub_job SET lease = 0 WHERE state = 'running' AND lease > ?", [.integer(end)])
      for table in ["hub_delivery", "hub_notice"] {
        try connection.execute(
          "UPDATE \(table) SET next_at = ? WHERE state = 'waiting' AND next_at > ?",
          [SQLValue(now), .integer(end)])
      }
      try connection.execute(
        "UPDATE hub_ticket SET next_at = ? WHERE state = 'waiting' AND next_at > ?",
        [SQLValue(now), .integer(end)])
    }
  }
}
