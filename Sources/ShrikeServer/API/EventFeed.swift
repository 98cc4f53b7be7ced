import ShrikeLedger
import Synchronization

/// Whoever listens to an organisation's log. Events are read from the database, so that several servers need not
/// know of each other: an act on this server wakes listeners at once, others are found within a second.
final class EventFeed: Sendable {
  private struct Listener {
    var org: String
    var wake: AsyncStream<Void>.Continuation
  }
  private struct State {
    var listeners: [UInt64: Listener] = [:]
    var last: UInt64 = 0
  }
  private let state = Mutex(State())

  /// Something was written.
  func wake(_ org: String) {
    let waiting = state.withLock { $0.listeners.values.filter { $0.org == org }.map(\.wake) }
    for wake in waiting { wake.yield() }
  }

  /// Organisations somebody listens to.
  var orgs: Set<String> { state.withLock { Set($0.listeners.values.map(\.org)) } }

  /// Ticks when there may be something new. Ticks that are not looked at are one.
  func listen(_ org: String) -> AsyncStream<Void> {
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
