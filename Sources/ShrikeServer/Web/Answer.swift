import HTTPTypes
import Hummingbird
import NIOCore
import ShrikeFormats

/// What a route answers.
struct Answer: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    /// Written piece by piece, as long as it takes.
    case stream(@Sendable (inout any ResponseBodyWriter) async throws -> Void)
  }

  var status: HTTPResponse.Status
  var headers: HTTPFields
  var body: Body

  init(_ status: HTTPResponse.Status = .ok, _ headers: HTTPFields = [:], _ body: Body = .bytes([]))
  {
    self.status = status
    self.headers = headers
    self.body = body
  }

  static let empty = Answer(.noContent)

  static func json<Value>(
    _ value: Value, _ shape: Shape<Value>, status: HTTPResponse.Status = .ok
  ) -> Answer {
    Answer(
      status, [.contentType: "application/json", .cacheControl: "no-store"],
      .bytes(shape.bytes(value)))
  }

  static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer {
    Answer(.ok, [.contentType: type, .cacheControl: "no-store"], .bytes(Array(text.utf8)))
  }

  /// After a form: show another page (303), so that going back sends nothing twice. `path` is one of ours.
  static func see(_ path: String) -> Answer {
    Answer(.seeOther, [.location: path, .cacheControl: "no-store"])
  }

  static func problem(_ problem: Problem) -> Answer {
    var headers = problem.headers
    headers[.contentType] = Problem.mediaType
    headers[.cacheControl] = "no-store"
    return Answer(problem.status, headers, .bytes(Problem.shape.bytes(problem)))
  }

  /// Adds the mark of this version; answers 304 where the asker has it already.
  func tagged(_ tag: String, _ call: Call) -> Answer {
    var answer = self
    answer.headers[.eTag] = tag
    if let known = call.headers[.ifNoneMatch],
      known.split(separator: ",").contains(where: {
        $0.trimmingPrefix(while: \.isWhitespace) == tag || $0 == "*"
      })
    {
      answer.status = .notModified
      answer.headers[.contentType] = nil
      answer.body = .bytes([])
    }
    return answer
  }

  func response() -> Response {
    switch body {
    case .bytes(let bytes):
      bytes.isEmpty
        ? Response(status: status, headers: headers)
        : Response(
          status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    case .stream(let write): Response(status: status, headers: headers, body: ResponseBody(write))
    }
  }
}
