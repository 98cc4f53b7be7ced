/// What somebody may do. Whoever has none of it may do nothing: every route names the right it asks for.
enum Right: String, Sendable, Hashable, CaseIterable {
  /// See findings, scans, assets and trends.
  case read
  /// Comment, assign oneself, propose decisions.
  case comment
  /// Decide and assign, where no second person is asked for.
  case decide
  /// Confirm what somebody else proposed.
  case confirm
  /// Put in scans.
  case publish
  /// Read the whole log and prove it.
  case audit
  /// People, tokens, webhooks, settings.
  case administer
}

/// What somebody is to an organisation.
enum Role: String, Sendable, Hashable, CaseIterable {
  case reader, developer, triager, approver, admin, auditor, ci

  var rights: Set<Right> {
    switch self {
    case .reader: [.read]
    case .developer: [.read, .comment]
    case .triager: [.read, .comment, .decide, .publish]
    case .approver: [.read, .comment, .decide, .confirm, .publish]
    case .admin: [.read, .comment, .decide, .confirm, .publish, .audit, .administer]
    case .auditor: [.read, .audit]
    case .ci: [.publish]
    }
  }

  /// The roles that hold a right, the weakest first.
  static func holding(_ right: Right) -> [Role] {
    allCases.filter { $0.rights.contains(right) }
      .sorted { ($0.rights.count, $0.rawValue) < ($1.rights.count, $1.rawValue) }
  }
}

/// Who must ask for a route to answer. There is no default: a route without one does not compile.
enum Access: Sendable, Hashable {
  /// Anybody, with the reason why that is no harm.
  case everybody(because: String)
  /// Anybody who has signed in with a browser, whatever the role: one's own account.
  case account
  case right(Right, Scope)

  /// What a right is asked about.
  enum Scope: String, Sendable, Hashable {
    /// The whole organisation: somebody limited to some assets is refused.
    case organisation
    /// Assets: the route itself shows and changes only those of the asker.
    case assets
  }
}

/// Who asks.
struct Viewer: Sendable, Hashable {
  enum Means: Sendable, Hashable {
    case session(id: [UInt8], csrf: String)
    case token(id: String)
  }

  var org: String
  /// The person's id, or `ci:name`; what the log names.
  var actor: String
  var name: String
  var account: String?
  var role: Role
  /// The assets it is limited to; nil: all of them.
  var assets: Set<String>?
  var means: Means

  func has(_ right: Right) -> Bool { role.rights.contains(right) }
  func reaches(_ asset: String) -> Bool { assets?.contains(asset) ?? true }

  /// For limits and idempotency keys: one for every means.
  var key: String {
    switch means {
    case .session: account ?? actor
    case .token(let id): "token:\(id)"
    }
  }
}
