import HTTPTypes
import ShrikeFormats

/// The interface's description, OpenAPI 3.1, made from the routes that answer.
struct OpenAPI {
  let bytes: [UInt8]

  init(_ routes: [Route]) {
    let routes = routes.filter { $0.path.hasPrefix("/api/v1/") }
    var components = Problem.shape.components
    var paths: [(path: String, operations: [JSON.Member])] = []
    for route in routes {
      for reply in route.replies { components.merge(reply.components) { first, _ in first } }
      let operation = JSON.Member(
        name: route.method.rawValue.lowercased(), value: Self.operation(route))
      if let at = paths.firstIndex(where: { $0.path == route.path }) {
        paths[at].operations.append(operation)
      } else {
        paths.append((route.path, [operation]))
      }
    }
    let schemas = components.sorted { $0.key < $1.key }
    bytes =
      JSON.members([
        "openapi": "3.1.0",
        "info": .members([
          "title": "Shrike", "version": "1",
          "description":
            "The hub's interface. Lists go on with `cursor`; acts may carry an `Idempotency-Key`.",
        ]),
        "security": .array([
          .members(["token": .array([])]), .members(["session": .array([]), "csrf": .array([])]),
        ]),
        "paths": .object(
          paths.map { JSON.Member(name: $0.path, value: .object($0.operations)) }),
        "components": .members([
          "schemas": .object(schemas.map { JSON.Member(name: $0.key, value: $0.value) }),
          "securitySchemes": .members([
            "token": .members([
              "type": "http", "scheme": "bearer", "description": "A token: shk_…",
            ]),
            "session": .members(["type": "apiKey", "in": "cookie", "name": "shrike"]),
            "csrf": .members(["type": "apiKey", "in": "header", "name": "X-CSRF-Token"]),
          ]),
        ]),
      ]).bytes
  }

  private static func operation(_ route: Route) -> JSON {
    .members([
      "operationId": .string(id(route)), "summary": .string(route.summary),
      "description": .string(access(route)),
      "security": isOpen(route) ? .array([]) : nil,
      "parameters": parameters(route), "requestBody": body(route), "responses": replies(route),
    ])
  }

  private static func isOpen(_ route: Route) -> Bool {
    if case .everybody = route.access { return true }
    return false
  }

  private static func access(_ route: Route) -> String {
    switch route.access {
    case .everybody: "For anybody."
    case .account: "For people who have signed in."
    case .right(let right, let scope):
      "For \(Role.holding(right).map(\.rawValue).joined(separator: ", "))"
        + (scope == .assets ? ", of their assets." : ", not limited to some assets.")
    }
  }

  /// `get-findings-id`.
  private static func id(_ route: Route) -> String {
    let path = route.path.dropFirst("/api/v1/".count)
    return route.method.rawValue.lowercased() + "-"
      + path.filter { $0 != "{" && $0 != "}" }.map { "/.".contains($0) ? "-" : $0 }
  }

  private static func parameters(_ route: Route) -> JSON {
    let inPath = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
      JSON.members([
        "name": .string(String(part.dropFirst().dropLast())), "in": "path",
        "required": .bool(true),
        "schema": .members(["type": "string", "minLength": .integer(1)]),
      ])
    }
    let inQuery = route.query.map { parameter in
      JSON.members([
        "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
        "description": .string(parameter.summary), "schema": parameter.kind.schema,
      ])
    }
    return .array(inPath + inQuery)
  }

  private static func body(_ route: Route) -> JSON? {
    switch route.body {
    case .none, .form: nil
    case .json(let parameters):
      content("application/json", object(parameters), parameters.contains(where: \.isRequired))
    case .bytes(_, let summary):
      .members([
        "required": .bool(true), "description": .string(summary),
        "content": .members([
          "application/json": .members(["schema": .members([:])])
        ]),
      ])
    case .multipart(_, let parameters):
      content("multipart/form-data", object(parameters), true)
    }
  }

  private static func content(_ type: String, _ schema: JSON, _ isRequired: Bool) -> JSON {
    .members([
      "required": .bool(isRequired),
      "content": .object([JSON.Member(name: type, value: .members(["schema": schema]))]),
    ])
  }

  static func object(_ parameters: [Parameter]) -> JSON {
    .members([
      "type": "object",
      "properties": .object(
        parameters.map { JSON.Member(name: $0.name, value: described($0)) }),
      "required": .strings(parameters.filter(\.isRequired).map(\.name)),
      "additionalProperties": .bool(false),
    ])
  }

  private static func described(_ parameter: Parameter) -> JSON {
    guard case .object(let members) = parameter.kind.schema else { return parameter.kind.schema }
    let summary = JSON.Member(name: "description", value: .string(parameter.summary))
    return .object([summary] + members.filter { $0.name != "description" })
  }

  private static func replies(_ route: Route) -> JSON {
    var members = route.replies.map { reply in
      JSON.Member(
        name: String(reply.status.code),
        value: .members([
          "description": .string(reply.summary),
          "content": reply.mediaType.map { type in
            .object([
              JSON.Member(name: type, value: .members(["schema": reply.schema ?? .members([:])]))
            ])
          },
        ]))
    }
    members.append(
      JSON.Member(
        name: "default",
        value: .members([
          "description": "why not",
          "content": .members([
            "application/problem+json": .members(["schema": Problem.shape.reference])
          ]),
        ])))
    return .object(members)
  }
}
