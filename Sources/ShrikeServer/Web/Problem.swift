import HTTPTypes
import ShrikeFormats
import ShrikeLedger

/// Why a request was not answered as asked: an RFC 9457 problem. Nothing secret may stand in it.
struct Problem: Error, Sendable {
  /// A mistake of one member or parameter.
  struct Mistake: Sendable, Hashable {
    /// A JSON pointer into the body, or the parameter's name.
    var place: String
    var detail: String
  }

  var status: HTTPResponse.Status
  /// Stable, for programs: `not-found`.
  var code: String
  var title: String
  var detail: String?
  var mistakes: [Mistake] = []
  var headers = HTTPFields()

  init(
    _ status: HTTPResponse.Status, _ code: String, _ title: String, _ detail: String? = nil,
    mistakes: [Mistake] = []
  ) {
    self.status = status
    self.code = code
    self.title = title
    self.detail = detail
    self.mistakes = mistakes
  }

  static let mediaType = "application/problem+json"

  static let shape = Shape<Problem>.object(
    "Problem", "Why a request was not answered as asked (RFC 9457).",
    [
      .text("type") { "urn:shrike:problem:\($0.code)" },
      .text("title") { $0.title },
      .integer("status") { $0.status.code },
      .text(ifAny: "detail") { $0.detail },
      .list(
        "errors",
        Shape<Mistake>.object(
          nil, nil, [.text("place") { $0.place }, .text("detail") { $0.detail }])
      ) { $0.mistakes },
    ])

  // MARK: the usual ones

  static func notFound(_ what: String = "page") -> Problem {
    Problem(.notFound, "not-found", "There is no such \(what)")
  }
  static let signIn = Problem(
    .unauthorized, "sign-in", "Sign in first",
    "give a token as 'Authorization: Bearer shk_…', or sign in at /sign-in")
  static func forbidden(_ detail: String) -> Problem {
    Problem(.forbidden, "forbidden", "Your role does not allow this", detail)
  }
  static let csrf = Problem(
    .forbidden, "csrf", "The form is not from here, or too old", "load the page anew and try again")
  static func invalid(_ mistakes: [Mistake]) -> Problem {
    Problem(
      .unprocessableContent, "invalid", "The request does not say what it must", mistakes: mistakes)
  }
  static func invalid(_ place: String, _ detail: String) -> Problem {
    invalid([Mistake(place: place, detail: detail)])
  }
  static func tooLarge(_ limit: Int) -> Problem {
    Problem(
      .contentTooLarge, "too-large", "The body is too large",
      "at most \(limit) bytes are taken, also once unpacked")
  }
  static func tooMany(_ seconds: Int) -> Problem {
    var problem = Problem(
      .tooManyRequests, "too-many", "Too many requests", "try again in \(seconds) s")
    problem.headers[.retryAfter] = String(seconds)
    return problem
  }

  /// What went wrong in the ledger, without what only the operator may know.
  init(_ error: LedgerError) {
    switch error.code {
    case .notFound: self.init(.notFound, "not-found", error.message)
    case .input: self.init(.unprocessableContent, "invalid", error.message, error.help)
    case .conflict, .constraint: self.init(.conflict, "conflict", error.message, error.help)
    case .busy, .connection:
      self.init(.serviceUnavailable, "busy", "The ledger cannot be reached now")
      headers[.retryAfter] = "2"
    case .full, .readOnly:
      self.init(
        .insufficientStorage, "full", "The ledger cannot be written",
        "reading still works; tell who runs this server")
    default: self.init(.internalServerError, "internal", "The server failed")
    }
  }
}

extension HTTPResponse.Status {
  static let insufficientStorage = HTTPResponse.Status(
    code: 507, reasonPhrase: "Insufficient Storage")
}
