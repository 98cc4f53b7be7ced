import ShrikeFormats
import ShrikeLedger

/// Issues of GitLab (REST, v4). They are made confidential, since a project may be anybody's to read.
struct GitLabTickets: TicketSpeech {
  let system: TicketSystem
  let line: TicketLine

  private var issues: String {
    "\(system.address)/api/v4/projects/\(FormFields.encode(system.project))/issues"
  }
  private var headers: [(name: String, value: String)] { [("PRIVATE-TOKEN", system.secret)] }

  func find(_ marker: String, since time: Timestamp) throws(TicketFault) -> OutsideTicket? {
    let node = try line.ask(
      "GET", "\(issues)?scope=all&in=description&search=\(FormFields.encode(marker))&per_page=20",
      headers)
    guard node.isSequence else { throw TicketFault(message: "its answer is no list") }
    guard
      let found = node.elements.first(where: {
        ($0["description"]?.string ?? "").contains(marker)
      })
    else { return nil }
    return try ticket(found)
  }

  func create(_ draft: TicketDraft) throws(TicketFault) -> OutsideTicket {
    let body = JSON.members([
      "title": .string(draft.title), "description": .string(draft.text(.markdown)),
      "confidential": .bool(true),
      "labels": system.labels.isEmpty ? nil : .string(system.labels.joined(separator: ",")),
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
    guard let number = node["iid"]?.int, number > 0, let state = node["state"]?.string,
      ["opened", "closed"].contains(state)
    else { throw TicketFault(message: "its answer is no issue") }
    return OutsideTicket(
      reference: "#\(number)", url: "\(system.address)/\(system.project)/-/issues/\(number)",
      status: state == "opened" ? "open" : state, isClosed: state == "closed")
  }
}
