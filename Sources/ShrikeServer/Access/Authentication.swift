import HTTPTypes
import ShrikeLedger

extension Hub {
  /// Who asks, by token or cookie; nil: nobody we know. A bad token is refused, not passed over.
  func viewer(_ call: Call) async throws(Problem) -> Viewer? {
    if let header = call.headers[.authorization] {
      return try await viewer(authorization: header, call)
    }
    guard let key = call.cookie(call.sessionCookie), key.utf8.count == 64 else { return nil }
    let now = call.now
    return try await wait { [everything] () throws -> Viewer? in
      let found = try everything.read {
        (connection: any SQLConnection) throws(LedgerError) -> (Session, Account)? in
        guard let session = try Session.find(key, at: now, connection), !session.isHalf,
          let account = try Account.find(id: session.account, connection), account.isActive
        else { return nil }
        return (session, account)
      }
      guard let (session, account) = found else { return nil }
      if now.milliseconds - session.seen.milliseconds > 60_000 {
        try everything.write { (connection: any SQLConnection) throws(LedgerError) in
          try session.touch(at: now, connection)
        }
      }
      return Viewer(
        org: account.org, actor: account.person, name: account.name, account: account.id,
        role: account.role, assets: account.assets,
        means: .session(id: session.hash, csrf: session.csrf))
    }
  }

  /// `Bearer shk_…`, or DefectDojo's `Token shk_…`.
  private func viewer(authorization header: String, _ call: Call) async throws(Problem) -> Viewer? {
    let words = header.split(separator: " ")
    guard words.count == 2, ["bearer", "token"].contains(words[0].lowercased()),
      let text = TokenText(String(words[1]))
    else { throw .badToken }
    let now = call.now
    let token = try await wait { [everything] () throws -> AccessToken? in
      let token = try everything.read { (connection: any SQLConnection) throws(LedgerError) in
        try AccessToken.find(text, at: now, connection)
      }
      if let token, now.milliseconds - (token.used?.milliseconds ?? 0) > 60_000 {
        try everything.write { (connection: any SQLConnection) throws(LedgerError) in
          try connection.execute(
            "UPDATE hub_token SET used = ? WHERE id = ?", [SQLValue(now), .text(token.id)])
        }
      }
      return token
    }
    guard let token else { throw .badToken }
    return token.viewer
  }

  /// Throws where the route is not for this asker.
  func admit(_ viewer: Viewer?, to route: Route) throws(Problem) {
    switch route.access {
    case .everybody: return
    case .account:
      guard viewer?.account != nil else { throw .signIn }
    case .right(let right, let scope):
      guard let viewer else { throw .signIn }
      guard viewer.has(right) else {
        let roles = Role.holding(right).map(\.rawValue).joined(separator: ", ")
        throw .forbidden("it is for \(roles); you are \(viewer.role.rawValue)")
      }
      if scope == .organisation, viewer.assets != nil {
        throw .forbidden("it is about the whole organisation; you are limited to some assets")
      }
    }
  }
}

extension Problem {
  static let badToken = Problem(
    .unauthorized, "token", "The token is not good",
    "it is mistyped, expired or revoked; make a new one at /tokens")
}
