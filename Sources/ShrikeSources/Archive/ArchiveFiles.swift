import CArchive
import ShrikeText

/// The regular files of a small archive, whole and in memory: what is read because somebody named it. Trouble
/// with any of them is trouble with all, unlike in a scan.
public struct ArchiveFiles: Sendable {
  public struct Limits: Sendable {
    public var entries = 20_000
    /// Of all files together.
    public var bytes = 256 << 20
    /// Times the archive's size, from `floor` on.
    public var ratio = 200
    public var floor = 16 << 20

    public init() {}
  }

  /// Why an archive cannot be read: a sentence.
  public struct Problem: Error, Sendable {
    public let message: String
  }

  /// In the archive's order; names are relative and have no `.` or `..`.
  public let files: [(name: String, bytes: [UInt8])]

  /// Reads a tar, compressed or not. A name that leads out of the archive is refused.
  public init(tar bytes: [UInt8], limits: Limits = Limits()) throws(Problem) {
    let isCompressed = !(bytes.count > 262 && bytes[257..<262].elementsEqual("ustar".utf8))
    try self.init(
      bytes, isCompressed ? SHRIKE_ARCHIVE_COMPRESSED : SHRIKE_ARCHIVE_TAR, limits)
  }

  /// Reads a zip. A name that leads out of the archive is refused.
  public init(zip bytes: [UInt8], limits: Limits = Limits()) throws(Problem) {
    try self.init(bytes, SHRIKE_ARCHIVE_ZIP, limits)
  }

  /// The content of a gzip, xz or zstd file that is no tar, as the one file of an empty name.
  public init(compressed bytes: [UInt8], limits: Limits = Limits()) throws(Problem) {
    try self.init(bytes, SHRIKE_ARCHIVE_COMPRESSED, limits, takesRaw: true)
  }

  private init(
    _ bytes: [UInt8], _ kind: shrike_archive_kind, _ limits: Limits, takesRaw: Bool = false
  ) throws(Problem) {
    var files: [(name: String, bytes: [UInt8])] = []
    var problem: Problem?
    bytes.withUnsafeBufferPointer { buffer in
      do throws(Problem) {
        files = try Self.read(buffer, kind, limits, takesRaw)
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    self.files = files
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ kind: shrike_archive_kind, _ limits: Limits,
    _ takesRaw: Bool
  ) throws(Problem) -> [(name: String, bytes: [UInt8])] {
    guard !bytes.isEmpty else { throw Problem(message: "it is empty") }
    guard let archive = shrike_archive_open_memory(bytes.baseAddress, bytes.count, kind)
    else { throw Problem(message: "it cannot be opened") }
    defer { shrike_archive_close(archive) }
    func failure() -> Problem {
      Problem(message: "it is damaged: \(String(cString: shrike_archive_error(archive)).printable)")
    }
    let room = min(limits.bytes, max(limits.floor, bytes.count * max(1, limits.ratio)))
    var files: [(name: String, bytes: [UInt8])] = []
    var entries = 0
    var total = 0
    while true {
      var entry = shrike_archive_entry()
      let result = shrike_archive_next(archive, &entry)
      if result == SHRIKE_ARCHIVE_END { return files }
      if result == SHRIKE_ARCHIVE_DAMAGED { throw failure() }
      if result == SHRIKE_ARCHIVE_ENCRYPTED { throw Problem(message: "it is encrypted") }
      entries += 1
      guard entries <= limits.entries else {
        throw Problem(message: "it has more than \(limits.entries) entries")
      }
      guard takesRaw || !entry.is_raw else { throw Problem(message: "it is no archive of files") }
      guard result == SHRIKE_ARCHIVE_FILE else { continue }
      let name = entry.is_raw ? "" : try cleanName(String(cString: entry.name))
      let content = try content(archive, room - total, failure)
      total += content.count
      files.append((name, content))
    }
  }

  private static func cleanName(_ name: String) throws(Problem) -> String {
    let parts = name.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty, !parts.contains("..") else {
      throw Problem(message: "its entry '\(name.printable)' leads out of it")
    }
    return parts.joined(separator: "/")
  }

  private static func content(
    _ archive: OpaquePointer, _ room: Int, _ failure: () -> Problem
  ) throws(Problem) -> [UInt8] {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        shrike_archive_read(archive, $0.baseAddress, $0.count)
      }
      if count == 0 { return content }
      guard count > 0 else { throw failure() }
      guard content.count + Int(count) <= room else {
        throw Problem(message: "it expands to more than is read of one")
      }
      content += chunk[..<Int(count)]
    }
  }
}
