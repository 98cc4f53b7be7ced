import ShrikeText

/// The index of a repository: which paths are tracked, and what is staged for them.
///
/// Reads versions 2 to 4, split and sparse indexes, of both object formats (gitformat-index(5)).
/// Entries are sorted by path.
struct GitIndex: Sendable {
  static let maximumFileSize = 1 << 30
  static let maximumPathLength = 1 << 16

  struct Entry: Sendable {
    var nameStart: Int
    var nameCount: Int
    var mode: UInt32
    var stage: UInt8
    var isIntentToAdd: Bool
    var id: ObjectID

    var isSubmodule: Bool { mode & 0o170000 == 0o160000 }
    /// A folder outside the sparse checkout; its path ends in a slash.
    var isSparseFolder: Bool { mode & 0o170000 == 0o040000 }
  }

  private(set) var entries: [Entry] = []
  /// The paths, one after the other.
  private(set) var names: [UInt8] = []

  init() {}

  /// Empty when there is no index yet.
  init(of repository: GitRepository) throws(EngineError) {
    let path = repository.indexPath
    guard fileKind(path) != .none else { return }
    guard let bytes = readFile(path, limit: Self.maximumFileSize) else {
      throw EngineError(.io, "cannot read git's index", cause: path.printable)
    }
    let part = try Part(bytes, idCount: repository.format.byteCount)
    guard let link = part.link else {
      self = part.index
      return
    }
    let file = repository.gitDirectory + "/sharedindex.\(link.base)"
    if link.base.isZero {
      self = part.index
      return
    }
    guard let shared = readFile(file, limit: Self.maximumFileSize) else {
      throw EngineError(.io, "cannot read the shared part of git's index", cause: file.printable)
    }
    let base = try Part(shared, idCount: repository.format.byteCount)
    self = Self.merged(base: base.index, with: part.index, link)
  }

  /// Bytes of an index without its link to another.
  init(bytes: [UInt8], format: ObjectFormat) throws(EngineError) {
    self = try Part(bytes, idCount: format.byteCount).index
  }

  func path(_ entry: Entry) -> ArraySlice<UInt8> {
    names[entry.nameStart..<(entry.nameStart + entry.nameCount)]
  }

  private mutating func append(_ entry: Entry, name: some Collection<UInt8>) {
    var entry = entry
    entry.nameStart = names.count
    entry.nameCount = name.count
    names.append(contentsOf: name)
    entries.append(entry)
  }

  /// The shared index with the changes a split index makes to it.
  private static func merged(base: GitIndex, with own: GitIndex, _ link: Link) -> GitIndex {
    var result = GitIndex()
    var next = 0
    for (position, entry) in base.entries.enumerated() {
      if link.replaced.contains(position), next < own.entries.count {
        let replacement = own.entries[next]
        next += 1
        if !link.deleted.contains(position) { result.append(replacement, name: base.path(entry)) }
      } else if !link.deleted.contains(position) {
        result.append(entry, name: base.path(entry))
      }
    }
    for entry in own.entries.dropFirst(next) where entry.nameCount > 0 {
      result.append(entry, name: own.path(entry))
    }
    let names = result.names
    result.entries.sort { a, b in
      let x = names[a.nameStart..<(a.nameStart + a.nameCount)]
      let y = names[b.nameStart..<(b.nameStart + b.nameCount)]
      return x.elementsEqual(y) ? a.stage < b.stage : x.lexicographicallyPrecedes(y)
    }
    return result
  }

  /// The extension of a split index: positions in the shared one.
  struct Link: Sendable {
    var base: ObjectID
    var deleted: RangeSet<Int>
    var replaced: RangeSet<Int>
  }

  /// One index file as it stands.
  private struct Part {
    var index = GitIndex()
    var link: Link?

    init(_ bytes: [UInt8], idCount: Int) throws(EngineError) {
      var reader = BigEndianReader(bytes)
      guard reader.word() == 0x4449_5243, let version = reader.word(), (2...4).contains(version),
        let count = reader.word()
      else { throw Self.damaged("no index of version 2 to 4") }
      index.entries.reserveCapacity(min(Int(count), bytes.count / (42 + idCount)))
      index.names.reserveCapacity(bytes.count / 2)
      var previous: [UInt8] = []
      for _ in 0..<count {
        try readEntry(&reader, version: version, idCount: idCount, previous: &previous)
      }
      try readExtensions(&reader, idCount: idCount)
    }

    private mutating func readEntry(
      _ reader: inout BigEndianReader, version: UInt32, idCount: Int, previous: inout [UInt8]
    ) throws(EngineError) {
      let start = reader.at
      guard reader.skip(24), let mode = reader.word(), reader.skip(12),
        let id = reader.id(idCount), let flags = reader.half()
      else { throw Self.damaged("it ends early") }
      var more: UInt16 = 0
      if flags & 0x4000 != 0 {
        guard let read = reader.half() else { throw Self.damaged("it ends early") }
        more = read
      }
      let entry = Entry(
        nameStart: 0, nameCount: 0, mode: mode, stage: UInt8(flags >> 12 & 3),
        isIntentToAdd: more & 0x2000 != 0, id: id)
      if version == 4 {
        guard let strip = reader.variableLength(), strip <= previous.count,
          let suffix = reader.untilZero()
        else { throw Self.damaged("a path is damaged") }
        previous.removeLast(strip)
        previous.append(contentsOf: suffix)
        guard previous.count <= GitIndex.maximumPathLength else {
          throw Self.damaged("a path is too long")
        }
        index.append(entry, name: previous)
      } else {
        guard let name = reader.untilZero(), name.count <= GitIndex.maximumPathLength else {
          throw Self.damaged("a path is damaged")
        }
        index.append(entry, name: name)
        // Padded with one to eight zeros to a multiple of eight.
        let length = reader.at - start
        guard reader.skip((8 - length % 8) % 8) else { throw Self.damaged("it ends early") }
      }
    }

    private mutating func readExtensions(
      _ reader: inout BigEndianReader, idCount: Int
    ) throws(EngineError) {
      while reader.remaining >= idCount + 8, let name = reader.word(), let size = reader.word() {
        guard Int(size) <= reader.remaining else { throw Self.damaged("an extension is too long") }
        let end = reader.at + Int(size)
        if name == 0x6C69_6E6B {
          guard let base = reader.id(idCount) else { throw Self.damaged("its link is damaged") }
          let entries = Int(size) > idCount
          link = Link(
            base: base, deleted: entries ? try Self.bitmap(&reader) : RangeSet(),
            replaced: entries ? try Self.bitmap(&reader) : RangeSet())
        } else if name != 0x7364_6972, (name >> 24) & 0x20 != 0 {
          // A name in lower case must be understood, says the format.
          throw Self.damaged("it has an extension that is not known")
        }
        guard reader.seek(end) else { throw Self.damaged("it ends early") }
      }
    }

    /// A bitmap in EWAH compression: runs of equal words, then literal ones. Sixteen bytes can stand
    /// for a run of billions.
    private static func bitmap(
      _ reader: inout BigEndianReader
    ) throws(EngineError) -> RangeSet<Int> {
      guard let bits = reader.word(), let count = reader.word() else {
        throw damaged("a bitmap is damaged")
      }
      var found = RangeSet<Int>()
      var position = 0
      var left = Int(count)
      while left > 0 {
        guard let run = reader.double() else { throw damaged("a bitmap is damaged") }
        left -= 1
        let length = Int(run >> 1 & 0xFFFF_FFFF) * 64
        guard position + length <= Int(bits) + 64 else { throw damaged("a bitmap is damaged") }
        if run & 1 == 1 { found.insert(contentsOf: position..<(position + length)) }
        position += length
        let literals = Int(run >> 33)
        guard literals <= left else { throw damaged("a bitmap is damaged") }
        for _ in 0..<literals {
          guard let word = reader.double() else { throw damaged("a bitmap is damaged") }
          for bit in 0..<64 where word >> UInt64(bit) & 1 == 1 {
            found.insert(contentsOf: (position + bit)..<(position + bit + 1))
          }
          position += 64
        }
        left -= literals
      }
      guard reader.skip(4) else { throw damaged("a bitmap is damaged") }
      return found
    }

    private static func damaged(_ why: String) -> EngineError {
      EngineError(.io, "git's index cannot be read", cause: why)
    }
  }
}

/// Reads big-endian numbers; nil at the end of the bytes.
struct BigEndianReader {
  private let bytes: [UInt8]
  private(set) var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var remaining: Int { bytes.count - at }

  mutating func skip(_ count: Int) -> Bool { seek(at + count) }

  mutating func seek(_ offset: Int) -> Bool {
    guard offset >= at, offset <= bytes.count else { return false }
    at = offset
    return true
  }

  mutating func half() -> UInt16? { number(UInt16.self) }
  mutating func word() -> UInt32? { number(UInt32.self) }
  mutating func double() -> UInt64? { number(UInt64.self) }

  mutating func id(_ count: Int) -> ObjectID? {
    guard remaining >= count else { return nil }
    defer { at += count }
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { ObjectID(raw: $0 + at, count: count) }
    }
  }

  /// Bytes up to a zero, which is passed over.
  mutating func untilZero() -> ArraySlice<UInt8>? {
    let start = at
    let length = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { findByte($0 + start, 0, buffer.count - start) }
    }
    guard let length else { return nil }
    at = start + length + 1
    return bytes[start..<(start + length)]
  }

  /// The offset encoding of packs: seven bits a byte, one is added for every byte that follows.
  mutating func variableLength() -> Int? {
    guard remaining > 0 else { return nil }
    var value = Int(bytes[at] & 0x7F)
    while bytes[at] & 0x80 != 0 {
      at += 1
      guard remaining > 0, value < 1 << 40 else { return nil }
      value = (value + 1) << 7 | Int(bytes[at] & 0x7F)
    }
    at += 1
    return value
  }

  private mutating func number<N: FixedWidthInteger>(_ type: N.Type) -> N? {
    let size = MemoryLayout<N>.size
    guard remaining >= size else { return nil }
    defer { at += size }
    return bytes.withUnsafeBytes { N(bigEndian: $0.loadUnaligned(fromByteOffset: at, as: N.self)) }
  }
}
