import ShrikeFormats
import ShrikeLedger

/// A step of work: when it began, how long it took, under which other step.
struct Span: Sendable {
  /// OTLP's `SpanKind`.
  enum Kind: Int, Sendable {
    case inside = 1
    case server, client, producer, consumer
  }
  enum Value: Sendable, Hashable {
    case text(String)
    case number(Int)
  }

  let context: TraceContext
  let parent: UInt64?
  let kind: Kind
  /// Of few different ones: a route, never an address with numbers in it.
  var name: String
  let began: Timestamp
  private let start = ContinuousClock.now
  private(set) var seconds = 0.0
  /// OpenTelemetry's names; never what a person sent.
  var attributes: [(String, Value)] = []
  var hasFailed = false

  init(
    _ name: String, _ kind: Kind, _ context: TraceContext, under parent: UInt64?,
    at began: Timestamp
  ) {
    self.name = name
    self.kind = kind
    self.context = context
    self.parent = parent
    self.began = began
  }

  /// As it ends now.
  var ended: Span {
    var span = self
    span.seconds = (ContinuousClock.now - start).inSeconds
    return span
  }

  /// As the JSON of OTLP 1 says it: numbers of 64 bits are texts.
  func write(to json: inout JSONWriter) {
    let nanoseconds = UInt64(max(0, began.milliseconds)) * 1_000_000
    json.object { json in
      json.field("traceId", context.traceText)
      json.field("spanId", context.spanText)
      if let parent {
        json.field(
          "parentSpanId",
          TraceContext(trace: context.trace, span: parent, isSampled: true).spanText)
      }
      json.field("name", name)
      json.key("kind")
      json.integer(kind.rawValue)
      json.field("startTimeUnixNano", String(nanoseconds))
      json.field("endTimeUnixNano", String(nanoseconds + UInt64(seconds * 1e9)))
      Self.write(attributes, to: &json)
      if hasFailed {
        json.object("status") { json in
          json.key("code")
          json.integer(2)
        }
      }
    }
  }

  static func write(_ attributes: [(String, Value)], to json: inout JSONWriter) {
    json.array("attributes") { json in
      for (name, value) in attributes {
        json.object { json in
          json.field("key", name)
          json.object("value") { json in
            switch value {
            case .text(let text): json.field("stringValue", text)
            case .number(let number): json.field("intValue", String(number))
            }
          }
        }
      }
    }
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
