import ShrikeFormats
import ShrikeLedger

/// Issues of Jira, in the cloud and on a server of one's own (REST, version 2, whose texts are wiki markup).
/// The marker is a label, too, which Jira finds to the letter.
struct JiraTickets: TicketSpeech {
  let system: TicketSystem
  let line: TicketLine

  private var isCloud: Bool { system.kind == .jiraCloud }
  private var issues: String { "\(system.address)/rest/api/2/issue" }

  private var headers: [(name: String, value: String)] {
    let word =
      isCloud
      ? "Basic \(Base64URL.padded("\(system.user ?? ""):\(system.secret)"))"
      : "Bearer \(system.secret)"
    return [("Authorization", word), ("Accept", "application/json")]
  }

  func find(_ marker: String, since time: Timestamp) throws(TicketFault) -> OutsideTicket? {
    let question = FormFields.encode(
      "project = \"\(system.project)\" AND labels = \"\(marker)\"")
    // The cloud has no other search since 2025, servers not this one.
    let path = isCloud ? "/rest/api/3/search/jql" : "/rest/api/2/search"
    let node = try line.ask(
      "GET", "\(system.address)\(path)?jql=\(question)&fields=status,labels&maxResults=2", headers)
    guard let list = node["issues"], list.isSequence else {
      throw TicketFault(message: "its answer is no list")
    }
    guard
      let found = list.elements.first(where: {
        $0["fields"]?["labels"]?.strings?.contains(marker) == true
      })
    else { return nil }
    return try ticket(found)
  }

  func create(_ draft: TicketDraft) throws(TicketFault) -> OutsideTicket {
    let fields = JSON.members([
      "project": .members(["key": .string(system.project)]), "summary": .string(draft.title),
      "description": .string(draft.text(.jira)),
      "issuetype": .members(["name": .string(system.issueType)]),
      "labels": .strings([draft.marker] + system.labels),
    ])
    let made = try line.ask(
      "POST", issues, headers, JSON.members(["fields": fields]).bytes)
    // It tells the key only.
    return try ticket(made, status: "open")
  }

  func state(of reference: String) throws(TicketFault) -> OutsideTicket? {
    guard let node = try line.find("\(issues)/\(reference)?fields=status", headers) else {
      return nil
    }
    return try ticket(node)
  }

  private func ticket(_ node: Node, status: String? = nil) throws(TicketFault) -> OutsideTicket {
    let state = node["fields"]?["status"]
    guard let key = node["key"]?.string, Self.isKey(key),
      let words = status ?? state?["name"]?.string
    else { throw TicketFault(message: "its answer is no issue") }
    return OutsideTicket(
      reference: key, url: "\(system.address)/browse/\(key)", status: OutsideTicket.word(words),
      isClosed: state?["statusCategory"]?["key"]?.string == "done")
  }

  /// `SEC-12`: it goes into addresses.
  private static func isKey(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && text.utf8.count <= 50
      && parts.allSatisfy {
        !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      }
      && parts[1].allSatisfy(\.isNumber)
  }
}

extension Base64URL {
  /// The usual alphabet with padding, as sign-in of HTTP wants it (RFC 7617).
  static func padded(_ text: String) -> String {
    let letters = self.text(text.utf8).replacing("-", with: "+").replacing("_", with: "/")
    return letters + String(repeating: "=", count: (4 - letters.count % 4) % 4)
  }
}
