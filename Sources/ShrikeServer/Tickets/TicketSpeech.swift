import ShrikeFormats
import ShrikeLedger
import ShrikeText
import ShrikeTransport

/// A ticket as its system tells of it.
struct OutsideTicket: Sendable, Hashable {
  /// `SEC-12`, `#12`
  var reference: String
  /// Made of the system's address, never taken from an answer but a webhook's.
  var url: String
  /// The system's own word: `In Progress`.
  var status: String
  var isClosed: Bool

  /// Longer words are cut, and control characters taken out.
  static func word(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 }.prefix(60)))
  }
}

/// Why a system did not do what it was asked. Nothing that it said stands in it: an answer may repeat the secret.
struct TicketFault: Error, Sendable, Hashable {
  var message: String
  /// Whether it would be the same the next time.
  var isFinal = false
  /// Milliseconds that must pass before it is asked again.
  var pause: Int64 = 0
}

/// How a system is spoken to. Calls wait for the network.
protocol TicketSpeech {
  /// The ticket with a marker, made after `time`; nil: there is none.
  func find(_ marker: String, since time: Timestamp) throws(TicketFault) -> OutsideTicket?
  func create(_ draft: TicketDraft) throws(TicketFault) -> OutsideTicket
  /// Nil: it is not there any more.
  func state(of reference: String) throws(TicketFault) -> OutsideTicket?
  /// Whether it can be asked for states at all.
  var tellsStates: Bool { get }
}

extension TicketSpeech {
  var tellsStates: Bool { true }
}

extension TicketSystem {
  func speech(_ line: TicketLine) -> any TicketSpeech {
    return switch kind {
    case .jiraCloud, .jiraServer: JiraTickets(system: self, line: line)
    case .github: GitHubTickets(system: self, line: line)
    case .gitlab: GitLabTickets(system: self, line: line)
    case .webhook: WebhookTickets(system: self, line: line)
    }
  }
}

/// One exchange with a system, and what its status means.
struct TicketLine: Sendable {
  var allowsPrivate: Bool
  var now: Timestamp
  /// For one exchange.
  var seconds: Int
  private static let answerLimit = 8 << 20
  private static let rateLimitPause: Int64 = 60_000

  /// The answer's JSON.
  func ask(
    _ method: String, _ url: String, _ headers: [(name: String, value: String)],
    _ body: [UInt8]? = nil
  ) throws(TicketFault) -> Node {
    let answer = try run(method, url, headers, body)
    guard case .success(let node) = JSON.read(answer) else {
      // What it was asked for may have been done.
      throw TicketFault(message: "its answer is no JSON")
    }
    return node
  }

  /// What stands at an address, nil where nothing does.
  func find(
    _ url: String, _ headers: [(name: String, value: String)]
  ) throws(TicketFault) -> Node? {
    do throws(TicketFault) {
      return try ask("GET", url, headers)
    } catch TicketLine.gone {
      return nil
    }
  }

  /// The answer's bytes, whatever they are.
  func run(
    _ method: String, _ url: String, _ headers: [(name: String, value: String)],
    _ body: [UInt8]? = nil
  ) throws(TicketFault) -> [UInt8] {
    var all = headers
    if body != nil { all.append(("Content-Type", "application/json")) }
    var exchange = Exchange(method, url, headers: all, body: body)
    exchange.seconds = seconds
    exchange.connectSeconds = 5
    exchange.answerLimit = Self.answerLimit
    exchange.allowsPrivate = allowsPrivate
    let answer: Exchange.Answer
    do throws(EngineError) {
      answer = try exchange.run()
    } catch {
      throw TicketFault(message: error.cause ?? error.message)
    }
    guard !(200..<300).contains(answer.status) else { return answer.body }
    throw Self.fault(answer)
  }

  /// A status that is not of success, with the word that is known of it.
  static let gone = TicketFault(
    message: "it answered 404: there is no such project or ticket, or the secret may not see it",
    isFinal: true)

  private static func fault(_ answer: Exchange.Answer) -> TicketFault {
    let status = answer.status
    func final(_ words: String) -> TicketFault {
      TicketFault(message: "it answered \(status): \(words)", isFinal: true)
    }
    switch status {
    case 401: return final("the secret is not accepted")
    // GitHub says so of too many requests, too.
    case 403 where !speaksOfRates(answer.body): return final("the secret does not allow it")
    case 403, 429:
      return TicketFault(
        message: "it answered \(status): too many requests", pause: rateLimitPause)
    case 404, 410: return gone
    case 300..<400: return final("the address leads elsewhere")
    case 408, 425, 500...: return TicketFault(message: "it answered \(status)")
    default: return final("it does not take the ticket; the project may want other fields")
    }
  }

  private static func speaksOfRates(_ body: [UInt8]) -> Bool {
    String(decoding: body.prefix(4_096), as: UTF8.self).lowercased().contains("rate limit")
  }
}
