import HTTPTypes
import ShrikeFormats
import Testing

@testable import ShrikeServer

/// Requests for any route, with a text of one's own wherever it takes one.
enum RouteAsking {
  /// Asks for a thing at every place of a route that could name one, in the form that the route wants.
  static func ask(
    _ route: Route, _ id: String, _ visitor: Visitor, _ csrf: String
  ) async throws -> Reply {
    var path =
      "/"
      + route.path.split(separator: "/")
      .map { $0.hasPrefix("{") ? FormFields.encode(id) : String($0) }.joined(separator: "/")
    let query = fields(route.query, id)
    if !query.isEmpty { path += "?" + form(query) }
    var headers = ["X-CSRF-Token": csrf]
    var body: [UInt8]?
    switch route.body {
    case .none: break
    case .json(let parameters):
      headers["Content-Type"] = "application/json"
      body = JSON.object(parameters.map { JSON.Member(name: $0.name, value: json($0, id)) }).bytes
    case .form(let parameters):
      headers["Content-Type"] = "application/x-www-form-urlencoded"
      body = Array(form(fields(parameters, id) + [("csrf", csrf)]).utf8)
    case .bytes:
      headers["Content-Type"] = "application/json"
      body = Array(TestReport.text(asset: "rival-app", findings: []).utf8)
    case .multipart(_, let parameters):
      headers["Content-Type"] = "multipart/form-data; boundary=edge"
      let parts = fields(parameters, id).map {
        "--edge\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
      }
      body = Array((parts.joined() + "--edge--\r\n").utf8)
    }
    return try await visitor.send(route.method, path, headers: headers, body: body)
  }

  private static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\(FormFields.encode($0.0))=\(FormFields.encode($0.1))" }.joined(separator: "&")
  }

  private static func fields(_ parameters: [Parameter], _ id: String) -> [(String, String)] {
    parameters.compactMap { parameter in
      switch parameter.kind {
      case .text, .anyText, .texts: (parameter.name, text(parameter, id))
      case .integer(let range): (parameter.name, String(range.lowerBound))
      case .flag: (parameter.name, "true")
      case .word(let words): words.first.map { (parameter.name, $0) }
      case .time: nil
      }
    }
  }

  private static func json(_ parameter: Parameter, _ id: String) -> JSON {
    switch parameter.kind {
    case .texts: .strings([text(parameter, id)])
    case .text, .anyText: .string(text(parameter, id))
    case .integer(let range): .integer(range.lowerBound)
    case .flag: .bool(true)
    case .word(let words): .string(words.first ?? "")
    case .time: .string("2027-01-01")
    }
  }

  private static func text(_ parameter: Parameter, _ id: String) -> String {
    switch parameter.name {
    case "url": "https://rival.example/"
    case "next": "/queue"
    case "q" where id.utf8.allSatisfy { $0 > 0x20 }: "state:open"
    default: id
    }
  }
}
