import ShrikeFormats
import ShrikeIntake
import ShrikeLedger
import ShrikeModel
import ShrikeText

/// The findings of a hub, over its API.
struct HubFindings: FindingStore {
  let hub: HubServer

  func list(_ question: FindingQuestion) throws(LedgerError) -> FindingPage {
    var query: [(String, String?)] = [
      ("q", question.text), ("order", question.order.rawValue), ("limit", "\(question.limit)"),
    ]
    query.append(("cursor", question.cursor))
    let root = try ask("GET", "findings", query)
    return FindingPage(
      rows: (root["items"]?.elements).map { $0.compactMap { FindingRow($0) } } ?? [],
      next: root["next"]?.string)
  }

  func detail(_ reference: String) throws(LedgerError) -> FindingDetail {
    let root = try ask("GET", "findings/\(path(reference))")
    guard let detail = FindingDetail(root) else {
      throw LedgerError(.damaged, "the hub's answer is no finding")
    }
    return detail
  }

  func report(
    _ question: String, as format: LedgerReport.Format
  ) throws(LedgerError) -> [UInt8] {
    try answer("GET", "reports/\(format.name)", [("q", question.isEmpty ? nil : question)]).bytes
  }

  func decide(_ references: [String], _ decision: Decision) throws(LedgerError) -> FindingAct {
    let (kind, until): (String, Timestamp?) =
      switch decision.kind {
      case .accepted(let until): ("accepted", until)
      case .falsePositive: ("false-positive", nil)
      case .notAffected: ("not-affected", nil)
      case .open: ("open", nil)
      }
    return try act("decisions") { json in
      json.field("findings", references)
      json.field("kind", kind)
      json.field("reason", decision.reason)
      json.field("until", ifAny: until?.text)
      json.field("owner", ifAny: decision.owner)
    }
  }

  func assign(_ references: [String], to owner: String?) throws(LedgerError) -> FindingAct {
    try act("assignments") { json in
      json.field("findings", references)
      json.field("owner", ifAny: owner)
    }
  }

  func comment(_ reference: String, _ text: String) throws(LedgerError) {
    _ = try ask(
      "POST", "findings/\(path(reference))/comments", body: Self.bytes { $0.field("text", text) })
  }

  func undo(_ batch: String) throws(LedgerError) -> FindingAct {
    try act("undo/\(path(batch))") { _ in }
  }

  // MARK: the API

  private func path(_ text: String) -> String {
    FormFields.encode(text.hasPrefix("#") ? String(text.dropFirst()) : text)
  }

  private func act(
    _ path: String, _ body: (inout JSONWriter) -> Void
  ) throws(LedgerError) -> FindingAct {
    let root = try ask("POST", path, body: Self.bytes(body))
    return FindingAct(
      batch: root["batch"]?.string ?? "", count: root["findings"]?.count ?? 0,
      proposal: root["proposal"]?.string)
  }

  private func ask(
    _ method: String, _ path: String, _ query: [(String, String?)] = [],
    body: [UInt8]? = nil
  ) throws(LedgerError) -> Node {
    let answer = try answer(method, path, query, body: body)
    guard let root = answer.root else {
      throw LedgerError(.damaged, "the hub's answer is no JSON")
    }
    return root
  }

  private func answer(
    _ method: String, _ path: String, _ query: [(String, String?)] = [],
    body: [UInt8]? = nil
  ) throws(LedgerError) -> HubServer.Answer {
    let answer: HubServer.Answer
    do throws(EngineError) {
      answer = try hub.ask(method, path, query, body: body)
    } catch {
      throw LedgerError(.connection, error.description)
    }
    guard (200..<300).contains(answer.status) else {
      let code: LedgerError.Code =
        answer.status >= 500
        ? .io : answer.status == 404 ? .notFound : answer.status == 409 ? .conflict : .input
      throw LedgerError(code, "the hub refused (\(answer.status))", cause: answer.reason)
    }
    return answer
  }

  private static func bytes(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    body(&json)
    json.endObject()
    return json.finish()
  }
}

extension FindingRow {
  /// A finding as the API's lists show it.
  fileprivate init?(_ node: Node) {
    func text(_ name: String) -> String? { node[name]?.string }
    func time(_ name: String) -> Timestamp? { text(name).flatMap { Timestamp($0) } }
    guard let id = text("id"), let number = node["number"]?.int,
      let severity = text("severity").flatMap(Severity.init(rawValue:)),
      let observed = text("observed").flatMap(Observed.init(rawValue:)),
      let state = text("state").flatMap(FindingState.init(rawValue:)),
      let firstSeen = time("firstSeen"), let openedAt = time("openedAt")
    else { return nil }
    self.init(
      id: id, number: Int64(number), asset: text("asset") ?? "", tool: text("tool") ?? "",
      rule: text("rule") ?? "", kind: text("kind") ?? "", title: text("title") ?? "",
      severity: severity, confidence: text("confidence") ?? "", identity: text("identity") ?? "",
      path: text("path") ?? "", line: node["line"]?.int ?? 0, owner: text("owner"),
      due: time("due"), observed: observed, state: state, until: time("until"),
      firstSeen: firstSeen, openedAt: openedAt, closedAt: time("closedAt"))
  }
}

extension FindingDetail {
  fileprivate init?(_ node: Node) {
    guard let row = FindingRow(node) else { return nil }
    let occurrences = (node["occurrences"]?.elements).map { list in
      list.map { place in
        Occurrence(
          path: place["path"]?.string ?? "", line: place["line"]?.int ?? 0,
          code: place["code"]?.string ?? "", note: place["note"]?.string,
          ref: place["ref"]?.string ?? "", isPresent: place["present"]?.bool ?? false,
          scan: place["scan"]?.string ?? "")
      }
    }
    let timeline = (node["timeline"]?.elements).map { list in
      list.compactMap { entry in
        entry["at"]?.string.flatMap { Timestamp($0) }.map { at in
          TimelineEntry(
            seq: Int64(entry["seq"]?.int ?? 0), at: at, actor: entry["actor"]?.string ?? "",
            verb: entry["verb"]?.string ?? "", text: entry["text"]?.string ?? "")
        }
      }
    }
    self.init(row: row, occurrences: occurrences ?? [], comments: [], timeline: timeline ?? [])
  }
}
