import ShrikeExchange
public import ShrikeModel
import ShrikeText

/// The last scan's report in the cache, so that `explain` can speak of what was just seen. Redacted like every
/// report.
public struct LastReport: Sendable {
  private let path: String
  private let folder: String

  public init(folders: Folders) {
    folder = folders.cache
    path = folders.cache + "/last-report.json"
  }

  /// Keeps it if it can; a cache that cannot be written is no error.
  public func keep(_ report: Report) {
    guard makeFolder(folder) else { return }
    var sink = MemorySink()
    do throws(EngineError) {
      try JSONReport().write(report, to: &sink)
      try writeFile(path, sink.bytes, mode: 0o600)
    } catch { return }
  }

  public func bytes() -> [UInt8]? { readFile(path) }
}
