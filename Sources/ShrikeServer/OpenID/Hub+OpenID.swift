import Crypto
import HTTPTypes
import ShrikeLedger
import ShrikeText

/// A way to the provider and back that has begun: good once, for a while, in the browser where it began.
private struct Errand {
  /// Milliseconds.
  static let longest: Int64 = 10 * 60_000

  /// Travels with the browser.
  var state: String
  /// In the browser's cookie.
  var browser: String

  /// What only we can know of it: neither stands in the database.
  func secret(_ what: String, _ key: [UInt8]) -> String {
    Secrets.mac(key, "openid.\(what) \(state) \(browser)")
  }
}

extension Hub {
  /// Where the provider sends the browser back to.
  var openIDReturn: String { "\(settings.address)/sign-in/oidc/return" }

  /// Begins: where the browser goes, and the cookie it must bring back.
  func beginOpenID(
    _ provider: OpenIDProvider, next: String, at now: Timestamp
  ) throws -> (address: String, cookie: String) {
    let errand = Errand(state: Secrets.key(), browser: Secrets.key())
    let address = try provider.authorization(
      redirect: openIDReturn, state: errand.state, nonce: errand.secret("nonce", formKey),
      verifier: errand.secret("verifier", formKey), at: now)
    try everything.write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute("DELETE FROM hub_errand WHERE expires < ?", [SQLValue(now)])
      try connection.execute(
        "INSERT INTO hub_errand (state, browser, next, expires) VALUES (?, ?, ?, ?)",
        [
          .blob(Secrets.hash(errand.state)), .blob(Secrets.hash(errand.browser)), .text(next),
          .integer(now.milliseconds + Errand.longest),
        ])
    }
    return (address, errand.browser)
  }

  enum OpenIDOutcome: Sendable {
    case signedIn(SignIn, next: String)
    /// Known to the provider, and not to us.
    case stranger
  }

  /// Ends it: whoever the code is for is signed in.
  func endOpenID(
    _ provider: OpenIDProvider, code: String, state: String, browser: String,
    replacing old: String?, at now: Timestamp
  ) throws -> OpenIDOutcome {
    let errand = Errand(state: state, browser: browser)
    // Taken before anything is asked, so that the same answer twice is refused the second time.
    guard let next = try take(errand, at: now) else {
      throw Problem(
        .forbidden, "sign-in", "The sign-in was refused",
        "it was not begun in this browser, took too long, or has ended already; try again")
    }
    let identity = try provider.identity(
      code: code, redirect: openIDReturn, nonce: errand.secret("nonce", formKey),
      verifier: errand.secret("verifier", formKey), at: now)
    return try enter(identity, provider.settings, next, replacing: old, at: now)
  }

  /// Where to go then; nil where there is no such errand, or not in this browser.
  private func take(_ errand: Errand, at now: Timestamp) throws(LedgerError) -> String? {
    let state = Secrets.hash(errand.state)
    return try everything.write {
      (connection: any SQLConnection) throws(LedgerError) -> String? in
      let row = try connection.row(
        "SELECT browser, next FROM hub_errand WHERE state = ? AND expires >= ?",
        [.blob(state), SQLValue(now)])
      guard let row, row.blob(0) == Secrets.hash(errand.browser),
        try connection.execute("DELETE FROM hub_errand WHERE state = ?", [.blob(state)]) == 1
      else { return nil }
      return row.text(1)
    }
  }

  // MARK: accounts

  private func enter(
    _ identity: OpenIDIdentity, _ settings: OpenIDSettings, _ next: String, replacing old: String?,
    at now: Timestamp
  ) throws -> OpenIDOutcome {
    let id = nextID(now)
    let found = try everything.write {
      (connection: any SQLConnection) throws(LedgerError) -> (account: Account, isNew: Bool)? in
      guard let (account, isNew) = try self.account(identity, settings, id, at: now, connection)
      else {
        return nil
      }
      guard account.isActive, let role = settings.role(identity.groups), role != account.role else {
        return (account, isNew)
      }
      var changed = account
      changed.role = role
      try changed.save(connection)
      // What was allowed before may no longer be.
      try Session.endAll(of: account.id, connection)
      return (changed, true)
    }
    guard let (account, isNew) = found else { return .stranger }
    guard account.isActive else { return .signedIn(.refused, next: next) }
    if isNew { try ledger(account.org).state(account, by: "openid", at: now) }
    let isHalf = account.factor != nil
    let key = try everything.write { (connection: any SQLConnection) throws(LedgerError) in
      try Session.start(account, isHalf: isHalf, replacing: old, at: now, connection)
    }
    return .signedIn(isHalf ? .half(key) : .done(key), next: next)
  }

  /// By the provider's name for them; else by an address it has verified, which ties the two together; else a new one,
  /// where the address is of a domain that may.
  private func account(
    _ identity: OpenIDIdentity, _ settings: OpenIDSettings, _ id: String, at now: Timestamp,
    _ connection: any SQLConnection
  ) throws(LedgerError) -> (Account, isNew: Bool)? {
    let known = try connection.row(
      "SELECT account FROM hub_identity WHERE issuer = ? AND subject = ?",
      [.text(identity.issuer), .text(identity.subject)])
    if let known { return try Account.find(id: known.text(0), connection).map { ($0, false) } }
    guard let email = identity.email else { return nil }
    var account = try Account.find(email: email, connection)
    let isNew = account == nil
    if account == nil, settings.admits(email) {
      account = try Account.add(
        id: id, org: Ledger.defaultOrg, email: email, name: identity.name ?? email,
        role: settings.role(identity.groups) ?? .reader, assets: nil, password: nil, at: now,
        connection)
    }
    guard let account else { return nil }
    try connection.execute(
      "INSERT INTO hub_identity (issuer, subject, org_id, account, created) VALUES (?, ?, ?, ?, ?)",
      [
        .text(identity.issuer), .text(identity.subject), .text(account.org), .text(account.id),
        SQLValue(now),
      ])
    return (account, isNew)
  }
}
