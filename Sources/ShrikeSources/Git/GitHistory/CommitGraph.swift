import ShrikeText

/// The commits reachable from some tips and not from others, with their order.
///
/// Walks by itself: libgit2 1.5 stops at the edge of a shallow clone, and at any commit that is
/// missing.
struct CommitGraph {
  private(set) var table = ObjectTable()
  private(set) var trees: [ObjectID] = []
  private var dates: [Int64] = []
  private var flags: [Flags] = []
  private var parentStart: [Int32] = []
  private var parentCount: [Int32] = []
  private var parentList: [Int32] = []
  /// Commits that were named and could not be read.
  private(set) var missing: [ObjectID] = []

  private struct Flags: OptionSet {
    let rawValue: UInt8
    static let present = Flags(rawValue: 1)
    static let excluded = Flags(rawValue: 2)
    static let queued = Flags(rawValue: 4)
    static let visited = Flags(rawValue: 8)
    /// Its parents were cut off by a shallow clone.
    static let boundary = Flags(rawValue: 16)
  }

  /// So many commits are looked at after every tip seems excluded: clocks of committers differ
  /// (git's own limit_list does the same with five). A commit beyond is taken for new; nothing is
  /// missed by it.
  private static let slop = 256

  init(
    objects: GitObjects, tips: [ObjectID], excluding: [ObjectID], shallow: Set<ObjectID>,
    cancelled: () -> Bool
  ) throws(EngineError) {
    var queue = Heap()
    var open = 0
    for id in excluding { enqueue(id, excluded: true, objects, shallow, &queue, &open) }
    for id in tips { enqueue(id, excluded: false, objects, shallow, &queue, &open) }
    var slop = Self.slop
    var steps = 0
    while let commit = queue.popLast() {
      steps += 1
      if steps & 1023 == 0, cancelled() { throw EngineError(.cancelled, "interrupted") }
      let isExcluded = flags[commit].contains(.excluded)
      flags[commit].insert(.visited)
      if !isExcluded { open -= 1 }
      for offset in 0..<Int(parentCount[commit]) {
        // The parents' own ids stand in the list until they are numbered here.
        let parent = Int(parentList[Int(parentStart[commit]) + offset])
        load(parent, objects, shallow)
        visit(parent, excluded: isExcluded, &queue, &open)
      }
      if open == 0 {
        slop -= 1
        if slop < 0 { break }
      }
    }
  }

  var count: Int { table.count }

  func parents(of commit: Int) -> ArraySlice<Int32> {
    let start = Int(parentStart[commit])
    return parentList[start..<(start + Int(parentCount[commit]))]
  }

  func isPresent(_ commit: Int) -> Bool { flags[commit].contains(.present) }

  /// Commits without parents that were not made so by a shallow clone or a missing parent.
  func roots() -> [ObjectID] {
    (0..<count).filter { index in
      flags[index].contains(.present) && !flags[index].contains(.boundary)
        && parentCount[index] == 0
    }.map { table[$0] }
  }

  /// Whether history ends somewhere that is not its beginning.
  var isCutOff: Bool { !missing.isEmpty || flags.contains { $0.contains(.boundary) } }

  /// The commits that count, parents before children, among those that may come next the oldest
  /// first.
  func ordered() -> [Int32] {
    let wanted: [Flags] = [.present, .visited]
    let counts = flags.map { flag in
      wanted.allSatisfy { flag.contains($0) } && !flag.contains(.excluded)
    }
    var waiting = [Int32](repeating: 0, count: count)
    var childCount = [Int32](repeating: 0, count: count + 1)
    for commit in 0..<count where counts[commit] {
      for parent in parents(of: commit) where counts[Int(parent)] {
        waiting[commit] += 1
        childCount[Int(parent)] += 1
      }
    }
    var childStart = [Int32](repeating: 0, count: count + 1)
    for index in 0..<count { childStart[index + 1] = childStart[index] + childCount[index] }
    var children = [Int32](repeating: 0, count: Int(childStart[count]))
    var fill = childStart
    for commit in 0..<count where counts[commit] {
      for parent in parents(of: commit) where counts[Int(parent)] {
        children[Int(fill[Int(parent)])] = Int32(truncatingIfNeeded: commit)
        fill[Int(parent)] += 1
      }
    }
    var heap = Heap()
    for commit in 0..<count where counts[commit] && waiting[commit] == 0 {
      heap.push(commit, date: -dates[commit], id: table[commit])
    }
    var order: [Int32] = []
    while let commit = heap.popLast() {
      order.append(Int32(truncatingIfNeeded: commit))
      for at in Int(childStart[commit])..<Int(childStart[commit + 1]) {
        let child = Int(children[at])
        waiting[child] -= 1
        if waiting[child] == 0 { heap.push(child, date: -dates[child], id: table[child]) }
      }
    }
    return order
  }

  // MARK: private parts

  private mutating func enqueue(
    _ id: ObjectID, excluded: Bool, _ objects: GitObjects, _ shallow: Set<ObjectID>,
    _ queue: inout Heap, _ open: inout Int
  ) {
    guard let commit = Self.peel(id, objects) else {
      if !excluded { missing.append(id) }
      return
    }
    let index = number(commit)
    load(index, objects, shallow)
    visit(index, excluded: excluded, &queue, &open)
  }

  private mutating func visit(
    _ commit: Int, excluded: Bool, _ queue: inout Heap, _ open: inout Int
  ) {
    guard flags[commit].contains(.present) else { return }
    if excluded { exclude(commit, &open) }
    guard !flags[commit].contains(.queued) else { return }
    flags[commit].insert(.queued)
    if !flags[commit].contains(.excluded) { open += 1 }
    queue.push(commit, date: dates[commit], id: table[commit])
  }

  /// Marks a commit, and what was reached from it before it was known to be excluded.
  private mutating func exclude(_ commit: Int, _ open: inout Int) {
    var stack = [commit]
    while let next = stack.popLast() {
      guard !flags[next].contains(.excluded) else { continue }
      flags[next].insert(.excluded)
      if flags[next].contains(.visited) {
        for parent in parents(of: next) { stack.append(Int(parent)) }
      } else if flags[next].contains(.queued) {
        open -= 1
      }
    }
  }

  private mutating func number(_ id: ObjectID) -> Int {
    let (index, isNew) = table.insert(id)
    if isNew {
      trees.append(.zero)
      dates.append(0)
      flags.append([])
      parentStart.append(-1)
      parentCount.append(0)
    }
    return index
  }

  /// Reads a commit once.
  private mutating func load(_ index: Int, _ objects: GitObjects, _ shallow: Set<ObjectID>) {
    guard parentStart[index] < 0 else { return }
    parentStart[index] = Int32(truncatingIfNeeded: parentList.count)
    let id = table[index]
    guard case .object(let object) = objects.read(id), object.kind == .commit,
      let commit = object.withBytes({ CommitHeader($0) })
    else {
      missing.append(id)
      return
    }
    flags[index].insert(.present)
    trees[index] = commit.tree
    dates[index] = commit.date
    if shallow.contains(id) {
      flags[index].insert(.boundary)
      return
    }
    for parent in commit.parents { parentList.append(Int32(truncatingIfNeeded: number(parent))) }
    parentCount[index] = Int32(truncatingIfNeeded: commit.parents.count)
  }

  /// The commit a tag points to, through at most ten tags of tags; nil when it is none.
  static func peel(_ id: ObjectID, _ objects: GitObjects) -> ObjectID? {
    var id = id
    for _ in 0..<10 {
      guard case .object(let object) = objects.read(id) else { return nil }
      switch object.kind {
      case .commit: return id
      case .tag:
        guard let target = object.withBytes({ Self.tagTarget($0) }) else { return nil }
        id = target
      case .tree, .blob: return nil
      }
    }
    return nil
  }

  private static func tagTarget(_ bytes: UnsafeBufferPointer<UInt8>) -> ObjectID? {
    guard bytes.starts(with: "object ".utf8), let end = bytes.firstIndex(of: 0x0A) else {
      return nil
    }
    return ObjectID(hexadecimal: bytes[7..<end])
  }
}

/// The machine's half of a commit.
struct CommitHeader {
  var tree = ObjectID.zero
  var parents: [ObjectID] = []
  /// Committer's, seconds since 1970.
  var date: Int64 = 0

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = 0
    while let end = bytes[at...].firstIndex(of: 0x0A), end > at {
      let line = bytes[at..<end]
      if line.starts(with: "parent ".utf8) {
        guard let id = ObjectID(hexadecimal: line.dropFirst(7)) else { return nil }
        parents.append(id)
      } else if line.starts(with: "tree ".utf8) {
        guard let id = ObjectID(hexadecimal: line.dropFirst(5)) else { return nil }
        tree = id
      } else if line.starts(with: "committer ".utf8) {
        if let close = line.lastIndex(of: 0x3E) {
          date = Self.seconds(line[(close + 1)...])
        }
        break
      }
      at = end + 1
      if at >= bytes.count { break }
    }
    guard !tree.isZero else { return nil }
  }

  /// The number after blanks, 0 when there is none.
  static func seconds(_ bytes: some Sequence<UInt8>) -> Int64 {
    var value: Int64 = 0
    var begun = false
    for byte in bytes {
      if byte >= 0x30, byte <= 0x39 {
        begun = true
        if value < 1 << 52 { value = value * 10 + Int64(byte - 0x30) }
      } else if begun || byte != 0x20 {
        break
      }
    }
    return value
  }
}

/// Commits by date, the latest at the end; ties by id, so that every run gives the same order.
private struct Heap {
  private var items: [(date: Int64, commit: Int32, id: ObjectID)] = []

  mutating func push(_ commit: Int, date: Int64, id: ObjectID) {
    items.append((date, Int32(truncatingIfNeeded: commit), id))
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isAfter(items[child], items[parent]) else { break }
      items.swapAt(child, parent)
      child = parent
    }
  }

  mutating func popLast() -> Int? {
    guard let top = items.first else { return nil }
    let last = items.removeLast()
    if !items.isEmpty {
      items[0] = last
      var parent = 0
      while true {
        var next = parent
        for child in [2 * parent + 1, 2 * parent + 2]
        where child < items.count && isAfter(items[child], items[next]) { next = child }
        if next == parent { break }
        items.swapAt(next, parent)
        parent = next
      }
    }
    return Int(top.commit)
  }

  private func isAfter(
    _ a: (date: Int64, commit: Int32, id: ObjectID), _ b: (date: Int64, commit: Int32, id: ObjectID)
  ) -> Bool {
    a.date != b.date ? a.date > b.date : a.id < b.id
  }
}
