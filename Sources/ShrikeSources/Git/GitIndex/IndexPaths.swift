import Glibc
import ShrikeText

/// The paths git tracks, relative to the top of the work tree, as bytes. A look-up hashes the path
/// once.
public struct IndexPaths: Sendable {
  private let index: GitIndex
  private let slots: [UInt32]
  private let sparseFolders: [[UInt8]]

  init(_ index: GitIndex) {
    self.index = index
    var size = 16
    while size < index.entries.count * 2 { size *= 2 }
    var slots = [UInt32](repeating: 0, count: size)
    index.names.withUnsafeBufferPointer { names in
      for (number, entry) in index.entries.enumerated() {
        let name = UnsafeBufferPointer(
          rebasing: names[entry.nameStart..<(entry.nameStart + entry.nameCount)])
        var at = Int(truncatingIfNeeded: hashBytes(name)) & (size - 1)
        while slots[at] != 0 { at = (at + 1) & (size - 1) }
        slots[at] = UInt32(truncatingIfNeeded: number + 1)
      }
    }
    self.slots = slots
    sparseFolders = index.entries.filter(\.isSparseFolder).map { Array(index.path($0)) }
  }

  public var count: Int { index.entries.count }

  public func contains(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    let found = index.names.withUnsafeBufferPointer { names in
      var at = Int(truncatingIfNeeded: hashBytes(path)) & (slots.count - 1)
      while slots[at] != 0 {
        let entry = index.entries[Int(slots[at]) - 1]
        if entry.nameCount == path.count,
          equalBytes(names, entry.nameStart, path, 0, path.count)
        {
          return true
        }
        at = (at + 1) & (slots.count - 1)
      }
      return false
    }
    return found || sparseFolders.contains { path.starts(with: $0) }
  }

  public func contains(_ path: [UInt8]) -> Bool { path.withUnsafeBufferPointer { contains($0) } }

  /// Whether anything below `folder` (without its slash) is tracked: an ignored folder is entered
  /// then.
  public func hasPaths(under folder: UnsafeBufferPointer<UInt8>) -> Bool {
    if folder.isEmpty { return !index.entries.isEmpty }
    return index.names.withUnsafeBufferPointer { names in
      var low = 0
      var high = index.entries.count
      while low < high {
        let middle = (low + high) / 2
        if precedes(names, index.entries[middle], folder) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      guard low < index.entries.count else { return false }
      let entry = index.entries[low]
      return entry.nameCount > folder.count && names[entry.nameStart + folder.count] == 0x2F
        && equalBytes(names, entry.nameStart, folder, 0, folder.count)
    }
  }

  /// The folders that hold a tracked file of this name; each ends in a slash, the top is empty.
  public func folders(holding name: String) -> [String] {
    let ending = Array("/\(name)".utf8)
    return index.names.withUnsafeBufferPointer { names in
      index.entries.compactMap { entry in
        let path = names[entry.nameStart..<(entry.nameStart + entry.nameCount)]
        if path.elementsEqual(ending.dropFirst()) { return "" }
        guard path.suffix(ending.count).elementsEqual(ending) else { return nil }
        return String(decoding: path.dropLast(name.utf8.count), as: UTF8.self)
      }
    }
  }

  public func hasPaths(under folder: [UInt8]) -> Bool {
    folder.withUnsafeBufferPointer { hasPaths(under: $0) }
  }

  /// Whether an entry sorts before `folder/`.
  private func precedes(
    _ names: UnsafeBufferPointer<UInt8>, _ entry: GitIndex.Entry,
    _ folder: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let common = min(entry.nameCount, folder.count)
    if let a = names.baseAddress, let b = folder.baseAddress {
      let order = memcmp(a + entry.nameStart, b, common)
      if order != 0 { return order < 0 }
    }
    if entry.nameCount <= folder.count { return true }
    return names[entry.nameStart + folder.count] < 0x2F
  }
}

extension IndexPaths: TrackedPathSet {
  public func containsAny(below folder: UnsafeBufferPointer<UInt8>) -> Bool {
    hasPaths(under: UnsafeBufferPointer(rebasing: folder.dropLast()))
  }
}

extension GitRepository {
  /// The tracked paths; of a bare repository none.
  public func trackedPaths() throws(EngineError) -> IndexPaths {
    IndexPaths(try GitIndex(of: self))
  }
}

/// Whether `count` bytes of two buffers are the same; ranges that leave a buffer are not.
@inline(__always)
func equalBytes(
  _ a: UnsafeBufferPointer<UInt8>, _ aStart: Int, _ b: UnsafeBufferPointer<UInt8>, _ bStart: Int,
  _ count: Int
) -> Bool {
  guard count > 0 else { return true }
  guard let x = a.baseAddress, let y = b.baseAddress, aStart + count <= a.count,
    bStart + count <= b.count
  else { return false }
  return memcmp(x + aStart, y + bStart, count) == 0
}

/// Eight bytes a step, multiplied and folded; for tables that compare the bytes as well.
@inline(__always)
func hashBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let raw = UnsafeRawBufferPointer(bytes)
  // Odd constants of wyhash (public domain).
  var hash = UInt64(truncatingIfNeeded: raw.count) ^ 0xA076_1D64_78BD_642F
  var at = 0
  while at + 8 <= raw.count {
    hash = fold(
      hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self), 0xE703_7ED1_A0B4_28DB)
    at += 8
  }
  var tail: UInt64 = 0
  while at < raw.count {
    tail = tail << 8 | UInt64(raw[at])
    at += 1
  }
  return fold(hash ^ tail, 0x8EBC_6AF0_9C88_C6E3)
}

@inline(__always)
private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}
