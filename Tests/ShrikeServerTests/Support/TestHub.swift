import DatabaseFixtures
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ShrikeFormats
import ShrikeLedger
import ShrikeModel
import Synchronization
import Testing

@testable import ShrikeServer

/// A hub over an empty ledger, with a clock that is set, and a log that is kept.
final class TestHub: Sendable {
  let hub: Hub
  let log: KeptLog
  static let start = Timestamp(milliseconds: 1_795_780_800_000)

  init(
    _ engine: Engine, address: String = "http://127.0.0.1:7420", secondPerson: Severity? = .high,
    openID: OpenIDProvider? = nil,
    _ change: (inout Hub.Settings) -> Void = { _ in }
  ) throws {
    let clock = TestClock()
    var settings = Hub.Settings(address: address, secondPerson: secondPerson)
    settings.requestsPerMinute = 1_000_000
    settings.signInsPerMinute = 1_000_000
    change(&settings)
    let log = KeptLog()
    self.log = log
    hub = try Hub(
      engine.database(), keys: Self.keys, settings: settings,
      logger: Logger(label: "test") { _ in log.handler }, signer: nil,
      threads: 2, openID: openID, clock: { clock.now })
    self.clock = clock
  }

  let clock: TestClock

  /// Of secrets in the database.
  static var keys: SecretKeys {
    get throws { try #require(SecretKeys(String(repeating: "5a", count: 32))) }
  }

  /// Runs requests against it.
  func run(_ test: @Sendable (Visitor) async throws -> Void) async throws {
    try await test(Visitor(hub))
  }

  /// A token of a role, for all assets unless they are named.
  func token(
    _ role: Role, org: String = Ledger.defaultOrg, assets: Set<String>? = nil, name: String = "t"
  ) throws -> String {
    _ = try hub.ledger(org)
    let now = hub.clock()
    let id = hub.nextID(now)
    return try hub.everything.write { (connection: any SQLConnection) throws(LedgerError) in
      try AccessToken.add(
        id: id, org: org, name: name, role: role,
        assets: role == .ci ? assets ?? ["shop"] : assets, by: "test",
        expires: now.adding(days: 30), at: now, connection
      ).0.text
    }
  }

  /// Somebody who can sign in with `password`.
  @discardableResult
  func person(
    _ email: String, _ role: Role, org: String = Ledger.defaultOrg, assets: Set<String>? = nil
  ) throws -> Account {
    _ = try hub.ledger(org)
    let now = hub.clock()
    let id = hub.nextID(now)
    return try hub.everything.write { (connection: any SQLConnection) throws(LedgerError) in
      try Account.add(
        id: id, org: org, email: email, name: email, role: role, assets: assets,
        password: Password.hash(Self.password), at: now, connection)
    }
  }

  static let password = "correct horse battery"

  /// Gives a browser somebody's session, as signing in does; the token of its forms.
  func enter(_ visitor: Visitor, _ account: Account) throws -> String {
    let now = hub.clock()
    let (key, csrf) = try hub.everything.write {
      (connection: any SQLConnection) throws(LedgerError) in
      let key = try Session.start(account, isHalf: false, replacing: nil, at: now, connection)
      return (key, try Session.find(key, at: now, connection)?.csrf ?? "")
    }
    visitor.setCookie("shrike", key)
    return csrf
  }
}

final class TestClock: Sendable {
  private let time = Mutex(TestHub.start)
  var now: Timestamp { time.withLock { $0 } }
  func advance(seconds: Int64) { time.withLock { $0.milliseconds += seconds * 1_000 } }
}

/// Log lines, to look for what must not stand in them.
final class KeptLog: Sendable {
  private let lines = Mutex<[String]>([])
  var text: String { lines.withLock { $0.joined(separator: "\n") } }
  var handler: some LogHandler { Handler(log: self) }

  private struct Handler: LogHandler {
    let log: KeptLog
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {
      log.lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }
  }
}

/// What came back.
struct Reply: Sendable {
  var status: Int
  var headers: HTTPFields
  var text: String

  func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
  var json: JSONNode? {
    guard case .success(let node) = JSON.read(Array(text.utf8)) else { return nil }
    return JSONNode(node)
  }
}

/// Sends requests, as a program with a token or as a browser with cookies.
final class Visitor: Sendable {
  let hub: Hub
  private let jar = Mutex<[String: String]>([:])

  init(_ hub: Hub) { self.hub = hub }

  /// Another browser.
  var stranger: Visitor { Visitor(hub) }
  var cookies: [String: String] {
    get { jar.withLock { $0 } }
  }
  func setCookie(_ name: String, _ value: String) { jar.withLock { $0[name] = value } }

  @discardableResult
  func send(
    _ method: HTTPRequest.Method, _ path: String, token: String? = nil,
    headers: [String: String] = [:], body: [UInt8]? = nil
  ) async throws -> Reply {
    var fields = HTTPFields()
    if let token { fields[.authorization] = "Bearer \(token)" }
    let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
    if token == nil, !cookies.isEmpty { fields[.cookie] = cookies }
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    let request = Request(
      head: HTTPRequest(
        method: method, scheme: "http", authority: "127.0.0.1", path: path, headerFields: fields),
      body: RequestBody(buffer: body.map { ByteBuffer(bytes: $0) } ?? ByteBuffer()))
    let response = try await HubResponder(hub).respond(
      to: request, context: HubContext(address: "192.0.2.1"))
    let kept = KeptBody()
    try await response.body.write(kept)
    for cookie in response.headers[values: .setCookie] {
      let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      jar.withLock { $0[String(pair[0])] = pair.count > 1 ? String(pair[1]) : nil }
    }
    return Reply(
      status: response.status.code, headers: response.headers,
      text: kept.text)
  }

  @discardableResult
  func get(_ path: String, token: String? = nil) async throws -> Reply {
    try await send(.get, path, token: token)
  }

  @discardableResult
  func post(
    _ path: String, _ json: String, token: String? = nil, headers: [String: String] = [:]
  ) async throws -> Reply {
    var all = headers
    all["Content-Type"] = "application/json"
    return try await send(.post, path, token: token, headers: all, body: Array(json.utf8))
  }

  /// Fills in a form of `page` and sends it to `path`.
  @discardableResult
  func submit(
    _ path: String, _ fields: [String: String], from page: String, csrf: String? = nil
  ) async throws -> Reply {
    let shown = try await get(page)
    let token = csrf ?? Self.csrf(shown.text) ?? ""
    let body = (fields.merging(["csrf": token]) { _, new in new }).map {
      "\(FormFields.encode($0.key))=\(FormFields.encode($0.value))"
    }.joined(separator: "&")
    return try await send(
      .post, path, headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: Array(body.utf8))
  }

  static func csrf(_ html: String) -> String? {
    guard let at = html.firstRange(of: "name=\"csrf\" value=\"") else { return nil }
    return String(html[at.upperBound...].prefix { $0 != "\"" })
  }

  @discardableResult
  func signIn(_ email: String, _ password: String = TestHub.password) async throws -> Reply {
    try await submit("/sign-in", ["email": email, "password": password], from: "/sign-in")
  }

  /// Sends a report in; the status.
  @discardableResult
  func publish(_ report: String, token: String, query: String = "") async throws -> Reply {
    try await post("/api/v1/scans\(query)", report, token: token)
  }
}

/// Keeps a body in memory.
final class KeptBody: ResponseBodyWriter, Sendable {
  private let bytes = Mutex<[UInt8]>([])
  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func write(_ buffer: ByteBuffer) async throws {
    bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
  }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Reads answers in tests.
struct JSONNode {
  let node: ShrikeFormats.Node
  init(_ node: ShrikeFormats.Node) { self.node = node }
  subscript(name: String) -> JSONNode? { node[name].map(JSONNode.init) }
  subscript(at: Int) -> JSONNode? {
    guard node.isSequence, at < node.count else { return nil }
    return JSONNode(node.elements[at])
  }
  var text: String? { node.string }
  var int: Int? { node.int }
  var bool: Bool? { node.bool }
  var count: Int { node.count }
}

/// A report as `shrike scan` writes it.
enum TestReport {
  static func text(
    asset: String = "shop", findings: [(key: String, severity: String, title: String)],
    at time: String = "2026-11-27T10:00:00Z"
  ) -> String {
    let list = findings.map { finding in
      """
      {"rule":"code/sql","severity":"\(finding.severity)","confidence":"high",
       "message":"\(finding.title)","identity":{"value":"\(finding.key)","scheme":"test/1"},
       "places":[{"path":"src/app.py","start":{"line":3,"column":1},"end":{"line":3,"column":9},
       "snippet":{"text":"run(\(finding.key))","column":1,"length":3}}],"taxonomies":[]}
      """
    }
    return """
      {"schema":"shrike.report/1","tool":{"name":"shrike","version":"1"},
       "target":{"path":"\(asset)","kind":"work-tree","repository":"\(asset)","ref":"main","scope":""},
       "startedAt":"\(time)","partial":false,"ruleSets":[],
       "rules":[{"id":"code/sql","title":"SQL","severity":"high","confidence":"high","engine":"code"}],
       "findings":[\(list.joined(separator: ","))],"suppressed":[],
       "coverage":[{"engine":"code","status":"ran","skipped":[]}]}
      """
  }
}
