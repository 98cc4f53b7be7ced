public import Hummingbird
import HTTPTypes
import Logging
import NIOCore
import ShrikeConsole
import ShrikeFormats
import ShrikeLedger

/// A request's surroundings: where it came from.
public struct HubContext: InitializableFromSource, Sendable {
  let address: String

  public init(source: ApplicationRequestContextSource) {
    self.init(address: source.channel.remoteAddress?.ipAddress ?? "local")
  }

  init(address: String) { self.address = address }
}

/// Takes every request through the same steps: find the route, know the asker, admit, read, answer, note.
public struct HubResponder: HTTPResponder {
  let hub: Hub

  public init(_ hub: Hub) { self.hub = hub }

  public func respond(to request: Request, context origin: HubContext) async throws -> Response {
    let start = ContinuousClock.now
    let (asked, now) = (HTTPField.Name("traceparent"), hub.clock())
    let parent = asked.flatMap { request.headers[$0] }.flatMap { TraceContext($0) }
    var span = hub.tracer?.begin(request.method.rawValue, .server, under: parent, at: now)
    var (route, call): (Route?, Call?) = (nil, nil)
    // Whoever sent the trace finds its lines in the log, kept here or not.
    let context = span?.context ?? parent
    var answer = await TraceContext.$current.withValue(context) {
      do throws(Problem) {
        return try await self.answer(request, origin, &route, &call)
      } catch {
        return self.answer(error, request, call)
      }
    }
    secure(&answer)
    let seconds = (ContinuousClock.now - start).inSeconds
    hub.metrics.request(route?.name ?? "none", answer.status.code, seconds: seconds)
    if span != nil {
      let path = route?.path ?? "none"
      span?.name = "\(request.method.rawValue) \(path)"
      span?.attributes = [
        ("http.request.method", .text(request.method.rawValue)), ("http.route", .text(path)),
        ("http.response.status_code", .number(answer.status.code)),
      ]
      span?.hasFailed = answer.status.code >= 500
    }
    if let span { hub.tracer?.end(span) }
    note(request, origin, answer, route, call?.viewer?.actor, seconds, context)
    let response = answer.response()
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(
    _ request: Request, _ context: HubContext, _ found: inout Route?, _ asked: inout Call?
  ) async throws(Problem) -> Answer {
    let now = hub.clock()
    let (route, parameters) = try match(request)
    found = route
    var call = Call(
      hub: hub, method: request.method, path: request.uri.path, headers: request.headers,
      address: address(request, context), now: now, viewer: nil, parameters: parameters)
    try limit("address:\(call.address)", now)
    if case .everybody = route.access, route.isAPI {
      // Nothing to know of the asker.
    } else {
      call.viewer = try await hub.viewer(call)
    }
    asked = call
    if let viewer = call.viewer { try limit("account:\(viewer.key)", now) }
    try hub.admit(call.viewer, to: route)
    guard var fields = FormFields.read(request.uri.query ?? "") else {
      throw .invalid("query", "it cannot be read")
    }
    if route.ignoresOthers {
      fields.removeAll { field in !route.query.contains { $0.name == field.name } }
    }
    call.query = try Given.read(fields, route.query)
    let newForm = call.prepareForms()
    let type = try await BodyReader(request, route, call).read(&call)
    try hub.checkForgery(call, route, form: type)
    var answer =
      if let repeats = try Repeats(call, route, query: request.uri.query ?? "") {
        try await repeats.run(route.handler)
      } else {
        try await route.handler(call)
      }
    if let newForm { answer.headers.append(HTTPField(name: .setCookie, value: newForm)) }
    return answer
  }

  private func match(_ request: Request) throws(Problem) -> (Route, [String: String]) {
    switch hub.table.match(request.method, request.uri.path) {
    case .route(let route, let parameters): return (route, parameters)
    case .otherMethods(let methods):
      var problem = Problem(
        .methodNotAllowed, "method", "This address does not answer \(request.method.rawValue)")
      problem.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
      throw problem
    case .none: throw .notFound()
    }
  }

  private func address(_ request: Request, _ context: HubContext) -> String {
    guard hub.settings.trustsProxy,
      let name = HTTPField.Name("X-Forwarded-For"), let list = request.headers[name],
      let last = list.split(separator: ",").last
    else { return context.address }
    return String(last.filter { $0 != " " }.prefix(64))
  }

  private func limit(_ key: String, _ now: Timestamp) throws(Problem) {
    let most = hub.settings.requestsPerMinute
    if let seconds = hub.limiter.ask(key, perMinute: most, at: now) { throw .tooMany(seconds) }
  }

  /// A problem as the asker understands it: JSON for programs, a page for people.
  private func answer(_ problem: Problem, _ request: Request, _ call: Call?) -> Answer {
    if request.uri.path.hasPrefix("/api/") {
      var answer = Answer.problem(problem)
      if problem.status == .unauthorized {
        answer.headers[.wwwAuthenticate] = "Bearer realm=\"shrike\""
      }
      return answer
    }
    if problem.status == .unauthorized, request.method == .get || request.method == .head {
      let wanted = request.uri.path + (request.uri.query.map { "?\($0)" } ?? "")
      return .see("/sign-in?next=\(FormFields.encode(wanted))")
    }
    let frame =
      call?.bareFrame
      ?? Frame(organization: "", viewer: nil, now: hub.clock(), token: "")
    var kind = ErrorPage.Kind(problem)
    if case .failed = kind {
      // What support is told leads to this line of the log.
      let id = hub.nextID(frame.now)
      hub.logger.error("page failed", metadata: ["support": "\(id)", "code": "\(problem.code)"])
      kind = .failed(id)
    }
    var answer = Answer.page(ErrorPage(frame: frame, kind: kind), status: problem.status)
    for field in problem.headers { answer.headers[field.name] = field.value }
    return answer
  }

  /// No page runs script or style that is not a file of ours, stands in a frame, or tells others where it is.
  private func secure(_ answer: inout Answer) {
    let set: [(String, String)] = [
      ("Content-Security-Policy", PageHeaders.contentSecurityPolicy),
      ("X-Frame-Options", "DENY"), ("X-Content-Type-Options", "nosniff"),
      ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
    for (name, value) in set {
      if let name = HTTPField.Name(name) { answer.headers[name] = value }
    }
    if hub.settings.isSecure {
      answer.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains"
    }
  }

  /// A line a request. The query, headers and bodies never stand in it: secrets may.
  private func note(
    _ request: Request, _ context: HubContext, _ answer: Answer, _ route: Route?,
    _ actor: String?, _ seconds: Double, _ trace: TraceContext?
  ) {
    let level: Logger.Level =
      answer.status.code >= 500 ? .error : route?.path == "/healthz" ? .trace : .info
    var fields: Logger.Metadata = [
      "method": "\(request.method.rawValue)", "route": "\(route?.path ?? "none")",
      "status": "\(answer.status.code)", "ms": "\(Int(seconds * 1_000))",
      "actor": "\(actor ?? "-")", "address": "\(context.address)",
    ]
    if let trace { fields["trace_id"] = "\(trace.traceText)" }
    hub.logger.log(level: level, "request", metadata: fields)
  }
}

extension Hub {
  /// A browser sends its cookie along with other sites' requests; a token of the page proves that it was ours.
  func checkForgery(_ call: Call, _ route: Route, form token: String?) throws(Problem) {
    guard call.method != .get, call.method != .head else { return }
    if case .form = route.body {
      guard let token, Secrets.equal(token, call.csrf) else { throw .csrf }
    } else if case .session(_, let csrf) = call.viewer?.means {
      // Of other bodies only a page's form with a file has a field for it.
      let name = HTTPField.Name("X-CSRF-Token")
      guard let given = token ?? name.flatMap({ call.headers[$0] }), Secrets.equal(given, csrf)
      else {
        throw .csrf
      }
    }
  }
}

extension Call {
  /// Where people who have not signed in fill in forms.
  private static let formPages: Set<String> = ["/sign-in", "/welcome", "/second-factor"]

  /// Readies the token of forms for people who have not signed in: a cookie with a random text, a field with its
  /// keyed hash. The cookie to set; nil where the browser has one.
  mutating func prepareForms() -> String? {
    if let known = cookie(formCookie), known.utf8.count == 64 {
      formToken = Secrets.mac(hub.formKey, known)
      return nil
    }
    guard viewer == nil, Self.formPages.contains(path) else { return nil }
    let fresh = Secrets.key()
    formToken = Secrets.mac(hub.formKey, fresh)
    return setting(formCookie, fresh, seconds: nil)
  }
}

extension ErrorPage.Kind {
  /// Why a page is not shown, in words for people.
  init(_ problem: Problem) {
    switch problem.status.code {
    case 404 where problem.code == "not-found" && problem.title == Problem.notFound().title:
      self = .notFound
    case 403 where problem.code == "forbidden":
      self = .forbidden(problem.detail ?? problem.title)
    case 429:
      self = .tooMany(problem.headers[.retryAfter].flatMap { Int($0) } ?? 60)
    case 500: self = .failed("")
    default:
      let mistakes = problem.mistakes.map { mistake in
        mistake.place.isEmpty ? mistake.detail : "\(mistake.place): \(mistake.detail)"
      }
      self = .refused(
        title: problem.title,
        detail: ((problem.detail.map { [$0] } ?? []) + mistakes).joined(separator: "; "),
        status: problem.status.code)
    }
  }
}
