import Glibc

/// Memory that is read into again and again: it grows as needed and shrinks when a large use is
/// over.
struct ByteBuffer: ~Copyable {
  /// Capacity that is kept between uses, bytes.
  static let keptCapacity = 8 << 20
  private static let smallest = 64 << 10

  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int

  init() {
    capacity = Self.smallest
    base = .allocate(capacity: Self.smallest)
  }

  deinit { base.deallocate() }

  /// Makes room for `wanted` bytes in all, the first `kept` of them staying.
  mutating func reserve(_ wanted: Int, keeping kept: Int = 0) {
    if wanted <= capacity { return }
    // A small file makes the buffer large enough for most that follow.
    let size = max(wanted, min(capacity * 2, Self.keptCapacity))
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    if kept > 0 { larger.update(from: base, count: min(kept, capacity)) }
    base.deallocate()
    base = larger
    capacity = size
  }

  /// Gives back what a large file took.
  mutating func shrink() {
    if capacity <= Self.keptCapacity { return }
    base.deallocate()
    base = .allocate(capacity: Self.smallest)
    capacity = Self.smallest
  }
}
