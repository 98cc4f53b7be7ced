import ShrikeFormats
import ShrikeLedger

/// Issues of GitHub and of GitHub Enterprise Server (REST, version 2022-11-28).
///
/// What was just made is not in GitHub's search for a while, so issues are listed, the newest first.
struct GitHubTickets: TicketSpeech {
  let system: TicketSystem
  let line: TicketLine

  /// Issues of a page, and pages that are read: of so many that came since a ticket was asked for it is one.
  private static let (pageSize, pages) = (100, 3)
  /// Clocks may differ by so much, in milliseconds.
  private static let slack: Int64 = 3_600_000

  private var issues: String {
    let api =
      system.address == "https://github.com"
      ? "https://api.github.com" : "\(system.address)/api/v3"
    return "\(api)/repos/\(system.project)/issues"
  }

  private var headers: [(name: String, value: String)] {
    [
      ("Authorization", "Bearer \(system.secret)"), ("Accept", "application/vnd.github+json"),
      ("X-GitHub-Api-Version", "2022-11-28"),
    ]
  }

  func find(_ marker: String, since time: Timestamp) throws(TicketFault) -> OutsideTicket? {
    let since = Timestamp(milliseconds: time.milliseconds - Self.slack).text
    for page in 1...Self.pages {
      let node = try line.ask(
        "GET",
        "\(issues)?state=all&sort=created&direction=desc&since=\(FormFields.encode(since))&per_page=\(Self.pageSize)&page=\(page)",
        headers)
      guard node.isSequence else { throw TicketFault(message: "its answer is no list") }
      let found = node.elements.first { ($0["body"]?.string ?? "").contains(marker) }
      if let found { return try ticket(found) }
      if node.count < Self.pageSize { return nil }
    }
    return nil
  }

  func create(_ draft: TicketDraft) throws(TicketFault) -> OutsideTicket {
    let body = JSON.members([
      "title": .string(draft.title), "body": .string(draft.text(.markdown)),
      "labels": system.labels.isEmpty ? nil : .strings(system.labels),
    ])
    return try ticket(try line.ask("POST", issues, headers, body.bytes))
  }

  func state(of reference: String) throws(TicketFault) -> OutsideTicket? {
    guard let node = try line.find("\(issues)/\(reference.dropFirst())", headers) else {
      return nil
    }
    return try ticket(node)
  }

  private func ticket(_ node: Node) throws(TicketFault) -> OutsideTicket {
    guard let number = node["number"]?.int, number > 0, let state = node["state"]?.string,
      ["open", "closed"].contains(state)
    else { throw TicketFault(message: "its answer is no issue") }
    return OutsideTicket(
      reference: "#\(number)", url: "\(system.address)/\(system.project)/issues/\(number)",
      status: node["state_reason"]?.string == "not_planned" ? "closed as not planned" : state,
      isClosed: state == "closed")
  }
}
