import Glibc
import ShrikeText

/// Builds a `Tree` from events in document order; every reader of a format ends here.
///
/// Offsets must fit 32 bits: readers check `FormatLimits.bytes` first.
struct TreeBuilder: ~Copyable {
  let dialect: Dialect
  /// The bytes that verbatim scalars are slices of.
  let source: UnsafeBufferPointer<UInt8>
  private(set) var records: [NodeRecord] = []
  private(set) var edges: [UInt32] = []
  var arena: [UInt8] = []
  private(set) var tags: [UInt32: String] = [:]
  private(set) var aliases: [UInt32: UInt32] = [:]
  /// Entries that were kept out: the earlier key and the one whose value counts.
  private(set) var duplicates: [(earlier: ByteRange, later: ByteRange)] = []

  private(set) var anchors: [UInt32: String] = [:]
  private(set) var recursions: [UInt32: UInt32] = [:]

  /// Entries with a key that came before stay, and look-ups find the first.
  var keepsDuplicateKeys = false
  /// YAML 1.1's `<<` brings another mapping's entries in.
  var expandsMergeKeys = false
  /// Nodes that aliases and merge keys stand for; the YAML reader keeps it in bounds.
  var borrowed = 0
  /// Values of merge keys that are no mappings.
  private(set) var badMerges: [ByteRange] = []
  private var inheritedKeys: Set<UInt32> = []

  /// Children of all open containers, innermost last.
  private var pending: [UInt32] = []
  private var open: [(node: UInt32, firstChild: Int)] = []
  private var fingerprints: [UInt64] = []

  init(_ dialect: Dialect, source: UnsafeBufferPointer<UInt8>) {
    self.dialect = dialect
    self.source = source
    // What typical files need; untouched pages of a larger guess would cost nothing either.
    records.reserveCapacity(source.count / 16 + 16)
    edges.reserveCapacity(source.count / 16 + 16)
  }

  var depth: Int { open.count }
  /// Where the innermost open container begins.
  var innermostStart: Int? { open.last.map { Int(records[Int($0.node)].lower) } }
  /// The number of nodes so far, which is the index of the next.
  var count: Int { records.count }
  /// The roots that were finished, in order; only when nothing is open.
  var roots: [UInt32] { open.isEmpty ? pending : [] }

  @inline(__always) @discardableResult
  mutating func add(_ record: NodeRecord) -> UInt32 {
    let index = UInt32(truncatingIfNeeded: records.count)
    records.append(record)
    pending.append(index)
    return index
  }

  /// A scalar whose text is `text`: a slice of the file where it ends with it, else of the arena.
  mutating func addText(
    _ kind: Node.Kind, flags: UInt8, lower: Int, upper: Int, text: UnsafeBufferPointer<UInt8>,
    closing: Int
  ) -> UInt32 {
    let from = upper - closing - text.count
    if from >= lower, upper <= source.count,
      sameBytes(UnsafeBufferPointer(rebasing: source[from..<from + text.count]), text)
    {
      return add(
        NodeRecord(kind, flags: flags, lower: lower, upper: upper, a: from, b: text.count))
    }
    let offset = arena.count
    arena.append(contentsOf: text)
    return add(
      NodeRecord(
        kind, flags: flags | NodeRecord.inArena, lower: lower, upper: upper, a: offset,
        b: text.count))
  }

  /// A copy of `target` with a place of its own; children are shared.
  mutating func addAlias(of target: UInt32, lower: Int, upper: Int) -> UInt32 {
    var record = records[Int(target)]
    record.lower = UInt32(truncatingIfNeeded: lower)
    record.upper = UInt32(truncatingIfNeeded: upper)
    record.flags |= NodeRecord.alias
    let index = add(record)
    aliases[index] = target
    if let tag = tags[target] { tags[index] = tag }
    return index
  }

  mutating func setAnchor(_ name: String, of node: UInt32) { anchors[node] = name }

  /// An alias within `target`: a null.
  mutating func addRecursion(to target: UInt32, lower: Int, upper: Int) -> UInt32 {
    let index = add(NodeRecord(.null, flags: NodeRecord.alias, lower: lower, upper: upper))
    recursions[index] = target
    return index
  }

  mutating func setTag(_ tag: String, of node: UInt32) { tags[node] = tag }
  func isMapping(_ node: UInt32) -> Bool { records[Int(node)].kind == .mapping }
  func range(of node: UInt32) -> ByteRange {
    ByteRange(Int(records[Int(node)].lower), Int(records[Int(node)].upper))
  }

  @inline(__always) @discardableResult
  mutating func begin(_ kind: Node.Kind, lower: Int) -> UInt32 {
    let index = add(NodeRecord(kind, lower: lower, upper: lower))
    open.append((index, pending.count))
    return index
  }

  /// Ends the innermost container, whose edges are its pending children. Nil for `upper`: it ends
  /// with its last child.
  @discardableResult
  mutating func end(upper: Int?) -> UInt32 {
    guard let container = open.popLast() else { return 0 }
    let node = Int(container.node)
    let first = container.firstChild
    if let upper {
      records[node].upper = UInt32(truncatingIfNeeded: upper)
    } else if let last = pending.last, pending.count > first {
      records[node].upper = max(records[node].upper, records[Int(last)].upper)
    }
    records[node].a = UInt32(truncatingIfNeeded: edges.count)
    if records[node].kind == .mapping {
      endMapping(node, first, inherited: expandsMergeKeys ? expandMerges(first) : 0)
    } else {
      records[node].b = UInt32(truncatingIfNeeded: pending.count - first)
      appendEdges(first)
    }
    return container.node
  }

  @inline(__always)
  private mutating func appendEdges(_ first: Int) {
    var index = first
    let count = pending.count
    while index < count {
      edges.append(pending[index])
      index += 1
    }
    pending.removeLast(count - first)
  }

  // MARK: mappings

  private mutating func endMapping(_ node: Int, _ first: Int, inherited: Int) {
    let count = (pending.count - first) / 2
    if keepsDuplicateKeys {
      records[node].b = UInt32(truncatingIfNeeded: count)
      let table = count > KeyTable.smallest ? rehashed(first, count) : nil
      appendEdges(first)
      if let table {
        records[node].flags |= NodeRecord.hashed
        edges.append(contentsOf: table)
      }
      return
    }
    if count > KeyTable.smallest {
      let table = removeDuplicates(hashing: first, inherited: inherited)
      records[node].b = UInt32(truncatingIfNeeded: (pending.count - first) / 2)
      appendEdges(first)
      if let table {
        records[node].flags |= NodeRecord.hashed
        edges.append(contentsOf: table)
      }
      return
    }
    if count > 1 { removeDuplicates(comparing: first, inherited: inherited) }
    records[node].b = UInt32(truncatingIfNeeded: (pending.count - first) / 2)
    appendEdges(first)
  }

  private mutating func removeDuplicates(comparing first: Int, inherited: Int) {
    fingerprints.removeAll(keepingCapacity: true)
    var kept = 0
    let count = (pending.count - first) / 2
    for entry in 0..<count {
      let key = pending[first + 2 * entry]
      let mark = fingerprint(key)
      var earlier = 0
      while earlier < kept {
        if fingerprints[earlier] == mark, areEqual(pending[first + 2 * earlier], key) { break }
        earlier += 1
      }
      if earlier < kept {
        replace(first + 2 * earlier, by: first + 2 * entry, inherited: entry < inherited)
      } else {
        if kept < entry { move(first + 2 * entry, to: first + 2 * kept) }
        fingerprints.append(mark)
        kept += 1
      }
    }
    pending.removeLast(2 * (count - kept))
  }

  /// The table of what is kept, or nil where removing made the mapping small.
  private mutating func removeDuplicates(hashing first: Int, inherited: Int) -> [UInt32]? {
    let count = (pending.count - first) / 2
    let slots = KeyTable.slots(count)
    var table = [UInt32](repeating: 0, count: slots)
    var kept = 0
    for entry in 0..<count {
      let key = pending[first + 2 * entry]
      var slot = hash(key) & (slots - 1)
      var earlier: Int?
      while table[slot] != 0 {
        let candidate = Int(table[slot] - 1)
        if areEqual(pending[first + 2 * candidate], key) {
          earlier = candidate
          break
        }
        slot = (slot + 1) & (slots - 1)
      }
      if let earlier {
        replace(first + 2 * earlier, by: first + 2 * entry, inherited: entry < inherited)
      } else {
        if kept < entry { move(first + 2 * entry, to: first + 2 * kept) }
        kept += 1
        table[slot] = UInt32(truncatingIfNeeded: kept)
      }
    }
    pending.removeLast(2 * (count - kept))
    // A look-up derives the table's size from the number of entries.
    guard kept > KeyTable.smallest else { return nil }
    return KeyTable.slots(kept) == slots ? table : rehashed(first, kept)
  }

  private func rehashed(_ first: Int, _ count: Int) -> [UInt32] {
    let slots = KeyTable.slots(count)
    var table = [UInt32](repeating: 0, count: slots)
    for entry in 0..<count {
      var slot = hash(pending[first + 2 * entry]) & (slots - 1)
      while table[slot] != 0 { slot = (slot + 1) & (slots - 1) }
      table[slot] = UInt32(truncatingIfNeeded: entry + 1)
    }
    return table
  }

  /// Puts what merge keys bring before the mapping's own entries; their number.
  private mutating func expandMerges(_ first: Int) -> Int {
    let entries = stride(from: first, to: pending.count, by: 2)
    guard entries.contains(where: { isMergeKey(pending[$0]) }) else { return 0 }
    var inherited: [UInt32] = []
    var own: [UInt32] = []
    for entry in entries {
      let value = records[Int(pending[entry + 1])]
      let sources =
        value.kind == .sequence
        ? edges[Int(value.a)..<Int(value.a) + Int(value.b)].map { records[Int($0)] } : [value]
      if isMergeKey(pending[entry]), sources.allSatisfy({ $0.kind == .mapping }) {
        for mapping in sources {
          inherited += edges[Int(mapping.a)..<Int(mapping.a) + 2 * Int(mapping.b)]
          borrowed += Int(mapping.b)
        }
      } else {
        if isMergeKey(pending[entry]), badMerges.count < Diagnostics.limit {
          badMerges.append(range(of: pending[entry + 1]))
        }
        own += [pending[entry], pending[entry + 1]]
      }
    }
    pending.removeLast(pending.count - first)
    pending += inherited
    pending += own
    inheritedKeys = Set(stride(from: 0, to: inherited.count, by: 2).map { inherited[$0] })
    return inherited.count / 2
  }

  private func isMergeKey(_ key: UInt32) -> Bool {
    let record = records[Int(key)]
    guard record.isScalar, record.b == 2, record.flags & NodeRecord.quoted == 0 else {
      return false
    }
    return withText(record) { $0[0] == 0x3C && $0[1] == 0x3C }
  }

  private mutating func replace(_ earlier: Int, by later: Int, inherited: Bool) {
    // Among what merge keys bring, the first wins and nobody wrote anything twice.
    if inherited { return }
    if !inheritedKeys.contains(pending[earlier]), duplicates.count < Diagnostics.limit {
      duplicates.append((range(of: pending[earlier]), range(of: pending[later])))
    }
    move(later, to: earlier)
  }

  private mutating func move(_ from: Int, to: Int) {
    pending[to] = pending[from]
    pending[to + 1] = pending[from + 1]
  }

  private func fingerprint(_ key: UInt32) -> UInt64 {
    let record = records[Int(key)]
    // Containers are never equal; their index keeps them apart.
    guard record.isScalar else { return UInt64(key) << 8 | 0xFF }
    let length = Int(record.b)
    var mark = UInt64(min(length, 0xFE))
    if record.flags & NodeRecord.inArena == 0, Int(record.a) + 8 <= source.count {
      let word = UnsafeRawBufferPointer(source).loadUnaligned(
        fromByteOffset: Int(record.a), as: UInt64.self)
      let used = min(length, 7)
      return mark | (word & (used == 0 ? 0 : UInt64.max >> UInt64(64 - 8 * used))) << 8
    }
    withText(record) { bytes in
      for (index, byte) in bytes.prefix(7).enumerated() {
        mark |= UInt64(byte) << (8 * (index + 1))
      }
    }
    return mark
  }

  private func hash(_ key: UInt32) -> Int {
    let record = records[Int(key)]
    return record.isScalar ? withText(record) { KeyTable.hash($0) } : Int(key)
  }

  private func areEqual(_ a: UInt32, _ b: UInt32) -> Bool {
    let one = records[Int(a)]
    let other = records[Int(b)]
    guard one.isScalar, other.isScalar, one.b == other.b else { return false }
    return withText(one) { left in withText(other) { sameBytes(left, $0) } }
  }

  private func withText<R>(_ record: NodeRecord, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let range = Int(record.a)..<Int(record.a) + Int(record.b)
    guard record.flags & NodeRecord.inArena != 0 else {
      return body(UnsafeBufferPointer(rebasing: source[range]))
    }
    return arena.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

/// Hash tables of large mappings: open addressing, slots hold an entry's number from 1.
enum KeyTable {
  /// Up to so many entries are compared one by one.
  static let smallest = 16

  static func slots(_ entries: Int) -> Int {
    1 << (Int.bitWidth - (2 * entries - 1).leadingZeroBitCount)
  }

  /// SipHash with the process's random key: crafted keys do not collide.
  static func hash(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(key))
    return hasher.finalize()
  }
}

@inline(__always)
func sameBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  guard a.count == b.count, let left = a.baseAddress, let right = b.baseAddress else {
    return a.count == b.count
  }
  return memcmp(left, right, a.count) == 0
}
