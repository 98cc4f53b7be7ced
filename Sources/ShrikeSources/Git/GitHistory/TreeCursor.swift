import Glibc
import ShrikeText

/// Steps through the entries of a tree object. The bytes must outlive it.
struct TreeCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let idCount: Int
  /// First byte of the entry and of the one after it.
  private var start = 0
  private var next = 0
  /// Whether there is an entry; a damaged tree ends where it is damaged.
  private(set) var isValid = false
  private(set) var mode: UInt32 = 0
  private(set) var name = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var idAt = 0

  init(_ object: GitObject?, idCount: Int) {
    self.idCount = idCount
    bytes = object?.bytes ?? UnsafeBufferPointer(start: nil, count: 0)
    advance()
  }

  var isTree: Bool { mode & 0o170000 == 0o040000 }
  var isSubmodule: Bool { mode & 0o170000 == 0o160000 }

  var id: ObjectID {
    bytes.baseAddress.map { ObjectID(raw: $0 + idAt, count: idCount) } ?? .zero
  }

  @inline(__always)
  func hasSameID(as other: TreeCursor) -> Bool {
    equalBytes(bytes, idAt, other.bytes, other.idAt, idCount)
  }

  /// Passes over the entries that stand in both trees from here on, byte for byte: most of them, so
  /// nothing of these is read but their lengths.
  static func skipCommon(_ a: inout TreeCursor, _ b: inout TreeCursor) {
    guard a.isValid, b.isValid, let x = a.bytes.baseAddress, let y = b.bytes.baseAddress else {
      return
    }
    let count = min(a.bytes.count - a.start, b.bytes.count - b.start)
    let left = UnsafeRawPointer(x + a.start)
    let right = UnsafeRawPointer(y + b.start)
    var same = 0
    while same + 8 <= count,
      left.loadUnaligned(fromByteOffset: same, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: same, as: UInt64.self)
    { same += 8 }
    while same < count, x[a.start + same] == y[b.start + same] { same += 1 }
    var skipped = 0
    // Shorter than this is no entry: a mode of five digits, a blank, a name of one byte, its zero,
    // the id.
    while skipped + 8 + a.idCount <= same,
      let name = findByte(x + a.start + skipped + 6, 0, same - skipped - 6),
      skipped + 7 + name + a.idCount <= same
    { skipped += 7 + name + a.idCount }
    guard skipped > 0 else { return }
    a.next = a.start + skipped
    b.next = b.start + skipped
    a.advance()
    b.advance()
  }

  mutating func advance() {
    start = next
    isValid = false
    guard let base = bytes.baseAddress else { return }
    var at = next
    var mode: UInt32 = 0
    while at < bytes.count, base[at] != 0x20 {
      let digit = base[at] &- 0x30
      guard digit < 8, mode < 1 << 24 else { return }
      mode = mode << 3 | UInt32(digit)
      at += 1
    }
    at += 1
    guard at < bytes.count, let length = findByte(base + at, 0, bytes.count - at), length > 0,
      at + length + 1 + idCount <= bytes.count
    else { return }
    self.mode = mode
    name = UnsafeBufferPointer(start: base + at, count: length)
    idAt = at + length + 1
    next = idAt + idCount
    isValid = true
  }

  /// Git's order of tree entries: a folder sorts as if its name ended in a slash. 0 only for
  /// entries of the same name of which both or none are folders.
  @inline(__always)
  func order(_ other: TreeCursor) -> Int {
    guard let a = name.baseAddress, let b = other.name.baseAddress else { return 0 }
    let common = min(name.count, other.name.count)
    let order = memcmp(a, b, common)
    if order != 0 { return Int(order) }
    let x: UInt8 = name.count > common ? a[common] : isTree ? 0x2F : 0
    let y: UInt8 = other.name.count > common ? b[common] : other.isTree ? 0x2F : 0
    if x != y { return Int(x) - Int(y) }
    return name.count - other.name.count
  }
}

/// Trees read lately. Two generations: when the young one is full it becomes the old one, and what
/// was old is let go.
struct TreeCache {
  /// Bytes of one generation.
  static let generationSize = 12 << 20

  private var young: [ObjectID: GitObject] = [:]
  private var old: [ObjectID: GitObject] = [:]
  private var size = 0

  mutating func tree(_ id: ObjectID, from objects: GitObjects) -> GitObject? {
    if let tree = young[id] { return tree }
    if let tree = old[id] {
      keep(tree, id)
      return tree
    }
    guard case .object(let tree) = objects.read(id), tree.kind == .tree else { return nil }
    keep(tree, id)
    return tree
  }

  private mutating func keep(_ tree: GitObject, _ id: ObjectID) {
    young[id] = tree
    // An entry of a dictionary and the two allocations behind it.
    size += tree.count + 200
    if size > Self.generationSize {
      old = young
      young = [:]
      size = 0
    }
  }
}
