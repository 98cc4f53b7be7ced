import Glibc

/// What a walk asks of a git index.
public protocol TrackedPathSet: Sendable {
  /// Whether the path, relative to the repository's root, is tracked.
  func contains(_ path: UnsafeBufferPointer<UInt8>) -> Bool
  /// Whether any tracked path lies below `folder`, which ends in a slash.
  func containsAny(below folder: UnsafeBufferPointer<UInt8>) -> Bool
}

/// The paths in a git index: files that are scanned even when an ignore rule names them.
public struct TrackedPaths: TrackedPathSet {
  private var arena: [UInt8] = []
  /// Where paths begin and end in the arena, ascending bytewise by path.
  private var ranges: [(lower: Int, upper: Int)] = []
  private var isSorted = true

  public init() {}

  public init(_ paths: some Sequence<String>) {
    for path in paths {
      var path = path
      path.withUTF8 { append($0) }
    }
    sort()
  }

  public var count: Int { ranges.count }

  /// Adds a path, relative to the repository's root. In the order of git's index this costs a copy;
  /// otherwise call `sort()` before asking.
  public mutating func append(_ path: UnsafeBufferPointer<UInt8>) {
    let lower = arena.count
    if let last = ranges.last {
      isSorted =
        isSorted
        && arena.withUnsafeBufferPointer {
          order(UnsafeBufferPointer(rebasing: $0[last.lower..<last.upper]), path) <= 0
        }
    }
    arena.append(contentsOf: path)
    ranges.append((lower, arena.count))
  }

  public mutating func sort() {
    if isSorted { return }
    arena.withUnsafeBufferPointer { arena in
      ranges.sort {
        order(
          UnsafeBufferPointer(rebasing: arena[$0.lower..<$0.upper]),
          UnsafeBufferPointer(rebasing: arena[$1.lower..<$1.upper])) < 0
      }
    }
    isSorted = true
  }

  public func contains(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    let index = firstIndex(notBefore: path)
    guard index < ranges.count else { return false }
    return arena.withUnsafeBufferPointer {
      let range = ranges[index]
      return order(UnsafeBufferPointer(rebasing: $0[range.lower..<range.upper]), path) == 0
    }
  }

  /// Whether any path lies below `folder`, which ends in a slash.
  public func containsAny(below folder: UnsafeBufferPointer<UInt8>) -> Bool {
    let index = firstIndex(notBefore: folder)
    guard index < ranges.count else { return false }
    let range = ranges[index]
    return range.upper - range.lower >= folder.count
      && arena[range.lower..<(range.lower + folder.count)].elementsEqual(folder)
  }

  private func firstIndex(notBefore path: UnsafeBufferPointer<UInt8>) -> Int {
    arena.withUnsafeBufferPointer { arena in
      var low = 0
      var high = ranges.count
      while low < high {
        let middle = (low + high) / 2
        let range = ranges[middle]
        if order(UnsafeBufferPointer(rebasing: arena[range.lower..<range.upper]), path) < 0 {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low
    }
  }
}

/// Bytewise order, a shorter path before a longer one that begins with it; negative, 0, positive.
private func order(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
  if let left = a.baseAddress, let right = b.baseAddress {
    let result = memcmp(left, right, min(a.count, b.count))
    if result != 0 { return Int(result) }
  }
  return a.count - b.count
}
