import ShrikeLedger
import Synchronization

/// Whoever waits for news: streams of an organisation's events, and workers. News are read from the database, so that
/// several servers need not know of each other: an act on this server wakes listeners at once, those of others do so
/// through `HubPulse`.
final class EventFeed: Sendable {
  private struct Listener {
    /// Nil: of all organisations.
    var org: String?
    var wake: AsyncStream<Void>.Continuation
  }
  private struct State {
    var listeners: [UInt64: Listener] = [:]
    var last: UInt64 = 0
  }
  private let state = Mutex(State())

  /// Something was written.
  func wake(_ org: String) {
    let waiting = state.withLock {
      $0.listeners.values.filter { $0.org == nil || $0.org == org }.map(\.wake)
    }
    for wake in waiting { wake.yield() }
  }

  /// Something may have been written for anybody.
  func wakeAll() {
    let waiting = state.withLock { $0.listeners.values.map(\.wake) }
    for wake in waiting { wake.yield() }
  }

  /// Ticks when there may be something new. Ticks that are not looked at are one.
  /// Nil: whatever the organisation.
  func listen(_ org: String?) -> AsyncStream<Void> {
    let (stream, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state in
      state.last += 1
      state.listeners[state.last] = Listener(org: org, wake: wake)
      return state.last
    }
    wake.onTermination = { [weak self] _ in
      _ = self?.state.withLock { $0.listeners.removeValue(forKey: id) }
    }
    // What was missed meanwhile is told at once.
    wake.yield()
    return stream
  }

  /// Ends all streams: the server stops.
  func close() {
    let all = state.withLock { state in
      defer { state.listeners = [:] }
      return Array(state.listeners.values)
    }
    for listener in all { listener.wake.finish() }
  }
}
