import DatabaseFixtures
import HTTPTypes
import ShrikeFormats
import ShrikeLedger
import Testing

@testable import ShrikeServer

/// Steps of work that a collector is told of.
@Suite struct TracingTests {
  private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
  private static let parent = "00f067aa0ba902b7"

  @Test(arguments: [
    ("00-\(trace)-\(parent)-01", true), ("00-\(trace)-\(parent)-00", false),
    ("00-\(trace)-\(parent)-03", true), ("cc-\(trace)-\(parent)-01-what-comes", true),
  ])
  func headersAreRead(_ text: String, _ isSampled: Bool) throws {
    let context = try #require(TraceContext(text))
    #expect(context.traceText == Self.trace && context.spanText == Self.parent)
    #expect(context.isSampled == isSampled)
    #expect(TraceContext(context.header) == context)
    let child = context.child
    #expect(child.traceText == Self.trace && child.span != context.span)
  }

  @Test(arguments: [
    "", "00", "00-\(trace)-\(parent)", "00-\(trace)-\(parent)-01-x", "ff-\(trace)-\(parent)-01",
    "00-00000000000000000000000000000000-\(parent)-01", "00-\(trace)-0000000000000000-01",
    "00-\(trace.uppercased())-\(parent)-01", "00-\(trace)0-\(parent)-01", "00-\(trace)-\(parent)-1",
    "00-\(trace)-\(parent)-zz", "0é-\(trace)-\(parent)-01",
  ])
  func whatIsNoHeaderIsNone(_ text: String) { #expect(TraceContext(text) == nil) }

  private static func hub(_ collector: String, ratio: Double = 1) throws -> TestHub {
    try TestHub(.sqlite) {
      var traces = TraceSettings(url: collector)
      traces.ratio = ratio
      $0.traces = traces
    }
  }

  /// The steps of the messages a collector got.
  private static func steps(_ collector: FakeWebServer) -> [JSONNode] {
    collector.bodies.flatMap { body -> [JSONNode] in
      guard case .success(let node) = JSON.read(Array(body.utf8)) else { return [] }
      let spans = JSONNode(node)["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]
      return (0..<(spans?.count ?? 0)).compactMap { spans?[$0] }
    }
  }

  @Test func aRequestIsAStepBelowItsAsker() async throws {
    let collector = try FakeWebServer()
    let test = try Self.hub(collector.url)
    let token = try test.token(.reader)
    try await test.run { visitor in
      let reply = try await visitor.send(
        .get, "/api/v1/findings?q=severity:high", token: token,
        headers: ["traceparent": "00-\(Self.trace)-\(Self.parent)-01"])
      #expect(reply.status == 200)
    }
    await TraceSender(test.hub).send(try #require(test.hub.tracer))
    let steps = Self.steps(collector)
    let server = try #require(steps.first { $0["kind"]?.int == 2 })
    #expect(server["name"]?.text == "GET /api/v1/findings", "without what was asked")
    #expect(server["traceId"]?.text == Self.trace && server["parentSpanId"]?.text == Self.parent)
    let inner = steps.filter { $0["kind"]?.int == 1 }
    #expect(!inner.isEmpty)
    #expect(inner.allSatisfy { $0["parentSpanId"]?.text == server["spanId"]?.text })
    #expect(inner.allSatisfy { $0["traceId"]?.text == Self.trace })
    #expect(test.log.text.contains(Self.trace))
    #expect(!collector.bodies.joined().contains(token))
  }

  @Test func whatNobodyKeepsIsNotNoted() async throws {
    let collector = try FakeWebServer()
    let test = try Self.hub(collector.url, ratio: 0)
    try await test.run { visitor in
      try await visitor.get("/healthz")
      try await visitor.send(
        .get, "/healthz", headers: ["traceparent": "00-\(Self.trace)-\(Self.parent)-00"])
    }
    #expect(test.hub.tracer?.take().isEmpty == true)
    // An asker that keeps the trace decides.
    try await test.run { visitor in
      try await visitor.send(
        .get, "/healthz", headers: ["traceparent": "00-\(Self.trace)-\(Self.parent)-01"])
    }
    #expect(test.hub.tracer?.take().count == 1)
  }

  @Test func aCollectorThatFailsHoldsNothingUp() async throws {
    let collector = try FakeWebServer(status: 503)
    let test = try Self.hub(collector.url)
    let tracer = try #require(test.hub.tracer)
    try await test.run { visitor in
      for _ in 0..<(Tracer.most + 10) { try await visitor.get("/healthz") }
    }
    await TraceSender(test.hub).send(tracer)
    #expect(test.hub.metrics.text.contains("shrike_spans_total{result=\"dropped\"} 10\n"))
    #expect(
      test.hub.metrics.text.contains("shrike_spans_total{result=\"failed\"} \(Tracer.batch)\n"))
  }

  @Test func webhooksCarryTheirTrace() async throws {
    let receiver = try FakeWebServer()
    let test = try TestHub(.sqlite) {
      $0.traces = TraceSettings(url: "http://127.0.0.1:9/")
      $0.allowsPrivateWebhooks = true
    }
    let token = try test.token(.admin)
    try await test.run { visitor in
      let made = try await visitor.post(
        "/api/v1/webhooks", #"{"url":"\#(receiver.url)"}"#, token: token)
      #expect(made.status == 201)
      try await visitor.publish(
        TestReport.text(findings: [("k", "low", "K")]), token: token)
    }
    _ = test.hub.tracer?.take()
    _ = try test.hub.fillOutbox()
    #expect(try test.hub.sendOnce())
    let step = try #require(test.hub.tracer?.take().first { $0.name == "webhook" })
    #expect(step.parent == nil && step.kind == .client)
    #expect(receiver.heads.contains("traceparent: \(step.context.header)"))
  }

  @Test(
    arguments: [
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/"], "http://c:4318/v1/traces", 1.0),
      (["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://c/t"], "https://c/t", 1.0),
      (
        ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_TRACES_SAMPLER_ARG": "0.25"],
        "http://c/v1/traces", 0.25
      ),
      (
        ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_TRACES_SAMPLER": "always_off"],
        "http://c/v1/traces", 0
      ),
      ([:], nil, 1), (["OTEL_EXPORTER_OTLP_ENDPOINT": ""], nil, 1),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_SDK_DISABLED": "true"], nil, 1),
    ] as [([String: String], String?, Double)])
  func theEnvironmentSaysWhere(
    _ environment: [String: String], _ url: String?, _ ratio: Double
  ) throws {
    let settings = try TraceSettings(environment: environment)
    #expect(settings?.url == url)
    if let settings { #expect(settings.ratio == ratio) }
  }

  @Test func headersOfTheCollectorAreDecoded() throws {
    let settings = try TraceSettings(environment: [
      "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c",
      "OTEL_EXPORTER_OTLP_HEADERS": "Authorization=Basic%20eA==, x-team=sec",
    ])
    #expect(settings?.headers.map(\.name) == ["Authorization", "x-team"])
    #expect(settings?.headers.map(\.value) == ["Basic eA==", "sec"])
  }

  @Test(arguments: [
    ["OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4317"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_EXPORTER_OTLP_HEADERS": "secret"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_TRACES_SAMPLER_ARG": "often"],
  ])
  func mistakesAreTold(_ environment: [String: String]) {
    #expect(throws: LedgerError.self) { try TraceSettings(environment: environment) }
  }
}
