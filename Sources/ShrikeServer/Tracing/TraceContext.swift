/// A place in a trace that may span several programs, as W3C Trace Context (level 1) names it.
struct TraceContext: Sendable, Hashable {
  /// Never all zero.
  let trace: (high: UInt64, low: UInt64)
  /// Of the step that is under way; never zero.
  let span: UInt64
  /// Whether somebody keeps the trace.
  let isSampled: Bool

  /// Where this task stands; nil outside of any trace.
  @TaskLocal static var current: TraceContext?

  init(trace: (high: UInt64, low: UInt64), span: UInt64, isSampled: Bool) {
    self.trace = trace
    self.span = span
    self.isSampled = isSampled
  }

  /// Reads a `traceparent` header; nil where it is none. Fields that versions to come put behind the flags are not
  /// looked at, as the standard asks.
  init?(_ text: String) {
    let fields = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard fields.count >= 4, let version = Self.number(fields[0], digits: 2), version != 0xFF,
      version != 0 || fields.count == 4,
      fields[1].count == 32, let high = Self.number(fields[1].prefix(16), digits: 16),
      let low = Self.number(fields[1].suffix(16), digits: 16), high | low != 0,
      let span = Self.number(fields[2], digits: 16), span != 0,
      let flags = Self.number(fields[3], digits: 2)
    else { return nil }
    self.init(trace: (high, low), span: span, isSampled: flags & 1 == 1)
  }

  /// A trace of its own.
  static func fresh(isSampled: Bool) -> TraceContext {
    TraceContext(
      trace: (.random(in: 1 ... .max), .random(in: 0 ... .max)), span: .random(in: 1 ... .max),
      isSampled: isSampled)
  }

  /// The next step below this one.
  var child: TraceContext {
    TraceContext(trace: trace, span: .random(in: 1 ... .max), isSampled: isSampled)
  }

  var traceText: String { Self.text(trace.high) + Self.text(trace.low) }
  var spanText: String { Self.text(span) }
  /// The `traceparent` header for whoever is asked next.
  var header: String { "00-\(traceText)-\(spanText)-\(isSampled ? "01" : "00")" }

  private static func text(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Small letters only.
  private static func number(_ text: Substring.UTF8View, digits: Int) -> UInt64? {
    guard text.count == digits else { return nil }
    var number: UInt64 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(byte - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(byte - 0x57)
      default: return nil
      }
    }
    return number
  }

  static func == (a: TraceContext, b: TraceContext) -> Bool {
    a.trace == b.trace && a.span == b.span && a.isSampled == b.isSampled
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(trace.low)
    hasher.combine(span)
  }
}
