import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import ShrikeConsole
import ShrikeFormats
import ShrikeLedger

/// The console: pages and the forms on them, at the addresses of `ShrikeConsole.Route`. And what all pages share.
enum ConsoleRoutes {
  static var all: [Route] {
    shared + HomeRoutes.all + QueueRoutes.all + FindingPages.all + ActRoutes.all + AssetPages.all
      + ScanPages.all + WaiverPages.all + PeoplePages.all + ImportPages.all + AuditPages.all
      + SettingsPages.all + SearchRoutes.all + TrendPages.all + PolicyPages.all
  }

  private static let shared: [Route] = [
    Route(
      .get, "/static/{name}", .everybody(because: "styles and scripts are in the source, too"),
      "Styles and scripts.", asset),
    Route(
      .post, "/theme", .account, "Choose light or dark.",
      body: .form([
        Parameter("theme", .word(Frame.Theme.allCases.map(\.rawValue)), "Which.", isRequired: true),
        QueueRoutes.back,
      ]), theme),
    Route(.get, "/keys", .account, "What can be done by keys.", keys),
    Route(.get, "/design", .account, "Every part of the pages, once.", design),
    Route(.get, "/live", .right(.read, .assets), "Counts as they change.", live),
  ]

  private static func asset(_ call: Call) async throws(Problem) -> Answer {
    let (name, text, type): (Link, String, String)
    switch "/static/\(call.parameter("name"))" {
    case Address.style.text:
      (name, text, type) = (Address.style, ConsoleAssets.style, "text/css; charset=utf-8")
    case Address.script.text:
      (name, text, type) = (Address.script, ConsoleAssets.script, "text/javascript; charset=utf-8")
    default: throw .notFound("file")
    }
    // The address carries the digest of what it leads to, so it never changes.
    return Answer(
      .ok, [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
      .bytes(Array(text.utf8))
    ).tagged("\"\(name.text)\"", call)
  }

  private static func theme(_ call: Call) async throws(Problem) -> Answer {
    var answer = Answer.see(call.back)
    let theme = call.given.text("theme").flatMap(Frame.Theme.init(rawValue:)) ?? .system
    answer.headers.append(call.setting(theme))
    return answer
  }

  private static func keys(_ call: Call) async throws(Problem) -> Answer {
    try await call.page(Address.keys) { frame, _ in KeysPage(frame: frame) }
  }

  private static func design(_ call: Call) async throws(Problem) -> Answer {
    try await call.page(Address.design) { frame, _ in DesignPage(sampleOf: frame) }
  }

  // MARK: counts

  private static func live(_ call: Call) async throws(Problem) -> Answer {
    let (hub, viewer) = (call.hub, try call.me)
    try EventStream.admit(hub)
    let nothing: (size: Int64, told: [UInt8]) = (-1, [])
    return EventStream.answer(hub, viewer.org, from: nothing) { state, writer in
      let known = state.size
      // Whoever has nothing new to hear costs one look at the log's size.
      let news = try await hub.wait { () throws -> (Int64, [UInt8])? in
        let ledger = try hub.ledger(viewer.org)
        let now = try ledger.logSize()
        return now == known ? nil : (now, try counts(ledger, viewer, hub.clock()))
      }
      guard let news else { return false }
      let before = state.told
      state = news
      if state.told == before { return false }
      try await writer.write(
        ByteBuffer(
          string: "event: counts\ndata: \(String(decoding: state.told, as: UTF8.self))\n\n"))
      return true
    }
  }

  private static func counts(
    _ ledger: Ledger, _ viewer: Viewer, _ now: Timestamp
  ) throws -> [UInt8] {
    let open = try ledger.tally(FindingRoutes.question("", viewer), at: now)
    let unknown = try ledger.doubtfulScans(
      assets: viewer.assets, stale: now.adding(days: -Call.staleDays))
    return JSON.members([
      "queue": .string(open.short), "not-evaluated": .integer(unknown.count),
    ]).bytes
  }
}
