import HTTPTypes
import ShrikeFormats

/// One thing that can be asked for: who may, with what, and what is answered. The table of these is the server's
/// whole surface; the API's description is made from it.
struct Route: Sendable {
  /// What comes with the request.
  enum Body: Sendable {
    case none
    /// A JSON object of these members.
    case json([Parameter])
    /// A form of a page, with its CSRF token.
    case form([Parameter])
    /// Bytes up to a limit: a report.
    case bytes(limit: Int, summary: String)
    case multipart(limit: Int, [Parameter])
  }

  struct Reply: Sendable {
    var status: HTTPResponse.Status
    var summary: String
    var mediaType: String?
    /// The schema, or a reference to it.
    var schema: JSON?
    var components: [String: JSON] = [:]

    static func json<Value>(_ summary: String, _ shape: Shape<Value>) -> Reply {
      json(.ok, summary, shape)
    }
    static func json<Value>(
      _ status: HTTPResponse.Status, _ summary: String, _ shape: Shape<Value>
    ) -> Reply {
      Reply(
        status: status, summary: summary, mediaType: "application/json", schema: shape.reference,
        components: shape.components)
    }
    static func text(_ summary: String, _ mediaType: String = "text/plain") -> Reply {
      Reply(
        status: .ok, summary: summary, mediaType: mediaType, schema: .members(["type": "string"]))
    }
    static func empty(_ status: HTTPResponse.Status, _ summary: String) -> Reply {
      Reply(status: status, summary: summary)
    }
  }

  typealias Handler = @Sendable (Call) async throws(Problem) -> Answer

  let method: HTTPRequest.Method
  /// `/api/v1/findings/{id}`; a part in braces is a parameter.
  let path: String
  let access: Access
  let summary: String
  let query: [Parameter]
  /// Whether the query may have more than that; else it is a mistake.
  let ignoresOthers: Bool
  let body: Body
  let replies: [Reply]
  let handler: Handler

  init(
    _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ summary: String,
    query: [Parameter] = [], ignoresOthers: Bool = false, body: Body = .none, replies: [Reply] = [],
    _ handler: @escaping Handler
  ) {
    self.method = method
    self.path = path
    self.access = access
    self.summary = summary
    self.query = query
    self.ignoresOthers = ignoresOthers
    self.body = body
    self.replies = replies
    self.handler = handler
  }

  var isAPI: Bool { path.hasPrefix("/api/") }
  var name: String { "\(method.rawValue) \(path)" }
}

/// All routes, and which one a request means.
struct RouteTable: Sendable {
  let routes: [Route]
  private let root: Branch

  private final class Branch: Sendable {
    let words: [String: Branch]
    let parameter: Branch?
    let parameterName: String
    let methods: [HTTPRequest.Method: Route]

    init(_ routes: [(rest: ArraySlice<String>, route: Route)]) {
      var groups: [String: [(ArraySlice<String>, Route)]] = [:]
      var parameters: [(ArraySlice<String>, Route)] = []
      var ending: [HTTPRequest.Method: Route] = [:]
      var name = ""
      for (rest, route) in routes {
        guard let first = rest.first else {
          ending[route.method] = route
          continue
        }
        if first.hasPrefix("{") {
          name = String(first.dropFirst().dropLast())
          parameters.append((rest.dropFirst(), route))
        } else {
          groups[first, default: []].append((rest.dropFirst(), route))
        }
      }
      words = groups.mapValues { Branch($0.map { (rest: $0.0, route: $0.1) }) }
      parameter =
        parameters.isEmpty ? nil : Branch(parameters.map { (rest: $0.0, route: $0.1) })
      parameterName = name
      methods = ending
    }
  }

  /// Throws where two routes are one.
  init(_ routes: [Route]) throws(Problem) {
    var seen: Set<String> = []
    for route in routes where !seen.insert(route.name).inserted {
      throw Problem(.internalServerError, "routes", "There are two routes '\(route.name)'")
    }
    self.routes = routes
    root = Branch(routes.map { (rest: Self.parts($0.path)[...], route: $0) })
  }

  private static func parts(_ path: String) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
  }

  enum Match {
    case route(Route, parameters: [String: String])
    case otherMethods([HTTPRequest.Method])
    case none
  }

  /// `path`: as it came, percent signs and all; a part that is no UTF-8 or leads elsewhere matches nothing.
  func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
    guard path.hasPrefix("/"), !path.contains("//") else { return .none }
    // A slash at the end is part of the path, but for the compatible routes of others.
    var parameters: [String: String] = [:]
    var branch = root
    for part in Self.parts(path) {
      if let next = branch.words[part] {
        branch = next
      } else if let next = branch.parameter,
        let value = FormFields.decode(part, plusIsSpace: false), !value.isEmpty, value != ".",
        value != "..", !value.utf8.contains(0)
      {
        parameters[branch.parameterName] = value
        branch = next
      } else {
        return .none
      }
    }
    let wanted = method == .head ? .get : method
    if let route = branch.methods[wanted] { return .route(route, parameters: parameters) }
    return branch.methods.isEmpty
      ? .none : .otherMethods(branch.methods.keys.sorted { $0.rawValue < $1.rawValue })
  }
}
