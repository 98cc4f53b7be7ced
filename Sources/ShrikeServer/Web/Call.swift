import Crypto
import HTTPTypes
import ShrikeLedger

/// A request that was let in: who asks, for what, with values that were checked.
struct Call: Sendable {
  let hub: Hub
  let method: HTTPRequest.Method
  /// Without the query.
  let path: String
  let headers: HTTPFields
  /// Where it came from.
  let address: String
  let now: Timestamp
  var viewer: Viewer?
  var parameters: [String: String] = [:]
  var query = Given()
  var given = Given()
  var bytes: [UInt8] = []
  /// Files of a multipart body.
  var file: [UInt8]?
  /// What forms of people who have not signed in must bring back.
  var formToken = ""

  /// Who asks; routes that are for anybody do not call it.
  var me: Viewer {
    get throws(Problem) {
      guard let viewer else { throw .signIn }
      return viewer
    }
  }

  func parameter(_ name: String) -> String { parameters[name] ?? "" }

  @discardableResult
  func wait<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws(Problem) -> Value {
    try await hub.wait(body)
  }

  /// Runs `body` with the ledger of the asker's organisation, on a thread that may wait. There is no other way
  /// from a route to a ledger, so that none can ask another organisation's.
  @discardableResult
  func ledger<Value: Sendable>(
    _ body: @escaping @Sendable (Ledger) throws -> Value
  ) async throws(Problem) -> Value {
    let org = try me.org
    return try await hub.wait { [hub] in try body(hub.ledger(org)) }
  }

  /// The session's token, for the forms of a page.
  var csrf: String {
    if case .session(_, let csrf) = viewer?.means { return csrf }
    return formToken
  }

  // MARK: cookies

  func cookie(_ name: String) -> String? {
    for header in headers[values: .cookie] {
      for pair in header.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        if parts.count == 2, parts[0].trimmingPrefix(while: { $0 == " " }) == name {
          return String(parts[1])
        }
      }
    }
    return nil
  }

  var sessionCookie: String { hub.settings.isSecure ? "__Host-shrike" : "shrike" }
  var formCookie: String { hub.settings.isSecure ? "__Host-shrike-form" : "shrike-form" }

  /// A cookie as it is set: for this host only, unseen by scripts, not sent along from other sites' forms.
  func setting(_ name: String, _ value: String, seconds: Int?) -> String {
    "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax" + (hub.settings.isSecure ? "; Secure" : "")
      + (seconds.map { "; Max-Age=\($0)" } ?? "")
  }
}
