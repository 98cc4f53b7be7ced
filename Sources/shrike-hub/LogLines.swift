import Glibc
import Logging
import ShrikeFormats
import ShrikeLedger
import ShrikeServer

/// The log on standard error: a JSON object a line.
struct LogLines: LogHandler {
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var json = JSONWriter()
    json.object { json in
      json.field("time", Timestamp.now.text)
      json.field("level", event.level.rawValue)
      json.field("message", event.message.description)
      let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
      for (name, value) in all.sorted(by: { $0.key < $1.key }) where name != "hb.request.id" {
        json.field(name, value.description)
      }
    }
    var bytes = json.finish()
    bytes.append(0x0A)
    // One write a line, so that lines of several threads do not mix.
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
