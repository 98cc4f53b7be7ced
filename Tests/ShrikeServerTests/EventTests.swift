import DatabaseFixtures
import HTTPTypes
import Hummingbird
import NIOCore
import ShrikeLedger
import Testing

@testable import ShrikeServer

@Suite struct EventTests {
  /// Opens a stream that goes on until the feed is closed; what it has said so far.
  private static func open(
    _ hub: Hub, token: String, after: Int, _ group: inout ThrowingTaskGroup<Void, any Error>
  ) async throws -> KeptBody {
    let request = Request(
      head: HTTPRequest(
        method: .get, scheme: "http", authority: "127.0.0.1", path: "/api/v1/events?after=\(after)",
        headerFields: [.authorization: "Bearer \(token)"]),
      body: RequestBody(buffer: ByteBuffer()))
    let response = try await HubResponder(hub).respond(
      to: request, context: HubContext(address: "192.0.2.1"))
    #expect(response.status == .ok)
    let kept = KeptBody()
    group.addTask { try await response.body.write(kept) }
    return kept
  }

  /// Wakes the feed until `isDone`, as the worker does.
  private static func wait(_ hub: Hub, until isDone: () -> Bool) async throws {
    for _ in 0..<500 {
      if isDone() { return }
      hub.feed.wake(Ledger.defaultOrg)
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("it did not come")
  }

  @Test(arguments: Engine.all) func eventsComeAsTheyHappenAndFromWhereOneWas(engine: Engine)
    async throws
  {
    let test = try TestHub(engine)
    let (hub, token) = (test.hub, try test.token(.admin))
    let visitor = Visitor(hub)
    try await withThrowingTaskGroup(of: Void.self) { group in
      let early = try await Self.open(hub, token: token, after: 0, &group)
      try await visitor.publish(TestReport.text(findings: [("k1", "low", "One")]), token: token)
      try await Self.wait(hub) { early.text.contains("event: finding.opened") }
      #expect(early.text.contains("event: scan.published"))
      let seen = early.text.split(separator: "\n").filter { $0.hasPrefix("id: ") }.last ?? ""
      let late = try await Self.open(
        hub, token: token, after: Int(seen.dropFirst(4)) ?? 0, &group)
      try await visitor.post("/api/v1/findings/1/comments", #"{"text":"x"}"#, token: token)
      try await Self.wait(hub) { late.text.contains("event: finding.commented") }
      #expect(!late.text.contains("finding.opened"))
      hub.feed.close()
      try await group.waitForAll()
    }
    #expect(hub.metrics.openStreams == 0)
  }

  @Test(arguments: Engine.all) func otherOrganisationsHearNothing(engine: Engine) async throws {
    let test = try TestHub(engine)
    let (ours, theirs) = (try test.token(.admin), try test.token(.admin, org: "rival"))
    let visitor = Visitor(test.hub)
    try await withThrowingTaskGroup(of: Void.self) { group in
      let stream = try await Self.open(test.hub, token: theirs, after: 0, &group)
      try await visitor.publish(TestReport.text(findings: [("k1", "low", "One")]), token: ours)
      test.hub.feed.wake("rival")
      try await Task.sleep(for: .milliseconds(200))
      #expect(!stream.text.contains("finding."))
      test.hub.feed.close()
      try await group.waitForAll()
    }
  }

  @Test(arguments: Engine.all) func aThousandListen(engine: Engine) async throws {
    let test = try TestHub(engine)
    let (hub, token) = (test.hub, try test.token(.admin))
    try await withThrowingTaskGroup(of: Void.self) { group in
      var streams: [KeptBody] = []
      for _ in 0..<1_000 {
        streams.append(try await Self.open(hub, token: token, after: 0, &group))
      }
      try await Visitor(hub).publish(
        TestReport.text(findings: [("k1", "low", "One")]), token: token)
      try await Self.wait(hub) { streams.allSatisfy { $0.text.contains("finding.opened") } }
      #expect(hub.metrics.openStreams == 1_000)
      hub.feed.close()
      try await group.waitForAll()
    }
  }
}
