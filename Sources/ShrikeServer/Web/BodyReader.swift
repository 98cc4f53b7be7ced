import HTTPTypes
import Hummingbird
import NIOCore
import ShrikeFormats

/// Reads what a route takes, within its limits of size and time.
struct BodyReader {
  /// Bodies of forms and small JSON.
  static let small = 1 << 20
  /// Reports.
  static let large = 100 << 20
  /// A small body must be here after that many seconds; a large one may take longer.
  private static let seconds = (small: 15, large: 300)

  let request: Request
  let route: Route
  let call: Call

  init(_ request: Request, _ route: Route, _ call: Call) {
    self.request = request
    self.route = route
    self.call = call
  }

  /// Puts what was read into the call. The CSRF token of a form.
  func read(_ call: inout Call) async throws(Problem) -> String? {
    switch route.body {
    case .none: return nil
    case .json(let parameters):
      let bytes = try await collect(Self.small)
      call.bytes = bytes
      // Absent is as good as an empty object.
      guard !bytes.isEmpty else {
        call.given = try Given.read([], parameters)
        return nil
      }
      try expect("application/json")
      switch JSON.read(bytes) {
      case .success(let node): call.given = try Given.read(node, parameters)
      case .failure(let mistake):
        throw Problem(
          .badRequest, "json", "The body is no JSON",
          mistake.message + (mistake.place.map { " (\($0))" } ?? ""))
      }
    case .form(let parameters):
      try expect("application/x-www-form-urlencoded")
      let bytes = try await collect(Self.small)
      guard let text = String(validating: bytes, as: UTF8.self), let fields = FormFields.read(text)
      else { throw .invalid("", "the form cannot be read") }
      call.given = try Given.read(fields, parameters, ignoring: ["csrf"])
      return fields.first { $0.name == "csrf" }?.value
    case .bytes(let limit, _): call.bytes = try await collect(limit)
    case .multipart(let limit, let parameters):
      let bytes = try await collect(limit)
      let type = request.headers[.contentType] ?? ""
      guard type.lowercased().hasPrefix("multipart/form-data"),
        let parts = Multipart.read(bytes, contentType: type)
      else { throw Problem(.unsupportedMediaType, "type", "The body must be multipart/form-data") }
      // Other tools send many more fields than we need; those without meaning here are passed over.
      let known = Set(parameters.map(\.name))
      var fields: [(String, String)] = []
      var token: String?
      for part in parts {
        // `file` is DefectDojo's word for it, `report` that of the page.
        if part.fileName != nil, ["file", "report"].contains(part.name) {
          call.file = Array(part.bytes)
        } else if part.name == "csrf" {
          token = String(decoding: part.bytes, as: UTF8.self)
        } else if known.contains(part.name) {
          fields.append((part.name, String(decoding: part.bytes, as: UTF8.self)))
        }
      }
      call.given = try Given.read(fields, parameters)
      return token
    }
    return nil
  }

  private func expect(_ type: String) throws(Problem) {
    let given = (request.headers[.contentType] ?? "").lowercased().prefix { $0 != ";" }
    guard given.filter({ $0 != " " }) == type else {
      throw Problem(.unsupportedMediaType, "type", "The body must be \(type)")
    }
  }

  private func collect(_ limit: Int) async throws(Problem) -> [UInt8] {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw .tooLarge(limit)
    }
    let packed = try await receive(limit)
    switch request.headers[.contentEncoding]?.lowercased() {
    case nil, "identity": return packed
    case "gzip", "x-gzip":
      return try await call.wait {
        do throws(Gzip.Failure) {
          return try Gzip.unpack(packed, limit: limit)
        } catch {
          throw error == .tooLarge
            ? Problem.tooLarge(limit)
            : Problem(.badRequest, "gzip", "The body is no gzip, or damaged")
        }
      }
    default:
      throw Problem(.unsupportedMediaType, "encoding", "The body may be packed with gzip only")
    }
  }

  /// The bytes as they come; a sender that is too slow is given up.
  private func receive(_ limit: Int) async throws(Problem) -> [UInt8] {
    let body = request.body
    let seconds = limit > Self.small ? Self.seconds.large : Self.seconds.small
    do {
      return try await withThrowingTaskGroup(of: [UInt8].self) { group in
        group.addTask {
          var bytes: [UInt8] = []
          for try await part in body {
            guard bytes.count + part.readableBytes <= limit else { throw Problem.tooLarge(limit) }
            bytes.append(contentsOf: part.readableBytesView)
          }
          return bytes
        }
        group.addTask {
          try await Task.sleep(for: .seconds(seconds))
          throw Problem(.requestTimeout, "slow", "The body did not come in time")
        }
        defer { group.cancelAll() }
        return try await group.next() ?? []
      }
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem(.badRequest, "body", "The body broke off")
    }
  }
}
