import Crypto
import HTTPTypes
import ShrikeLedger
import ShrikeText

/// The pages, and the forms on them: every act is a form that is answered with the page to see next.
enum ConsoleRoutes {
  static let all: [Route] = [
    Route(.get, "/", .account, "The first page.", home),
    Route(
      .get, "/static/{name}", .everybody(because: "styles and scripts are in the source, too"),
      "Styles and scripts.", asset),
    Route(
      .get, "/findings", .right(.read, .assets), "The queue.",
      query: [FindingRoutes.query, FindingRoutes.cursor], queue),
    Route(.get, "/findings/{id}", .right(.read, .assets), "One finding.", finding),
    Route(
      .post, "/findings/{id}/comments", .right(.comment, .assets), "Say something.",
      body: .form([Parameter("text", .text(65_536), "Markdown.", isRequired: true)]), comment),
    Route(
      .post, "/findings/{id}/decisions", .right(.comment, .assets), "Decide or propose.",
      body: .form(decision), decideOne),
    Route(
      .post, "/findings/{id}/assignments", .right(.comment, .assets), "Assign.",
      body: .form([Parameter("owner", .text(200), "Who.")]), assignOne),
    Route(
      .post, "/decisions", .right(.comment, .assets), "Decide about several.",
      body: .form([FindingRoutes.ids, next] + decision), decideMany),
    Route(
      .post, "/assignments", .right(.comment, .assets), "Assign several.",
      body: .form([FindingRoutes.ids, next, Parameter("owner", .text(200), "Who.")]), assignMany),
    Route(
      .post, "/undo/{batch}", .right(.decide, .assets), "Take a decision back.",
      body: .form([next]), undo),
    Route(.get, "/proposals", .right(.read, .assets), "What waits for a second person.", proposals),
    Route(
      .post, "/proposals/{id}/confirm", .right(.confirm, .assets), "Confirm.", body: .form([]),
      confirm),
    Route(
      .post, "/proposals/{id}/refuse", .right(.confirm, .assets), "Refuse.", body: .form([]),
      refuse),
  ]

  private static let next = Parameter("next", .anyText(2_000), "The page to see then.")
  private static let decision = [
    Parameter("kind", .word(FindingRoutes.decisionKinds), "What is decided.", isRequired: true),
    Parameter("reason", .text(4_096), "Why.", isRequired: true),
    Parameter("until", .time, "When it ends."), Parameter("owner", .text(200), "Who answers."),
  ]

  // MARK: pages

  private static func home(_ call: Call) async throws(Problem) -> Answer {
    .see(try call.me.has(.read) ? "/findings" : "/account")
  }

  private static func asset(_ call: Call) async throws(Problem) -> Answer {
    guard let asset = call.hub.pages.asset(call.parameter("name")) else { throw .notFound("file") }
    let tag = "\"\(hexadecimal(SHA256.hash(data: asset.bytes)).prefix(32))\""
    return Answer(
      .ok, [.contentType: asset.type, .cacheControl: "public, max-age=300"], .bytes(asset.bytes)
    ).tagged(tag, call)
  }

  private static func queue(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now, text) = (try call.me, call.now, call.query.text("q") ?? "")
    let cursor = call.query.text("cursor")
    var fault: String?
    var page = FindingPage(rows: [], next: nil)
    do throws(Problem) {
      page = try await call.ledger { ledger in
        try ledger.findings(
          FindingRoutes.question(text, viewer), cursor: cursor, limit: 50, at: now)
      }
    } catch {
      // A question that cannot be read is shown with its mistake, on the page it was asked on.
      guard error.status == .unprocessableContent else { throw error }
      fault = error.title + (error.detail.map { ": \($0)" } ?? "")
    }
    return .html(
      call.hub.pages.page(.queue(viewer.console(call), query: text, page: page, fault: fault)))
  }

  private static func finding(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now, id) = (try call.me, call.now, call.parameter("id"))
    let detail = try await call.ledger { try FindingRoutes.find(id, viewer, $0, now) }
    return .html(call.hub.pages.page(.finding(viewer.console(call), detail)))
  }

  // MARK: acts

  private static func back(_ call: Call) -> String {
    let id = call.parameter("id")
    return "/findings" + (id.isEmpty ? "" : "/\(FormFields.encode(id))")
  }

  private static func comment(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now, id) = (try call.me, call.now, call.parameter("id"))
    let text = call.given.text("text") ?? ""
    try await call.ledger { ledger in
      let finding = try FindingRoutes.find(id, viewer, ledger, now)
      try ledger.comment(finding.row.id, text, by: viewer.actor, at: now)
    }
    call.hub.feed.wake(viewer.org)
    return .see(back(call))
  }

  private static func decideOne(_ call: Call) async throws(Problem) -> Answer {
    let decision = try Deciding.decision(call.given, source: .console, at: call.now)
    let act = try await Deciding.decide([call.parameter("id")], decision, call)
    return .see(act.proposal == nil ? back(call) : "/proposals")
  }

  private static func decideMany(_ call: Call) async throws(Problem) -> Answer {
    let decision = try Deciding.decision(call.given, source: .console, at: call.now)
    let act = try await Deciding.decide(call.given.texts("findings"), decision, call)
    return .see(
      act.proposal == nil ? SignInRoutes.local(call.given.text("next")) : "/proposals")
  }

  private static func assignOne(_ call: Call) async throws(Problem) -> Answer {
    _ = try await Deciding.assign([call.parameter("id")], to: call.given.text("owner"), call)
    return .see(back(call))
  }

  private static func assignMany(_ call: Call) async throws(Problem) -> Answer {
    _ = try await Deciding.assign(
      call.given.texts("findings"), to: call.given.text("owner"), call)
    return .see(SignInRoutes.local(call.given.text("next")))
  }

  private static func undo(_ call: Call) async throws(Problem) -> Answer {
    _ = try await Deciding.undo(call.parameter("batch"), call)
    return .see(SignInRoutes.local(call.given.text("next")))
  }

  private static func proposals(_ call: Call) async throws(Problem) -> Answer {
    let viewer = try call.me
    let list = try await Proposals.waiting(call).map { proposal in
      ConsoleProposal(
        id: proposal.id, words: proposal.words, reason: proposal.reason,
        proposer: proposal.proposer, at: proposal.at, findings: proposal.findings,
        mayConfirm: viewer.has(.confirm) && viewer.actor != proposal.proposer)
    }
    return .html(call.hub.pages.page(.proposals(viewer.console(call), list)))
  }

  private static func confirm(_ call: Call) async throws(Problem) -> Answer {
    _ = try await Proposals.settle(call.parameter("id"), isConfirmed: true, call)
    return .see("/proposals")
  }

  private static func refuse(_ call: Call) async throws(Problem) -> Answer {
    _ = try await Proposals.settle(call.parameter("id"), isConfirmed: false, call)
    return .see("/proposals")
  }
}
