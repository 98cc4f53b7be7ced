import HTTPTypes
import ShrikeLedger
import ShrikeModel

/// What the forms of signing in do. Answers never tell whether an address has an account.
extension Hub {
  /// After so many failures in a row an account rests, each time twice as long, up to a day.
  static let failuresBeforeLock = 5
  private static let firstLock: Int64 = 60_000

  enum SignIn: Sendable {
    /// What the cookie says now.
    case done(String)
    /// The second factor is still to come.
    case half(String)
    case refused
    case locked
  }

  func signIn(
    email: String, password: String, replacing old: String?, at now: Timestamp
  ) throws -> SignIn {
    let found = try everything.read { (connection: any SQLConnection) throws(LedgerError) in
      try Account.find(email: email, connection)
    }
    guard let account = found, account.isActive, let hash = account.password else {
      Password.pretend(password)
      return .refused
    }
    if let until = account.lockedUntil, until > now {
      Password.pretend(password)
      return .locked
    }
    let isRight = password.utf8.count <= Password.longest && Password.verify(password, hash)
    return try everything.write { (connection: any SQLConnection) throws(LedgerError) -> SignIn in
      guard var account = try Account.find(id: account.id, connection), account.isActive else {
        return .refused
      }
      guard isRight else {
        try Self.fail(&account, at: now, connection)
        return .refused
      }
      if account.factor != nil {
        let key = try Session.start(account, isHalf: true, replacing: old, at: now, connection)
        return .half(key)
      }
      account.failures = 0
      account.lockedUntil = nil
      try account.save(connection)
      return .done(
        try Session.start(account, isHalf: false, replacing: old, at: now, connection))
    }
  }

  private static func fail(
    _ account: inout Account, at now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) {
    account.failures += 1
    if account.failures >= failuresBeforeLock {
      let doublings = min(account.failures - failuresBeforeLock, 10)
      let rest = min(firstLock << Int64(doublings), Timestamp.millisecondsPerDay)
      account.lockedUntil = Timestamp(milliseconds: now.milliseconds + rest)
    }
    try account.save(connection)
  }

  /// The code of an app, or a recovery code, for a half session.
  func secondFactor(_ code: String, session key: String, at now: Timestamp) throws -> SignIn {
    let code = code.filter { $0 != " " }.lowercased()
    return try everything.write { (connection: any SQLConnection) throws(LedgerError) -> SignIn in
      guard let session = try Session.find(key, at: now, connection), session.isHalf,
        var account = try Account.find(id: session.account, connection), account.isActive,
        let sealed = account.factor
      else { return .refused }
      if let until = account.lockedUntil, until > now { return .locked }
      let factor = try keys.open(sealed, .factor(account: account.id))
      if let step = OneTimeCode.match(code, factor, at: now, after: account.factorStep) {
        account.factorStep = step
      } else if let used = account.recovery.firstIndex(of: Self.recoveryHash(code)) {
        account.recovery.remove(at: used)
      } else {
        try Self.fail(&account, at: now, connection)
        return .refused
      }
      account.failures = 0
      account.lockedUntil = nil
      try account.save(connection)
      return .done(
        try Session.start(account, isHalf: false, replacing: key, at: now, connection))
    }
  }

  static func recoveryHash(_ code: String) -> String {
    Secrets.mac(Array("shrike.recovery".utf8), code)
  }

  /// Makes the account of a one-time link; nil: the link is no longer good.
  func welcome(
    key: String, email: String, name: String, password: String, replacing old: String?,
    at now: Timestamp
  ) throws -> String? {
    guard let hash = Password.hash(password) else {
      throw Problem(.serviceUnavailable, "busy", "The server is short of memory")
    }
    let id = nextID(now)
    let made = try everything.write {
      (connection: any SQLConnection) throws(LedgerError) -> (Account, String)? in
      guard let link = try OneTimeLink.find(key, at: now, connection),
        try link.use(at: now, connection)
      else { return nil }
      let account = try Account.add(
        id: id, org: link.org, email: link.email ?? email, name: name, role: link.role,
        assets: link.assets, password: hash, at: now, connection)
      return (
        account, try Session.start(account, isHalf: false, replacing: old, at: now, connection)
      )
    }
    guard let (account, session) = made else { return nil }
    try ledger(account.org).state(account, by: account.person, at: now)
    return session
  }
}

extension Ledger {
  /// Writes into the log who somebody is and what they may do.
  func state(_ account: Account, by actor: String, at now: Timestamp) throws(LedgerError) {
    try state(
      account.person, name: account.name, email: account.email, isActive: account.isActive,
      role: account.role, assets: account.assets, by: actor, at: now)
  }

  /// Accounts and tokens alike: what they may do from now on, if anything.
  func state(
    _ actor: String, name: String, email: String?, isActive: Bool, role: Role,
    assets: Set<String>?, by who: String, at now: Timestamp
  ) throws(LedgerError) {
    try putPerson(actor, name: name, email: email, isActive: isActive, by: who, at: now)
    try putMembership(
      person: actor, role: isActive ? role.rawValue : "none", scope: Account.text(assets) ?? "",
      by: who, at: now)
  }
}
