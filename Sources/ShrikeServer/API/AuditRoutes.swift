import Foundation
import HTTPTypes
import ShrikeFormats
import ShrikeLedger
import ShrikeText

/// The log: read, proved event by event, and signed.
enum AuditRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/audit/events", .right(.audit, .organisation), "The log, from the beginning.",
      query: [
        Parameter("from", .integer(0...Int.max / 2), "The first event; 0."), FindingRoutes.limit,
      ], replies: [.json("events", listShape)], events),
    Route(
      .get, "/api/v1/audit/events/{seq}/proof", .right(.audit, .organisation),
      "The path from an event to the log's root (RFC 9162).",
      query: [Parameter("size", .integer(1...10_000_000), "Of the log so long; as it is now.")],
      replies: [.json("the proof", proofShape)], proof),
    Route(
      .get, "/api/v1/audit/checkpoint", .right(.audit, .organisation),
      "The last signed state of the log, a C2SP signed note.",
      replies: [.text("the note")], checkpoint),
    Route(
      .post, "/api/v1/audit/verify", .right(.audit, .organisation), "Prove the whole log anew.",
      replies: [.json("what was found", verificationShape)], verify),
  ]

  private static let entryShape = Shape<LogEntry>.object(
    "LogEntry", "An event; `event` is the canonical JSON whose hash is `leaf`.",
    [
      .integer("seq") { Int($0.seq) }, .time("at") { $0.at }, .text("actor") { $0.actor },
      .text("verb") { $0.verb }, .text("subject") { $0.subject },
      .text("event") { String(decoding: $0.bytes, as: UTF8.self) },
      .text("leaf") { hexadecimal($0.leaf) },
    ])
  private struct List: Sendable {
    var items: [LogEntry]
    var size: Int64
  }
  private static let listShape = Shape<List>.object(
    "LogPart", "Events in order, and how many there are in all.",
    [.list("items", entryShape) { $0.items }, .integer("size") { Int($0.size) }])

  private struct Proof: Sendable {
    var seq: Int64
    var size: Int64
    var root: MerkleTree.Hash
    var path: [MerkleTree.Hash]
  }
  private static let proofShape = Shape<Proof>.object(
    "InclusionProof", "Hashes beside the way from the event to the root, from below; hexadecimal.",
    [
      .integer("seq") { Int($0.seq) }, .integer("size") { Int($0.size) },
      .text("root") { hexadecimal($0.root) }, .texts("path") { $0.path.map { hexadecimal($0) } },
    ])

  private static let verificationShape = Shape<LogVerification>.object(
    "LogVerification", "Whether the log is the one that was written.",
    [
      .flag("intact") { $0.isIntact }, .text("outcome") { words($0.outcome) },
      .integer("events") { Int($0.events) }, .text("root") { hexadecimal($0.root) },
      .integer("checkpoints") { $0.checkpoints }, .integer("signedSize") { Int($0.signedSize) },
    ])

  private static func words(_ outcome: LogVerification.Outcome) -> String {
    switch outcome {
    case .intact: "intact"
    case .altered(let seq, let why): "event \(seq) is not what it was: \(why)"
    case .truncated(let size, let expected): "\(expected - size) events are missing at the end"
    case .rewritten(let from, let to): "something between event \(from) and \(to) was changed"
    case .badCheckpoint(let size, let why): "the checkpoint at \(size) is not good: \(why)"
    }
  }

  private static func events(_ call: Call) async throws(Problem) -> Answer {
    let (from, limit) = (call.query.integer("from") ?? 0, call.query.integer("limit") ?? 50)
    let list = try await call.ledger { ledger in
      List(items: try ledger.log(from: Int64(from), limit: limit), size: try ledger.logSize())
    }
    return .json(list, listShape)
  }

  private static func proof(_ call: Call) async throws(Problem) -> Answer {
    guard let seq = Int64(call.parameter("seq")) else { throw .notFound("event") }
    let wanted = call.query.integer("size").map { Int64($0) }
    let proof = try await call.ledger { ledger in
      let size = try wanted ?? ledger.logSize()
      let (root, path) = try ledger.inclusionProof(of: seq, size: size)
      return Proof(seq: seq, size: size, root: root, path: path)
    }
    return .json(proof, proofShape)
  }

  private static func checkpoint(_ call: Call) async throws(Problem) -> Answer {
    guard let last = try await call.ledger({ try $0.lastCheckpoint()?.note }) else {
      throw .notFound("checkpoint yet")
    }
    return .text(last)
  }

  private static func verify(_ call: Call) async throws(Problem) -> Answer {
    .json(try await call.ledger { try $0.verify() }, verificationShape)
  }
}
