import ShrikeExchange
import ShrikeSources

/// A report as `shrike import` reads it: the files of a zip beside it.
func reportFile(_ name: String, _ bytes: [UInt8]) -> ReportFile {
  guard bytes.starts(with: [0x50, 0x4B]), let archive = try? ArchiveFiles(zip: bytes) else {
    return ReportFile(name: name, bytes: bytes)
  }
  return ReportFile(
    name: name, bytes: bytes,
    entries: archive.files.map { ReportFile(name: $0.name, bytes: $0.bytes) })
}
