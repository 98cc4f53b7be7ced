import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeFormats
import ShrikeIntake
import ShrikeLedger
import ShrikeModel
import ShrikePipeline
import ShrikeText
import ShrikeTransport

/// A hub that reports are sent to, where the person asked for that.
struct HubServer {
  /// Without a slash at the end.
  let address: String
  let token: String

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
  func push(
    _ report: [UInt8], _ claim: ReportIntake.Claim
  ) throws(EngineError) -> PublishOutcome {
    let query = [
      ("wait", "true"), ("asset", claim.asset), ("ref", claim.ref), ("commit", claim.commit),
      ("scope", claim.scope), ("tool", claim.tool), ("partial", claim.isPartial ? "true" : nil),
    ]
    let answer = try ask("POST", "scans", query, body: report)
    guard answer.status == 200 || answer.status == 201, let root = answer.root else {
      throw EngineError(
        .unavailable, "the hub did not take the report (\(answer.status))", cause: answer.reason)
    }
    var outcome = PublishOutcome(
      scan: root["scan"]?.string ?? "", isRepeat: root["repeat"]?.bool == true)
    func count(_ name: String) -> Int { root[name]?.int ?? 0 }
    outcome.opened = count("opened")
    outcome.reopened = count("reopened")
    outcome.closed = count("closed")
    outcome.changed = count("changed")
    outcome.seen = count("seen")
    outcome.left = count("left")
    outcome.missed = count("missed")
    outcome.unchanged = count("unchanged")
    outcome.events = count("events")
    return outcome
  }

  /// What the API answered.
  struct Answer {
    var status: Int
    var bytes: [UInt8]

    /// Nil where it is no JSON.
    var root: Node? {
      var diagnostics = Diagnostics()
      return JSONReader.strict.read(
        bytes, FileContext("answer", quotes: false), diagnostics: &diagnostics)?.root
    }

    /// Why it refused, in its words.
    var reason: String? {
      guard let title = root?["title"]?.string else { return nil }
      let first = (root?["errors"]?.elements).flatMap { $0.first?["detail"]?.string }
      return [title, root?["detail"]?.string ?? first].compactMap { $0 }.joined(separator: "; ")
        .printable
    }
  }

  /// Asks the API, `path` below `/api/v1/`.
  func ask(
    _ method: String, _ path: String, _ query: [(String, String?)] = [], body: [UInt8]? = nil
  ) throws(EngineError) -> Answer {
    let words = query.compactMap { name, value in value.map { "\(name)=\(FormFields.encode($0))" } }
    var headers = [("Authorization", "Bearer \(token)")]
    if body != nil { headers.append(("Content-Type", "application/json")) }
    let exchange = Exchange(
      method, "\(address)/api/v1/\(path)\(words.isEmpty ? "" : "?\(words.joined(separator: "&"))")",
      headers: headers, body: body)
    let answer = try exchange.run()
    return Answer(status: answer.status, bytes: answer.body)
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
  func send(_ report: Report) throws(EngineError) -> PublishOutcome? {
    guard let publish else { return nil }
    var bytes = MemorySink()
    try JSONReport().write(report, to: &bytes)
    let hasName = report.target.repository?.isEmpty == false
    return try HubServer(address: publish, token: token).push(
      bytes.bytes, ReportIntake.Claim(asset: hasName ? nil : Surroundings().claim.asset))
  }
}

/// A hub in place of the ledger's file.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A hub in place of the ledger's file: http://… or https://…; its token is in $SHRIKE_TOKEN.",
      valueName: "url"))
  var server: String?

  /// Nil where the ledger's file is meant.
  func hub() throws -> HubServer? {
    guard let server else { return nil }
    do throws(EngineError) {
      return try HubServer(address: server, token: nil)
    } catch {
      Terminal.complain("error[hub.\(error.code)]: \(error.description)")
      throw ExitStatus.usage.code
    }
  }
}
