import Crypto
import FoundationEssentials

/// `providers.aws.sign_req`: a request for `http.send` with a
/// [version 4 signature](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html).
let awsBuiltins: [Builtin] = [
  Builtin("providers.aws.sign_req", 3) { a, _ throws(BuiltinError) in
    let request = try a.object(0)
    let signer = try AWSSigner(try a.object(1), seconds: try seconds(a))
    return try signer.signed(request)
  }
]

/// Whole seconds of a time in nanoseconds.
private func seconds(_ a: Arguments) throws(BuiltinError) -> Int {
  // No request is older than the service; a time from before 1970 is a mistake.
  guard let nanoseconds = try a.number(2).int, nanoseconds >= 0 else {
    throw .type("operand 3 could not convert time_ns value into a unix timestamp")
  }
  return nanoseconds / 1_000_000_000
}

private struct AWSSigner {
  private let service: String
  private let accessKey: String
  private let secretKey: String
  private let region: String
  private let sessionToken: String
  private let signsPayload: Bool
  /// `20060102` and `20060102T150405Z`.
  private let date: String
  private let time: String

  /// Headers that change on the way.
  private static let ignored: Set = ["authorization", "user-agent", "x-amzn-trace-id"]

  init(_ settings: ObjectBox, seconds: Int) throws(BuiltinError) {
    let names = ["aws_access_key", "aws_region", "aws_secret_access_key", "aws_service"]
    try require(names, in: settings, 2, "AWS config parameters(s)")
    accessKey = settings["aws_access_key"]?.string ?? ""
    region = settings["aws_region"]?.string ?? ""
    secretKey = settings["aws_secret_access_key"]?.string ?? ""
    service = settings["aws_service"]?.string ?? ""
    sessionToken = settings["aws_session_token"]?.string ?? ""
    if let disabled = settings["disable_payload_signing"] {
      guard let isDisabled = disabled.bool else {
        throw .type("operand 2 invalid value for 'disable_payload_signing' in AWS config")
      }
      signsPayload = !isDisabled
    } else {
      signsPayload = true
    }
    time = Civil(seconds: seconds).timestamp.filter { $0 != "-" && $0 != ":" }
    date = String(time.prefix(8))
  }

  func signed(_ request: ObjectBox) throws(BuiltinError) -> Value {
    try requireRequest(request)
    let given = request["headers"] ?? .emptyObject
    guard let headers = given.object else {
      throw .type("operand 1 must be object but got \(given.typeName)")
    }
    guard let address = WebAddress(request["url"]?.string ?? "") else {
      throw .failure("parse: invalid URL")
    }
    var body: [UInt8] = []
    if let raw = request["raw_body"] {
      body = raw.utf8 ?? []
    } else if let value = request["body"] {
      body = compactJSON(value)
    }
    let digest = signsPayload ? hexadecimal(SHA256.hash(data: body)) : "UNSIGNED-PAYLOAD"
    var own = [
      "host": String(decoding: address.host, as: UTF8.self), "x-amz-date": time,
    ]
    if service == "s3" || service == "glacier" { own["x-amz-content-sha256"] = digest }
    if !sessionToken.isEmpty { own["x-amz-security-token"] = sessionToken }
    var signedHeaders = own
    var out: [ObjectBox.Entry] = []
    for (key, value) in headers.entries {
      let (name, text) = (key.string ?? "", value.string ?? "")
      out.append((Value(name), Value(text)))
      let lower = name.lowercased()
      if !Self.ignored.contains(lower) { signedHeaders[lower] = text }
    }
    let method = request["method"]?.string ?? ""
    let authorization = authorization(method, address, signedHeaders, digest)
    out.append((Value("Authorization"), Value(authorization)))
    out += own.map { (Value($0.key), Value($0.value)) }
    return Value(request.setting(Value("headers"), to: Value(object: out)))
  }

  private func requireRequest(_ request: ObjectBox) throws(BuiltinError) {
    let known: Set = [
      "body", "cache", "cache_ignored_headers", "caching_mode", "enable_redirect", "force_cache",
      "force_cache_duration_seconds", "force_json_decode", "force_yaml_decode", "headers",
      "max_retry_attempts", "method", "raise_error", "raw_body", "timeout", "tls_ca_cert",
      "tls_ca_cert_env_variable", "tls_ca_cert_file", "tls_client_cert",
      "tls_client_cert_env_variable", "tls_client_cert_file", "tls_client_key",
      "tls_client_key_env_variable", "tls_client_key_file", "tls_insecure_skip_verify",
      "tls_server_name", "tls_use_system_certs", "url",
    ]
    let unknown = request.entries.map(\.key).filter { key in
      !(key.string.map { known.contains($0) } ?? false)
    }
    guard unknown.isEmpty else {
      throw .type(
        "operand 1 invalid request parameters(s): \(Value(set: unknown).regoText)")
    }
    try require(["method", "url"], in: request, 1, "request parameters(s)")
  }

  private func authorization(
    _ method: String, _ address: WebAddress, _ headers: [String: String], _ digest: String
  ) -> String {
    let names = headers.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    let list = names.joined(separator: ";")
    let path = String(decoding: address.escapedPath, as: UTF8.self)
    let query = String(decoding: address.query, as: UTF8.self)
    let lines = names.map { "\($0):\(headers[$0] ?? "")\n" }.joined()
    let canonical = "\(method)\n\(path)\n\(query)\n\(lines)\n\(list)\n\(digest)"
    let scope = "\(date)/\(region)/\(service)/aws4_request"
    let text =
      "AWS4-HMAC-SHA256\n\(time)\n\(scope)\n"
      + hexadecimal(SHA256.hash(data: Array(canonical.utf8)))
    var key = Array("AWS4\(secretKey)".utf8)
    for part in [date, region, service, "aws4_request", text] {
      key = Array(
        HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: SymmetricKey(data: key)))
    }
    return "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope),SignedHeaders=\(list),"
      + "Signature=\(hexadecimal(key))"
  }
}

/// That an object has some keys, with strings under them.
private func require(
  _ names: [String], in object: ObjectBox, _ operand: Int, _ what: String
) throws(BuiltinError) {
  let missing = names.filter { object[$0] == nil }
  guard missing.isEmpty else {
    throw .type("operand \(operand) missing required \(what): \(list(missing))")
  }
  let wrong = names.filter { object[$0]?.kind != .string }
  guard wrong.isEmpty else {
    throw .type("operand \(operand) invalid values for required \(what): \(list(wrong))")
  }
}

private func list(_ names: [String]) -> String {
  Value(set: names.map { Value($0) }).regoText
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  String(decoding: hexadecimalText(bytes), as: UTF8.self)
}
