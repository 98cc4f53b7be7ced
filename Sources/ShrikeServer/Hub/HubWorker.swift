import Logging
public import ServiceLifecycle
import ShrikeLedger

/// Does jobs, sends webhooks and notices, makes tickets, and tidies up, until it is told to stop; what it has begun it ends. It wakes with the
/// hub's feed: beside it a `HubPulse` must run.
public struct HubWorker: Service {
  let hub: Hub
  private static let tidying = Duration.seconds(60)

  public init(_ hub: Hub) { self.hub = hub }

  public func run() async throws {
    var tidied: ContinuousClock.Instant?
    var watch = ClockWatch()
    let start = ContinuousClock.now
    for await _ in hub.feed.listen(nil).cancelOnGracefulShutdown() {
      while !Task.isShuttingDownGracefully, !Task.isCancelled {
        do throws(Problem) {
          let hub = hub
          let isBusy = try await hub.wait {
            let (worked, made, sent) = (
              try hub.workOnce(), try hub.fillOutbox(), try hub.sendOnce()
            )
            let (noted, told) = (try hub.fillNotices(), try hub.sendNotice())
            let ticketed = try hub.workTicket()
            return worked || made > 0 || sent || noted > 0 || told || ticketed
          }
          if tidied.map({ ContinuousClock.now - $0 > Self.tidying }) ?? true {
            tidied = .now
            try await tidy(&watch, elapsed: ContinuousClock.now - start)
          }
          guard isBusy else { break }
        } catch {
          hub.logger.warning("worker", metadata: ["problem": "\(error.title)"])
          break
        }
      }
    }
  }
}

extension HubWorker {
  private func tidy(_ watch: inout ClockWatch, elapsed: Duration) async throws(Problem) {
    let (hub, now) = (hub, hub.clock())
    if let jump = watch.look(now, elapsed: elapsed) {
      hub.logger.warning("the clock jumped", metadata: ["seconds": "\(jump / 1_000)"])
      hub.metrics.add("shrike_clock_jumps_total")
    }
    let isCalm = watch.isCalm(elapsed: elapsed)
    try await hub.wait {
      try hub.forgetFuture(at: now)
      guard isCalm else { return }
      try hub.tidy(at: now)
      try hub.remind()
    }
  }
}

/// Wakes whoever waits for news: at once when the database says that there are some, else by looking often. Every
/// process with a hub runs one.
public struct HubPulse: Service {
  let hub: Hub
  /// While the database tells nothing.
  private let short: Duration
  /// While it does: for what only time brings, as the next try of a webhook.
  private let long: Duration

  public init(_ hub: Hub) { self.init(hub, short: .milliseconds(500), long: .seconds(5)) }

  init(_ hub: Hub, short: Duration, long: Duration) {
    self.hub = hub
    self.short = short
    self.long = long
  }

  public func run() async throws {
    let feed = hub.feed
    let listener = hub.everything.listen { org in
      if let org { feed.wake(org) } else { feed.wakeAll() }
    }
    defer { listener?.stop() }
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      let pause = listener?.isConnected == true ? long : short
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
      feed.wakeAll()
    }
    feed.close()
  }
}
