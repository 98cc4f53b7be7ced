import HTTPTypes
import ShrikeConsole
import ShrikeLedger

/// Addresses of pages, as pages link through them.
typealias Address = ShrikeConsole.Route

extension Call {
  /// Counting ends there for what stands beside a name.
  static let mostCounted = 1_000
  /// A tool's last scan of an asset that is older is no word about today.
  static let staleDays = 14
  private static let themeCookie = "shrike-theme"

  /// Makes a page for whoever asks, with what its frame tells, on a thread that may wait.
  ///
  /// `here`: the page's own address; forms come back to it.
  func page<Shown: ShrikeConsole.Page>(
    _ here: Link, search: String = "",
    _ make: @escaping @Sendable (Frame, Ledger) throws -> Shown
  ) async throws(Problem) -> Answer {
    let toast = try toast
    var answer = Answer.page(
      try await ledger { ledger in
        var frame = try frame(ledger, here: here, search: search)
        frame.toast = toast
        return try make(frame, ledger).bytes
      })
    if toast != nil { answer.headers.append(forgetToast) }
    return answer
  }

  /// The frame of a page for whoever asks.
  func frame(_ ledger: Ledger, here: Link, search: String = "") throws -> Frame {
    let viewer = try me
    var frame = bareFrame
    frame.here = here
    frame.search = search
    guard viewer.has(.read) else { return frame }
    let open = try ledger.count(
      FindingRoutes.question("", viewer), atMost: Self.mostCounted + 1, at: now)
    frame.queueCount = Tally(open, limit: Self.mostCounted)
    frame.notEvaluated = try ledger.doubtfulScans(
      assets: viewer.assets, stale: now.adding(days: -Self.staleDays)
    ).count
    return frame
  }

  /// A frame without counts: before sign-in, for errors, and for parts of a page.
  var bareFrame: Frame {
    Frame(
      organization: viewer.map { $0.org == Ledger.defaultOrg ? "" : $0.org } ?? "",
      viewer: viewer?.shown, now: now, token: csrf, theme: theme)
  }

  private var theme: Frame.Theme {
    cookie(Self.themeCookie).flatMap(Frame.Theme.init(rawValue:)) ?? .system
  }

  /// Remembers a choice of theme for a year.
  func setting(_ theme: Frame.Theme) -> HTTPField {
    HTTPField(
      name: .setCookie, value: setting(Self.themeCookie, theme.rawValue, seconds: 31_536_000))
  }

  /// The page a form was sent from; the first page where that would lead elsewhere.
  var back: Link { given.text("back").flatMap { Link(local: $0) } ?? Address.home }
}

extension Viewer {
  /// As pages show them, with what they may do there.
  var shown: Frame.Viewer {
    var permissions: Set<Frame.Permission> = []
    // Whoever may only comment proposes; the same forms do both.
    if has(.comment) { permissions.formUnion([.comment, .triage]) }
    if has(.confirm) { permissions.insert(.approve) }
    if has(.publish) { permissions.insert(.publish) }
    if has(.administer) { permissions.insert(.administer) }
    var closed: Set<Frame.Section> = []
    if !has(.administer) || assets != nil { closed.insert(.settings) }
    if !has(.audit) || assets != nil { closed.insert(.audit) }
    if assets != nil { closed.formUnion([.trends, .people]) }
    if !has(.read) { closed.formUnion(Frame.Section.allCases) }
    return Frame.Viewer(
      login: actor, name: name, role: role.rawValue, permissions: permissions, closed: closed)
  }
}

extension Answer {
  static func page(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Answer {
    Answer(
      status, [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"], .bytes(bytes))
  }

  static func page(_ page: some ShrikeConsole.Page, status: HTTPResponse.Status = .ok) -> Answer {
    .page(page.bytes, status: status)
  }

  /// After a form: show a page of ours.
  static func see(_ link: Link) -> Answer { see(link.text) }
}
