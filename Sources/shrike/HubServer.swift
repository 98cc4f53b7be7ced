import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeFormats
import ShrikeModel
import ShrikePipeline
import ShrikeText
import ShrikeTransport

/// A hub that reports are sent to, where the person asked for that.
struct HubServer {
  /// Without a slash at the end.
  let address: String
  let token: String

  /// What the hub made of a report.
  struct Outcome {
    var isRepeat: Bool
    /// `3 new, 1 fixed`.
    var words: String
  }

  /// The token is best given in the environment: other people see a command line.
  static let tokenVariable = "SHRIKE_TOKEN"

  init(address: String, token: String?) throws(EngineError) {
    guard address.hasPrefix("http://") || address.hasPrefix("https://") else {
      throw EngineError(.unavailable, "'\(address)' is no address of a hub: http://… or https://…")
    }
    guard let token = token ?? Terminal.environment[Self.tokenVariable], !token.isEmpty else {
      throw EngineError(
        .unavailable, "a token is needed: set \(Self.tokenVariable), or give --token")
    }
    self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    self.token = token
  }

  /// Sends a report and waits until it is taken in. The same report a second time changes nothing.
  func push(_ report: [UInt8], asset: String? = nil) throws(EngineError) -> Outcome {
    let query = asset.map { "&asset=\(Self.encoded($0))" } ?? ""
    let exchange = Exchange(
      "POST", "\(address)/api/v1/scans?wait=true\(query)",
      headers: [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")],
      body: report)
    let answer = try exchange.run()
    var diagnostics = Diagnostics()
    let document = JSONReader.strict.read(
      answer.body, FileContext("answer", quotes: false), diagnostics: &diagnostics)
    let root = document?.root
    guard answer.status == 200 || answer.status == 201, let root else {
      throw EngineError(
        .unavailable, "the hub did not take the report (\(answer.status))",
        cause: Self.reason(root))
    }
    let parts = [
      ("opened", "new"), ("reopened", "back"), ("closed", "fixed"), ("changed", "changed"),
      ("seen", "on another branch"), ("left", "left this branch"), ("missed", "not looked for"),
      ("unchanged", "unchanged"),
    ].compactMap { name, word in root[name]?.int.flatMap { $0 > 0 ? "\($0) \(word)" : nil } }
    let isRepeat = root["repeat"]?.bool == true
    return Outcome(
      isRepeat: isRepeat,
      words: isRepeat
        ? "known already, nothing changed"
        : parts.isEmpty ? "no findings" : parts.joined(separator: ", "))
  }

  private static func reason(_ root: Node?) -> String? {
    guard let title = root?["title"]?.string else { return nil }
    let first = (root?["errors"]?.elements).flatMap { $0.first?["detail"]?.string }
    return [title, root?["detail"]?.string ?? first].compactMap { $0 }.joined(separator: "; ")
      .printable
  }

  /// For a query: everything but letters, digits and `-._~` as percent signs.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        String(Unicode.Scalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// Where `scan` sends its report.
struct PublishOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Send the report to a hub: http://… or https://…; its token is in $SHRIKE_TOKEN.",
      valueName: "url"))
  var publish: String?

  @Option(
    help: ArgumentHelp(
      "The hub's token; others see it here, so better set $SHRIKE_TOKEN.", valueName: "token"))
  var token: String?

  /// Sends the report where that was asked for.
  func send(_ report: Report) throws(EngineError) -> HubServer.Outcome? {
    guard let publish else { return nil }
    var bytes = MemorySink()
    try JSONReport().write(report, to: &bytes)
    return try HubServer(address: publish, token: token).push(bytes.bytes)
  }
}
