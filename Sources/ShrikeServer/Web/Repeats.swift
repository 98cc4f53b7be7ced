import Crypto
import HTTPTypes
import ShrikeLedger

/// Requests with an `Idempotency-Key`: the same one again gets the same answer, and is not done again
/// (draft-ietf-httpapi-idempotency-key-header). Answers are kept for a day.
struct Repeats {
  static let name = HTTPField.Name("Idempotency-Key")
  private static let longest = 200

  let key: String
  let request: [UInt8]
  let call: Call

  /// Nil where there is no key, or the request is not one that acts.
  init?(_ call: Call, _ route: Route, query: String) throws(Problem) {
    guard route.isAPI, call.method == .post || call.method == .patch || call.method == .delete,
      call.viewer != nil, let name = Self.name, let key = call.headers[name]
    else { return nil }
    guard (1...Self.longest).contains(key.utf8.count) else {
      throw .invalid("Idempotency-Key", "it must have 1 to \(Self.longest) bytes")
    }
    var hash = SHA256()
    hash.update(data: Array("\(call.method.rawValue) \(call.path)?\(query)\n".utf8))
    hash.update(data: call.bytes)
    if let file = call.file { hash.update(data: file) }
    self.key = key
    self.call = call
    request = Array(hash.finalize())
  }

  /// Does it, or answers as before.
  func run(_ handler: Route.Handler) async throws(Problem) -> Answer {
    if let known = try await begin() { return known }
    do throws(Problem) {
      let answer = try await handler(call)
      try await end(answer)
      return answer
    } catch {
      // What failed may be tried again.
      try await forget()
      throw error
    }
  }

  private func begin() async throws(Problem) -> Answer? {
    let (viewer, now, hub, key, request) = (try call.me, call.now, call.hub, key, request)
    return try await call.wait { () throws -> Answer? in
      let row = try hub.tables(of: viewer.org).write {
        (connection: any SQLConnection) throws(LedgerError) -> SQLRow? in
        let made = try connection.execute(
          """
          INSERT INTO hub_repeat (org_id, actor, name, request, status, type, body, at)
          VALUES (?, ?, ?, ?, 0, '', ?, ?) ON CONFLICT (org_id, actor, name) DO NOTHING
          """,
          [
            .text(viewer.org), .text(viewer.key), .text(key), .blob(request), .blob([]),
            SQLValue(now),
          ])
        guard made == 0 else { return nil }
        return try connection.row(
          """
          SELECT request, status, type, body FROM hub_repeat
          WHERE org_id = ? AND actor = ? AND name = ?
          """, [.text(viewer.org), .text(viewer.key), .text(key)])
      }
      guard let row else { return nil }
      guard row.blob(0) == request else {
        throw Problem(
          .unprocessableContent, "idempotency", "This Idempotency-Key was used for something else")
      }
      guard row.int(1) != 0 else {
        throw Problem(.conflict, "idempotency", "The same request is being answered right now")
      }
      var headers: HTTPFields = [.cacheControl: "no-store"]
      if !row.text(2).isEmpty { headers[.contentType] = row.text(2) }
      return Answer(
        HTTPResponse.Status(code: Int(row.int(1))), headers, .bytes(row.blob(3)))
    }
  }

  private func end(_ answer: Answer) async throws(Problem) {
    let (viewer, hub, key) = (try call.me, call.hub, key)
    guard case .bytes(let bytes) = answer.body else { return }
    // A secret that is shown once is not kept for showing it again.
    let isSecret = ["/api/v1/tokens", "/api/v1/invitations", "/api/v1/webhooks"].contains(call.path)
    guard !isSecret else { return }
    try await call.wait {
      try hub.tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
        try connection.execute(
          """
          UPDATE hub_repeat SET status = ?, type = ?, body = ?
          WHERE org_id = ? AND actor = ? AND name = ?
          """,
          [
            SQLValue(answer.status.code), .text(answer.headers[.contentType] ?? ""), .blob(bytes),
            .text(viewer.org), .text(viewer.key), .text(key),
          ])
      }
    }
  }

  private func forget() async throws(Problem) {
    let (viewer, hub, key) = (try call.me, call.hub, key)
    try await call.wait {
      try hub.tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
        try connection.execute(
          "DELETE FROM hub_repeat WHERE org_id = ? AND actor = ? AND name = ?",
          [.text(viewer.org), .text(viewer.key), .text(key)])
      }
    }
  }
}
