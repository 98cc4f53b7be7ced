import Glibc
import CCurl
public import ShrikeText

/// One HTTP exchange: what is asked, and what came back. Redirections are not followed.
public struct Exchange: Sendable {
  public var method: String
  public var url: String
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]?
  public var connectSeconds = 10
  /// For the whole exchange.
  public var seconds = 300
  public var answerLimit = 16 << 20
  /// Whether the address may be of this machine or a private network.
  public var allowsPrivate = true

  public struct Answer: Sendable, Hashable {
    public var status: Int
    public var body: [UInt8]

    public init(status: Int, body: [UInt8]) {
      self.status = status
      self.body = body
    }
  }

  public init(
    _ method: String, _ url: String, headers: [(name: String, value: String)] = [],
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Sends it and waits. Throws where no answer came: no connection, a refused address, a time that ran out.
  public func run() throws(EngineError) -> Answer {
    for (name, value) in headers {
      guard !(name + value).utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else {
        throw EngineError(.io, "a header has a line break in it")
      }
    }
    // An empty header of libcurl's own is taken out by a name without a value.
    var lines = headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
    if !headers.contains(where: { $0.name.lowercased() == "user-agent" }) {
      lines.append("User-Agent: shrike")
    }
    var answer = shrike_http_answer()
    let pointers = lines.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    let list = pointers.map { $0.map { UnsafePointer<CChar>($0) } } + [nil]
    let code = list.withUnsafeBufferPointer { list in
      method.withCString { method in
        url.withCString { url in
          (body ?? []).withUnsafeBufferPointer { bytes -> Int32 in
            guard let headers = list.baseAddress else { return 1 }
            var request = shrike_http_request(
              method: method, url: url, headers: headers,
              body: body == nil ? nil : bytes.baseAddress, body_size: bytes.count,
              connect_seconds: connectSeconds, seconds: seconds, answer_limit: answerLimit,
              allows_private: allowsPrivate ? 1 : 0)
            return shrike_http(&request, &answer)
          }
        }
      }
    }
    defer { shrike_http_free(&answer) }
    guard code == 0 else {
      let problem = withUnsafeBytes(of: &answer.problem) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw EngineError(.io, "the server did not answer", cause: problem)
    }
    let bytes = UnsafeBufferPointer(start: answer.body, count: answer.body_size)
    return Answer(status: answer.status, body: Array(bytes))
  }

  /// Whether an address is one that servers must not be made to speak to by others.
  public static func isPrivate(_ address: [UInt8]) -> Bool {
    shrike_address_is_private(address, address.count) == 1
  }
}
