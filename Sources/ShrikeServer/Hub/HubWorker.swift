import Logging
public import ServiceLifecycle
import ShrikeLedger

/// Does jobs, sends webhooks and notices, makes tickets, and tidies up, until it is told to stop; what it has begun it ends. It wakes with the
/// hub's feed: beside it a `HubPulse` must run.
public struct HubWorker: Service {
  let hub: Hub
  /// Milliseconds.
  private static let tidying: Int64 = 60_000

  public init(_ hub: Hub) { self.hub = hub }

  public func run() async throws {
    var tidied = Timestamp(milliseconds: 0)
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
          let now = hub.clock()
          if now.milliseconds - tidied.milliseconds > Self.tidying {
            tidied = now
            try await hub.wait {
              try hub.tidy(at: now)
              try hub.remind()
            }
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
