/// Whether the last scans saw a finding.
public enum Observed: String, Sendable, Hashable, CaseIterable {
  case present
  /// The last scan of some lane that had it was incomplete and did not meet it; no lane still has it for sure.
  case unknown
  case absent
}

/// What the scans say of a finding, over all lanes.
struct Life: Sendable, Hashable {
  var observed: Observed
  var firstSeen: Timestamp
  /// When it came, or came back: the clock of its deadline.
  var openedAt: Timestamp
  /// When the last lane lost it; nil while any has it.
  var closedAt: Timestamp?
  var due: Timestamp

  init(
    observed: Observed, firstSeen: Timestamp, openedAt: Timestamp, closedAt: Timestamp?,
    due: Timestamp
  ) {
    self.observed = observed
    self.firstSeen = firstSeen
    self.openedAt = openedAt
    self.closedAt = closedAt
    self.due = due
  }

  /// From its spans in all lanes, in any order; there is at least one.
  init(_ spans: [Span], days: Int?) {
    let ordered = spans.sorted { $0.from < $1.from }
    var opened = ordered.first?.from ?? Rank(0)
    // Where the presence that began at `opened` ends; nil: it goes on.
    var end = ordered.first?.gone
    for span in ordered.dropFirst() {
      if let last = end, span.from > last { opened = span.from }
      if end != nil {
        end = span.gone.map { gone in end.map { max($0, gone) } ?? gone }
      }
    }
    observed =
      ordered.contains { $0.isOpen && $0.missed == nil }
      ? .present : ordered.contains(where: \.isOpen) ? .unknown : .absent
    firstSeen = ordered.first?.from.time ?? Timestamp(milliseconds: 0)
    openedAt = opened.time
    closedAt = observed == .absent ? end?.time : nil
    due = days.map { opened.time.adding(days: $0) } ?? .never
  }

  var json: CanonicalJSON {
    .members([
      "observed": .string(observed.rawValue), "firstSeen": .integer(firstSeen.milliseconds),
      "openedAt": .integer(openedAt.milliseconds), "closedAt": .int(closedAt?.milliseconds),
      "due": .integer(due.milliseconds),
    ])
  }

  init?(_ json: CanonicalJSON) {
    guard let observed = json.text("observed").flatMap(Observed.init(rawValue:)),
      let firstSeen = json.int("firstSeen"), let openedAt = json.int("openedAt"),
      let due = json.int("due")
    else { return nil }
    self.init(
      observed: observed, firstSeen: Timestamp(milliseconds: firstSeen),
      openedAt: Timestamp(milliseconds: openedAt),
      closedAt: json.int("closedAt").map { Timestamp(milliseconds: $0) },
      due: Timestamp(milliseconds: due))
  }
}

extension Timestamp {
  /// Stands for a deadline that does not come, and sorts behind all others.
  public static let never = Timestamp(milliseconds: .max)
}
