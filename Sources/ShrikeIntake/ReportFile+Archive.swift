public import ShrikeExchange
import ShrikeSources

extension ReportFile {
  /// Bytes as a person has them: a gzip is unpacked, the files of a zip stand beside it. What cannot
  /// be unpacked stays as it is, and no reader will know it.
  public init(name: String, unpacking bytes: [UInt8]) {
    var bytes = bytes
    if bytes.starts(with: [0x1F, 0x8B]),
      let content = try? ArchiveFiles(compressed: bytes).files.first
    {
      bytes = content.bytes
    }
    // A zip begins with a file, or, empty, with its end.
    let isZip = bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
    guard isZip, let archive = try? ArchiveFiles(zip: bytes) else {
      self.init(name: name, bytes: bytes)
      return
    }
    self.init(
      name: name, bytes: bytes,
      entries: archive.files.map { ReportFile(name: $0.name, bytes: $0.bytes) })
  }
}
