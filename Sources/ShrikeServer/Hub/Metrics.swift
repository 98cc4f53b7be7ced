import Synchronization

/// Counters in Prometheus' text format. Labels are routes and classes of status, never what a person sent.
final class Metrics: Sendable {
  private struct Series {
    var count: UInt64 = 0
    var seconds: Double = 0
    var buckets = [UInt64](repeating: 0, count: Metrics.bounds.count)
  }
  /// Seconds; the page target is 0.05.
  private static let bounds = [0.005, 0.025, 0.05, 0.1, 0.25, 1, 5]

  private let requests = Mutex<[String: Series]>([:])
  private let counters = Mutex<[String: UInt64]>([:])
  private let streams = Atomic<Int>(0)

  func request(_ route: String, _ status: Int, seconds: Double) {
    requests.withLock { all in
      var series = all["route=\"\(route)\",status=\"\(status / 100)xx\""] ?? Series()
      series.count += 1
      series.seconds += seconds
      for (at, bound) in Self.bounds.enumerated() where seconds <= bound { series.buckets[at] += 1 }
      all["route=\"\(route)\",status=\"\(status / 100)xx\""] = series
    }
  }

  /// `name`: with its labels, `shrike_sign_ins_total{result="refused"}`.
  func add(_ name: String, _ count: UInt64 = 1) {
    counters.withLock { $0[name, default: 0] += count }
  }

  func stream(_ change: Int) { streams.wrappingAdd(change, ordering: .relaxed) }
  var openStreams: Int { streams.load(ordering: .relaxed) }

  var text: String {
    var out = "# TYPE shrike_http_request_seconds histogram\n"
    let series = requests.withLock { $0 }
    for (labels, one) in series.sorted(by: { $0.key < $1.key }) {
      for (bound, count) in zip(Self.bounds, one.buckets) {
        out += "shrike_http_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(count)\n"
      }
      out += "shrike_http_request_seconds_bucket{\(labels),le=\"+Inf\"} \(one.count)\n"
      out += "shrike_http_request_seconds_sum{\(labels)} \(one.seconds)\n"
      out += "shrike_http_request_seconds_count{\(labels)} \(one.count)\n"
    }
    out += "# TYPE shrike_event_streams gauge\nshrike_event_streams \(openStreams)\n"
    var last = ""
    for (name, count) in counters.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      let bare = name.prefix { $0 != "{" }
      if bare != last { out += "# TYPE \(bare) counter\n" }
      last = String(bare)
      out += "\(name) \(count)\n"
    }
    return out
  }
}
