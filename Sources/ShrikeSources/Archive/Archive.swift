import CArchive
import Glibc
import ShrikeModel
import ShrikeText

extension Expander {
  /// Where an archive's bytes are.
  enum ArchiveSource {
    case memory(UnsafeBufferPointer<UInt8>)
    /// A regular file too large to be read whole, and its size.
    case descriptor(Int32, size: Int)

    var size: Int {
      switch self {
      case .memory(let bytes): bytes.count
      case .descriptor(_, let size): size
      }
    }
  }

  /// Hands out the entries of an archive, those of archives in it included: `outer.zip!inner/file`.
  /// The content of a compressed file that is no tar keeps the file's own path.
  mutating func open(
    _ source: ArchiveSource, _ kind: ArchiveKind, path: String, name: String, _ origin: Origin,
    depth: Int, _ budget: inout ArchiveBudget, into body: (Fragment) -> Void,
    skips: inout [Skip]
  ) {
    guard depth < limits.archiveDepth else {
      skips.append(
        limits.archiveDepth == 0
          ? Skip(path, .archive)
          : Skip(path, .limit, "more than \(limits.archiveDepth) archives deep"))
      return
    }
    guard let archive = ArchiveHandle(source, kind) else {
      skips.append(Skip(path, .damaged, "it cannot be opened"))
      return
    }
    var expanded = 0
    var buffer = ByteBuffer()
    while true {
      var entry = shrike_archive_entry()
      let result = shrike_archive_next(archive.handle, &entry)
      if result == SHRIKE_ARCHIVE_END { return }
      if result == SHRIKE_ARCHIVE_DAMAGED {
        skips.append(Skip(path, .damaged, archive.failure))
        return
      }
      if result == SHRIKE_ARCHIVE_ENCRYPTED, entry.name.pointee == 0 {
        // The archive's own list is encrypted.
        skips.append(Skip(path, .encrypted))
        return
      }
      let inner = entry.is_raw ? nil : cleanEntryName(String(cString: entry.name))
      let innerPath = inner.map { "\(path)!\($0)" } ?? path
      if result == SHRIKE_ARCHIVE_ENCRYPTED { skips.append(Skip(innerPath, .encrypted)) }
      guard budget.takeEntry() else {
        skips.append(Skip(path, .limit, "more than \(limits.archiveEntries) entries"))
        return
      }
      guard result == SHRIKE_ARCHIVE_FILE else { continue }

      if entry.size > Int64(limits.fileBytes) {
        skips.append(Skip(innerPath, .tooLarge, tooLarge(Int(clamping: entry.size))))
        // Only a zip can step over an entry; elsewhere it is expanded all the same.
        if kind == .zip { continue }
        expanded = expanded.addingReportingOverflow(Int(clamping: entry.size)).partialValue
        if expanded < 0 || expanded > allowance(source.size, budget.bytes) {
          skips.append(Skip(path, .limit, "what follows the entry lies too far behind it"))
          return
        }
        continue
      }
      let room = allowance(source.size, budget.bytes + expanded) - expanded
      let read = fill(&buffer, from: archive, stated: Int(entry.size), room: room)
      expanded += read.count
      budget.take(bytes: read.count)
      if read.count > 0 {
        let bytes = UnsafeBufferPointer(start: buffer.base, count: read.count)
        expand(
          path: innerPath, name: inner ?? withoutExtension(name), bytes: bytes, origin,
          depth: depth + 1, &budget, into: body, skips: &skips)
      }
      switch read.ending {
      case .whole: break
      case .tooLarge:
        skips.append(Skip(innerPath, .tooLarge, tooLarge(nil)))
        if kind != .zip { return }
      case .noRoom:
        skips.append(Skip(path, .limit, limitReached(source.size, expanded: expanded)))
        return
      case .encrypted: skips.append(Skip(innerPath, .encrypted))
      case .damaged:
        skips.append(Skip(innerPath, .damaged, archive.failure))
        if kind != .zip { return }
      }
      buffer.shrink()
    }
  }

  // MARK: one entry

  private enum Ending {
    case whole, tooLarge, noRoom, encrypted, damaged
  }

  /// Reads an entry into the buffer, as far as `room` and the limits let it; a damaged entry as far
  /// as it goes.
  private func fill(
    _ buffer: inout ByteBuffer, from archive: borrowing ArchiveHandle, stated: Int, room: Int
  ) -> (count: Int, ending: Ending) {
    // A stated size is a claim: memory for more than this is taken as the bytes come.
    let firstCapacity = 4 << 20
    var count = 0
    buffer.reserve(min(max(stated, 0), firstCapacity) + 1)
    while true {
      // One byte more than allowed tells a file that fits exactly from one that goes on.
      let allowed = min(limits.fileBytes, room)
      if count > allowed { return (allowed, allowed < limits.fileBytes ? .noRoom : .tooLarge) }
      if count == buffer.capacity {
        buffer.reserve(min(count * 2, max(allowed, count) + 1), keeping: count)
      }
      let wanted = min(buffer.capacity, allowed + 1) - count
      let read = shrike_archive_read(archive.handle, buffer.base + count, wanted)
      if read == 0 { return (count, .whole) }
      if read < 0 { return (count, read == -2 ? .encrypted : .damaged) }
      count += Int(read)
    }
  }

  // MARK: limits

  /// Bytes that an archive of `size` may expand to in all, `left` being all that the budget still
  /// has.
  private func allowance(_ size: Int, _ left: Int) -> Int {
    let byRatio = size.multipliedReportingOverflow(by: max(1, limits.archiveRatio))
    return min(left, max(ReadLimits.ratioFloor, byRatio.overflow ? .max : byRatio.partialValue))
  }

  private func limitReached(_ size: Int, expanded: Int) -> String {
    expanded >= allowance(size, .max)
      ? "it expands to more than \(limits.archiveRatio) times its size"
      : "it expands to more than \(byteCount(limits.archiveBytes))"
  }

  func tooLarge(_ size: Int?) -> String {
    let limit = "the limit is \(byteCount(limits.fileBytes))"
    return size.map { "\(byteCount($0)), \(limit)" } ?? limit
  }
}

/// libarchive's reader, closed when it goes.
private struct ArchiveHandle: ~Copyable {
  let handle: OpaquePointer

  init?(_ source: Expander.ArchiveSource, _ kind: ArchiveKind) {
    let opened: OpaquePointer? =
      switch source {
      case .memory(let bytes):
        shrike_archive_open_memory(bytes.baseAddress, bytes.count, kind.shimKind)
      case .descriptor(let descriptor, _):
        shrike_archive_open_descriptor(descriptor, kind.shimKind)
      }
    guard let opened else { return nil }
    handle = opened
  }

  deinit { shrike_archive_close(handle) }

  /// libarchive's words, which may quote the archive's names.
  var failure: String { String(cString: shrike_archive_error(handle)).printable }
}

/// An entry's name as it is shown: whatever it says, nothing but a name below the archive.
func cleanEntryName(_ name: String) -> String {
  var parts: [Substring] = []
  for part in name.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where part != "." {
    if part != ".." { parts.append(part) } else if !parts.isEmpty { parts.removeLast() }
  }
  return parts.isEmpty ? "entry" : parts.joined(separator: "/")
}

/// `x.txt.gz` is `x.txt`.
private func withoutExtension(_ name: String) -> String {
  let start = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
  guard let dot = name[start...].lastIndex(of: "."), dot > start else { return name }
  return String(name[..<dot])
}

/// `300 MiB`, `1.5 GiB`, `12 bytes`.
func byteCount(_ count: Int) -> String {
  let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
  for (size, name) in units where count >= size {
    let tenths = count / size * 10 + count % size * 10 / size
    return tenths % 10 == 0 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
  }
  return count == 1 ? "1 byte" : "\(count) bytes"
}
