import Glibc
import ShrikeFormats
import Synchronization

@testable import ShrikeServer

/// A ticket system that remembers its tickets, and misbehaves as it is told to.
final class FakeTicketServer: Sendable {
  /// What becomes of a request.
  enum Mood: Sendable {
    case well
    /// It does nothing and answers so.
    case says(Int, String)
    /// It does what it is asked, but no answer comes.
    case lost
    /// As lost, after a while.
    case slow
  }

  struct Request: Sendable {
    var method: String
    var path: String
    var headers: [String: String] = [:]
    var body = ""

    var json: JSONNode? {
      guard case .success(let node) = JSON.read(Array(body.utf8)) else { return nil }
      return JSONNode(node)
    }
  }

  private struct Issue: Sendable {
    var number: Int
    var text: String
    var labels: [String]
    var isClosed = false
  }

  private struct State: Sendable {
    var requests: [Request] = []
    var issues: [Issue] = []
    var moods: [Mood] = []
  }

  private final class Store: Sendable { let state = Mutex(State()) }
  private let store = Store()
  private let server: FakeServer
  private let kind: TicketSystem.Kind

  /// `moods`: of the first requests; all others go well.
  init(_ kind: TicketSystem.Kind, _ moods: [Mood] = []) throws {
    let store = store
    store.state.withLock { $0.moods = moods }
    self.kind = kind
    server = try FakeServer { client in
      guard let request = Self.read(client) else { return }
      let mood = store.state.withLock { state -> Mood in
        state.requests.append(request)
        return state.moods.isEmpty ? .well : state.moods.removeFirst()
      }
      if case .says(let status, let text) = mood { return Self.answer(client, status, text) }
      let answer = store.state.withLock { Self.act(request, kind, &$0) }
      switch mood {
      case .lost: return
      case .slow: usleep(1_500_000)
      default: Self.answer(client, answer.map { _ in 200 } ?? 404, answer ?? "{}")
      }
    }
  }

  var requests: [Request] { store.state.withLock { $0.requests } }
  /// What tickets say.
  var tickets: [String] { store.state.withLock { $0.issues.map(\.text) } }
  var creations: [Request] { requests.filter { $0.method == "POST" } }

  func close(_ isClosed: Bool = true) {
    store.state.withLock { state in
      for index in state.issues.indices { state.issues[index].isClosed = isClosed }
    }
  }
  func forget() { store.state.withLock { $0.issues = [] } }

  /// As a configuration would name it.
  var system: TicketSystem {
    let address = "http://127.0.0.1:\(server.port)"
    var system = TicketSystem(
      "work", kind, address: kind == .webhook ? "\(address)/hook" : address,
      project: Self.project(kind), secret: "t0ken")
    if kind == .jiraCloud { system.user = "bot@example.org" }
    system.labels = ["security"]
    return system
  }

  static func project(_ kind: TicketSystem.Kind) -> String {
    switch kind {
    case .jiraCloud, .jiraServer: "SEC"
    case .github, .gitlab: "acme/shop"
    case .webhook: ""
    }
  }

  // MARK: serving

  private static func read(_ client: FakeServer.Client) -> Request? {
    guard let line = client.line() else { return nil }
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 3 else { return nil }
    var request = Request(method: words[0], path: words[1])
    while let line = client.line(), !line.isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      request.headers[parts[0].lowercased()] = String(parts[1].drop(while: \.isWhitespace))
    }
    let length = request.headers["content-length"].flatMap { Int($0) } ?? 0
    request.body = String(decoding: client.bytes(length), as: UTF8.self)
    return request
  }

  private static func answer(_ client: FakeServer.Client, _ status: Int, _ text: String) {
    client.say(
      "HTTP/1.1 \(status) Answer\r\nContent-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n"
        + text)
  }

  /// Nil: there is none.
  private static func act(
    _ request: Request, _ kind: TicketSystem.Kind, _ state: inout State
  ) -> String? {
    let parts = request.path.split(separator: "?", maxSplits: 1)
    let (path, query) = (parts[0], parts.count > 1 ? FormFields.decode(parts[1]) ?? "" : "")
    if request.method == "POST" {
      let fields = request.json?["fields"] ?? request.json
      let text = ["description", "body", "text"].compactMap { fields?[$0]?.text }.first ?? ""
      let issue = Issue(
        number: state.issues.count + 1, text: text,
        labels: fields?["labels"]?.node.strings ?? [])
      state.issues.append(issue)
      return text.isEmpty ? nil : shown(issue, kind)
    }
    let last = path.split(separator: "/").last ?? ""
    let number = Int(last.hasPrefix("SEC-") ? last.dropFirst(4) : last)
    if let number { return state.issues.first { $0.number == number }.map { shown($0, kind) } }
    switch kind {
    case .jiraCloud, .jiraServer:
      let isRight = path.hasSuffix(kind == .jiraCloud ? "/rest/api/3/search/jql" : "/2/search")
      let fitting = state.issues.filter { issue in
        issue.labels.contains { query.contains("labels = \"\($0)\"") }
      }
      return isRight
        ? "{\"issues\":[\(fitting.map { shown($0, kind) }.joined(separator: ","))]}" : nil
    case .github, .gitlab:
      let fitting = state.issues.reversed().filter { issue in
        guard kind == .gitlab, let at = query.firstRange(of: "&search=") else { return true }
        return issue.text.contains(query[at.upperBound...].prefix { $0 != "&" })
      }
      return "[\(fitting.map { shown($0, kind) }.joined(separator: ","))]"
    case .webhook: return nil
    }
  }

  private static func shown(_ issue: Issue, _ kind: TicketSystem.Kind) -> String {
    let json: JSON
    switch kind {
    case .jiraCloud, .jiraServer:
      json = .members([
        "key": .string("SEC-\(issue.number)"),
        "fields": .members([
          "labels": .strings(issue.labels),
          "status": .members([
            "name": .string(issue.isClosed ? "Done" : "In Progress"),
            "statusCategory": .members([
              "key": .string(issue.isClosed ? "done" : "indeterminate")
            ]),
          ]),
        ]),
      ])
    case .github:
      json = .members([
        "number": .integer(issue.number), "body": .string(issue.text),
        "state": .string(issue.isClosed ? "closed" : "open"),
        "html_url": .string("javascript:alert(1)"),
      ])
    case .gitlab:
      json = .members([
        "iid": .integer(issue.number), "description": .string(issue.text),
        "state": .string(issue.isClosed ? "closed" : "opened"),
        "web_url": .string("javascript:alert(1)"),
      ])
    case .webhook:
      json = .members([
        "reference": .string("W-\(issue.number)"),
        "url": .string("https://tickets.example/W-\(issue.number)"), "status": .string("new"),
      ])
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
