import ShrikeText

/// Numbers paths; each is kept once.
struct PathTable: Sendable {
  private var arena: [UInt8] = []
  private var starts: [Int] = [0]
  private var slots = [Int32](repeating: -1, count: 1 << 8)

  init() {}

  var count: Int { starts.count - 1 }

  subscript(index: Int) -> ArraySlice<UInt8> { arena[starts[index]..<starts[index + 1]] }

  mutating func insert(_ path: UnsafeBufferPointer<UInt8>) -> Int32 {
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hashBytes(path)) & mask
    while slots[at] >= 0 {
      if isEqual(Int(slots[at]), path) { return slots[at] }
      at = (at + 1) & mask
    }
    let index = Int32(truncatingIfNeeded: count)
    arena.append(contentsOf: path)
    starts.append(arena.count)
    slots[at] = index
    if count * 2 > slots.count { grow() }
    return index
  }

  private func isEqual(_ index: Int, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
    starts[index + 1] - starts[index] == path.count
      && arena.withUnsafeBufferPointer { equalBytes($0, starts[index], path, 0, path.count) }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    arena.withUnsafeBufferPointer { bytes in
      for index in 0..<count {
        let path = UnsafeBufferPointer(rebasing: bytes[starts[index]..<starts[index + 1]])
        var at = Int(truncatingIfNeeded: hashBytes(path)) & mask
        while slots[at] >= 0 { at = (at + 1) & mask }
        slots[at] = Int32(truncatingIfNeeded: index)
      }
    }
  }
}
