import ShrikeFormats
import ShrikeLedger
import Synchronization

/// Notes steps of work, and keeps the last of them until they are sent. Nothing waits for it: where the collector
/// is slow or away, steps are dropped and counted.
final class Tracer: Sendable {
  let settings: TraceSettings
  private let ended = Mutex<[Span]>([])
  private let dropped = Atomic<Int>(0)
  /// Steps that wait to be sent.
  static let most = 4_096
  /// Of one message.
  static let batch = 512

  init(_ settings: TraceSettings) { self.settings = settings }

  /// Begins a step under `parent`, or a trace of its own; nil where nobody keeps it.
  func begin(
    _ name: String, _ kind: Span.Kind, under parent: TraceContext? = TraceContext.current,
    at now: Timestamp
  ) -> Span? {
    guard let parent else {
      guard settings.ratio > 0, Double.random(in: 0..<1) < settings.ratio else { return nil }
      return Span(name, kind, .fresh(isSampled: true), under: nil, at: now)
    }
    return parent.isSampled ? Span(name, kind, parent.child, under: parent.span, at: now) : nil
  }

  func end(_ span: Span) {
    let span = span.ended
    let isKept = ended.withLock { waiting in
      guard waiting.count < Self.most else { return false }
      waiting.append(span)
      return true
    }
    if !isKept { dropped.wrappingAdd(1, ordering: .relaxed) }
  }

  /// Of what waits, the first; empty: nothing does.
  func take() -> [Span] {
    ended.withLock { waiting in
      let taken = Array(waiting.prefix(Self.batch))
      waiting.removeFirst(taken.count)
      return taken
    }
  }

  /// How many were dropped since it was last asked.
  func takeDropped() -> Int { dropped.exchange(0, ordering: .relaxed) }

  /// An `ExportTraceServiceRequest`.
  func message(_ spans: [Span]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.array("resourceSpans") { json in
        json.object { json in
          json.object("resource") { json in
            Span.write([("service.name", .text(settings.service))], to: &json)
          }
          json.array("scopeSpans") { json in
            json.object { json in
              json.object("scope") { $0.field("name", "shrike") }
              json.array("spans") { json in
                for span in spans { span.write(to: &json) }
              }
            }
          }
        }
      }
    }
    return json.finish()
  }
}

extension Hub {
  /// Does something that takes time as a step of the trace that is under way, or as a trace of its own.
  func traced<Value, Fault: Error>(
    _ name: String, _ kind: Span.Kind = .inside, _ body: () throws(Fault) -> Value
  ) throws(Fault) -> Value {
    guard let tracer, var span = tracer.begin(name, kind, at: clock()) else { return try body() }
    let result = TraceContext.$current.withValue(span.context) { () -> Result<Value, Fault> in
      do throws(Fault) { return .success(try body()) } catch { return .failure(error) }
    }
    if case .failure = result { span.hasFailed = true }
    tracer.end(span)
    return try result.get()
  }
}
