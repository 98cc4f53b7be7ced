import HTTPTypes
import ShrikeConsole
import ShrikeLedger

/// What is done on pages: every act is a form. Our script sends it beside the page and gets back the rows it changed;
/// without it the page the form was on comes again, and tells what happened.
enum ActRoutes {
  static let all: [Route] = [
    Route(
      .post, "/acts", .right(.comment, .assets), "Decide, assign, comment or ask for tickets.",
      body: .form([
        Parameter("finding", .texts(1_000), "Numbers of findings."),
        Parameter("act", .word(acts), "What is done.", isRequired: true),
        Parameter("owner", .anyText(200), "Whom they are assigned to; nobody."),
        Parameter("reason", .anyText(4_096), "Why."),
        Parameter("until", .time, "The last day on which a risk is accepted."),
        Parameter("comment", .anyText(65_536), "Markdown."),
        Parameter("system", .anyText(100), "Where tickets are made."), QueueRoutes.back,
      ]), act),
    Route(
      .post, "/acts/undo", .right(.comment, .assets), "Take back what was just done.",
      body: .form([
        Parameter("batch", .text(26), "What it was done by.", isRequired: true), QueueRoutes.back,
      ]), undo),
    Route(
      .post, "/approvals", .right(.comment, .assets), "Answer what waits for a second person.",
      body: .form([
        Parameter("approval", .text(26), "Which.", isRequired: true),
        Parameter("answer", .word(["approve", "refuse"]), "Yes or no.", isRequired: true),
        QueueRoutes.back,
      ]), approve),
  ]

  private static let acts = [
    "assign", "accept", "false-positive", "not-affected", "open", "comment", "ticket",
  ]

  /// What was done, and to which findings.
  private struct Outcome: Sendable {
    var toast: Toast
    var findings: [String]
  }

  private static func act(_ call: Call) async throws(Problem) -> Answer {
    try await answer(call, about: call.given.texts("finding")) { () async throws(Problem) in
      try await run(call)
    }
  }

  private static func undo(_ call: Call) async throws(Problem) -> Answer {
    try await answer(call, about: []) { () async throws(Problem) in
      let batch = call.given.text("batch") ?? ""
      let findings = try await takeBack(batch, call)
      return Outcome(
        toast: Toast("Taken back: \(Words.count(findings.count, "finding")) as before"),
        findings: findings)
    }
  }

  private static func approve(_ call: Call) async throws(Problem) -> Answer {
    try await answer(call, about: []) { () async throws(Problem) in
      let isConfirmed = call.given.text("answer") == "approve"
      let proposal = try await Proposals.settle(
        call.given.text("approval") ?? "", isConfirmed: isConfirmed, call)
      let count = Words.count(proposal.findings.count, "finding")
      return Outcome(
        toast: Toast(
          isConfirmed ? "Approved: it holds for \(count)" : "Refused: \(count) stay as they are",
          batch: proposal.batch),
        findings: proposal.findings)
    }
  }

  // MARK: answering

  /// Runs an act and tells of it. What the person can mend is told where they are, and nothing is lost.
  private static func answer(
    _ call: Call, about references: [String],
    _ run: () async throws(Problem) -> Outcome
  ) async throws(Problem) -> Answer {
    var outcome: Outcome
    do throws(Problem) {
      outcome = try await run()
    } catch {
      guard error.status.code < 500 else { throw error }
      outcome = Outcome(
        toast: Toast("Nothing was changed: \(words(error))", isFailure: true),
        findings: references)
    }
    guard HTTPField.Name("X-Fragment").flatMap({ call.headers[$0] }) == "act" else {
      return try call.telling(outcome.toast, .see(call.back))
    }
    let (viewer, told) = (try call.me, outcome)
    let bytes = try await call.ledger { ledger in
      let ids = try told.findings.compactMap { try ledger.findingID($0) }
      let rows = try ledger.findings(ids: ids, at: call.now).filter { viewer.reaches($0.asset) }
      var html = HTML()
      ActFragment(frame: call.bareFrame, rows: rows, toast: told.toast).write(into: &html)
      return html.bytes
    }
    return .page(bytes)
  }

  private static func words(_ problem: Problem) -> String {
    if let mistake = problem.mistakes.first {
      return mistake.place.isEmpty ? mistake.detail : "\(mistake.place): \(mistake.detail)"
    }
    return problem.title.lowercasedFirst + (problem.detail.map { "; \($0)" } ?? "")
  }

  // MARK: acting

  private static func run(_ call: Call) async throws(Problem) -> Outcome {
    let given = call.given
    let references = given.texts("finding")
    guard !references.isEmpty else { throw .invalid("", "select findings first") }
    switch given.text("act") {
    case "assign": return try await assign(references, to: given.text("owner"), call)
    case "comment": return try await comment(references, given.text("comment"), call)
    case "ticket": return try await ticket(references, given.text("system"), call)
    default: return try await decide(references, call)
    }
  }

  private static func decide(
    _ references: [String], _ call: Call
  ) async throws(Problem) -> Outcome {
    let given = call.given
    var reason = given.text("reason") ?? ""
    let kind: Decision.Kind
    let done: String
    switch given.text("act") {
    case "accept":
      guard let day = given.time("until") else {
        throw .invalid("", "say until when the risk is accepted")
      }
      // It holds for all of its last day.
      let end = Timestamp(day: day.day + 1)
      guard end > call.now else { throw .invalid("", "the last day is over already") }
      kind = .accepted(until: end)
      done = "accepted until \(Words.day(day, now: call.now))"
    case "false-positive":
      kind = .falsePositive
      done = "marked as false positive"
    case "not-affected":
      kind = .notAffected
      done = "marked as not affected"
    default:
      kind = .open
      done = "opened again"
      if reason.allSatisfy(\.isWhitespace) { reason = "Opened again" }
    }
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw .invalid("", "say in a sentence why")
    }
    let act = try await Deciding.decide(
      references, Decision(kind, reason: reason, owner: try call.me.actor, source: .console), call)
    let count = Words.count(act.findings.count, "finding")
    if act.proposal != nil {
      return Outcome(
        toast: Toast("Proposed for \(count); a second person has to agree"),
        findings: act.findings)
    }
    guard !act.findings.isEmpty else {
      return Outcome(toast: Toast("Nothing to change: it was so already"), findings: references)
    }
    return Outcome(toast: Toast("\(count) \(done)", batch: act.batch), findings: act.findings)
  }

  private static func assign(
    _ references: [String], to owner: String?, _ call: Call
  ) async throws(Problem) -> Outcome {
    let (viewer, hub, now) = (try call.me, call.hub, call.now)
    let owner = owner == "me" ? viewer.actor : owner
    let before = try await call.ledger { ledger in
      try ledger.findings(ids: references.compactMap { try ledger.findingID($0) }, at: now)
    }
    let act = try await Deciding.assign(references, to: owner, call)
    let changed = Set(act.findings)
    guard !changed.isEmpty else {
      return Outcome(toast: Toast("Nothing to change: it was so already"), findings: references)
    }
    let changes = before.filter { changed.contains($0.id) }.map {
      Reassignment(finding: $0.id, actor: viewer.actor, owner: owner, former: $0.owner)
    }
    try await call.wait { try hub.remember(changes, batch: act.batch, org: viewer.org) }
    let count = Words.count(changed.count, "finding")
    return Outcome(
      toast: Toast("\(count) assigned to \(owner ?? "nobody")", batch: act.batch),
      findings: act.findings)
  }

  private static func comment(
    _ references: [String], _ text: String?, _ call: Call
  ) async throws(Problem) -> Outcome {
    let (viewer, hub, now) = (try call.me, call.hub, call.now)
    guard let text, !text.allSatisfy(\.isWhitespace) else {
      throw .invalid("", "the comment is empty")
    }
    let ids = try await call.ledger { ledger in
      let ids = try references.map { try FindingRoutes.find($0, viewer, ledger, now).row.id }
      for id in ids { try hub.comment(id, text, by: viewer, ledger, at: now) }
      return ids
    }
    hub.feed.wake(viewer.org)
    return Outcome(toast: Toast("Comment added"), findings: ids)
  }

  private static func ticket(
    _ references: [String], _ system: String?, _ call: Call
  ) async throws(Problem) -> Outcome {
    let made = try await TicketRoutes.request(references, system, call)
    let new = made.count(where: \.isNew)
    return Outcome(
      toast: Toast(
        new == 0
          ? "Nothing to make: there is a ticket already"
          : "\(Words.count(new, "ticket")) asked for; made within a minute"),
      findings: made.map(\.ticket.finding))
  }

  /// Decisions through the ledger; assignments by what was there before. The findings.
  private static func takeBack(_ batch: String, _ call: Call) async throws(Problem) -> [String] {
    let (viewer, hub, now) = (try call.me, call.hub, call.now)
    let changes = try await call.wait { try hub.reassignments(batch, org: viewer.org) }
    guard !changes.isEmpty else { return try await Deciding.undo(batch, call).findings }
    guard changes.allSatisfy({ $0.actor == viewer.actor }) else { throw .notFound("act of yours") }
    try await call.ledger { ledger in
      let rows = try ledger.findings(ids: changes.map(\.finding), at: now)
      guard rows.allSatisfy({ viewer.reaches($0.asset) }) else { throw Problem.notFound("finding") }
      for change in changes
      where rows.first(where: { $0.id == change.finding })?.owner != change.owner {
        throw Problem(.conflict, "changed", "Somebody has assigned it anew since then")
      }
      for (former, part) in Dictionary(grouping: changes, by: \.former) {
        try ledger.assign(part.map(\.finding), to: former, by: viewer.actor, at: now)
      }
    }
    hub.feed.wake(viewer.org)
    return changes.map(\.finding)
  }
}

extension Hub {
  /// Adds a comment, and notes whom it mentions.
  func comment(
    _ finding: String, _ text: String, by viewer: Viewer, _ ledger: Ledger, at now: Timestamp
  ) throws(LedgerError) {
    let comment = try ledger.comment(finding, text, by: viewer.actor, at: now)
    try note(comment: comment, text, on: finding, by: viewer, ledger, at: now)
  }
}

extension Call {
  /// The last day on which something holds that ends at `end`.
  static func lastDay(_ end: Timestamp) -> Timestamp {
    Timestamp(milliseconds: end.milliseconds - 1)
  }
}

extension String {
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
