import ShrikeModel
import ShrikeText

extension GitHistory {
  /// Enumerates a history. Reads commits and trees, no blob.
  ///
  /// - Throws: `.unavailable` when `range` names no commit or the repository cannot be read here,
  ///   `.cancelled` when `cancelled` says so.
  public static func read(
    _ repository: GitRepository, _ range: Range = .all, cancelled: () -> Bool = { false }
  ) throws(EngineError) -> GitHistory {
    let objects = try GitObjects(repository)
    var tips: [ObjectID] = []
    var excluded: [ObjectID] = []
    switch range {
    case .all:
      tips = Set(try repository.references().filter(\.isHistory).map(\.id)).sorted()
    case .since(let text):
      let parts = text.firstRange(of: "..")
      let from = parts.map { String(text[..<$0.lowerBound]) } ?? text
      let to = parts.map { String(text[$0.upperBound...]) } ?? "HEAD"
      guard !to.hasPrefix(".") else {
        throw EngineError(.unavailable, "'\(text)' is no range", cause: "write REV or REV..REV")
      }
      excluded = [try repository.commit(from.isEmpty ? "HEAD" : from, objects)]
      tips = [try repository.commit(to.isEmpty ? "HEAD" : to, objects)]
    }
    let graph = try CommitGraph(
      objects: objects, tips: tips, excluding: excluded, shallow: repository.shallowCommits(),
      cancelled: cancelled)
    var walk = HistoryWalk(objects: objects)
    try walk.run(graph, cancelled: cancelled)
    return walk.history
  }
}

extension GitReference {
  /// Notes are no files, and replacements stand for other objects. A tag of a tree or blob is
  /// passed over when its commit is asked for.
  fileprivate var isHistory: Bool {
    !name.hasPrefix("refs/notes/") && !name.hasPrefix("refs/replace/")
  }
}

/// Compares the trees of commits with those of their parents.
struct HistoryWalk {
  var history = GitHistory()
  private let objects: GitObjects
  private let idCount: Int
  private var cache = TreeCache()
  private var path: [UInt8] = []
  private var commit: Int32 = 0
  private var entries = 0
  /// Trees walked in this commit.
  private var walked: Set<ObjectID> = []
  private var missing = 0

  init(objects: GitObjects) {
    self.objects = objects
    idCount = objects.format.byteCount
  }

  mutating func run(_ graph: CommitGraph, cancelled: () -> Bool) throws(EngineError) {
    for id in graph.missing { skipMissing("commit \(id)") }
    let order = graph.ordered()
    history.commits.reserveCapacity(order.count)
    for (number, commit) in order.enumerated() {
      if number & 63 == 0, cancelled() { throw EngineError(.cancelled, "interrupted") }
      let commit = Int(commit)
      self.commit = Int32(truncatingIfNeeded: number)
      history.commits.append(graph.table[commit])
      let parents = graph.parents(of: commit).filter { graph.isPresent(Int($0)) }
      compare(graph.trees[commit], with: parents.map { graph.trees[Int($0)] })
    }
  }

  /// Records what a tree has and none of `parents`.
  private mutating func compare(_ tree: ObjectID, with parents: [ObjectID]) {
    if parents.contains(tree) { return }
    entries = 0
    walked.removeAll(keepingCapacity: true)
    path.removeAll(keepingCapacity: true)
    walk(tree, parents, depth: 0)
  }

  private mutating func walk(_ tree: ObjectID, _ parents: [ObjectID], depth: Int) {
    guard let object = cache.tree(tree, from: objects) else {
      skipMissing("tree \(tree)")
      return
    }
    // A parent that is not here has nothing in common: too much is looked at then, never too
    // little.
    let parentObjects = parents.map { cache.tree($0, from: objects) }
    defer { withExtendedLifetime((object, parentObjects)) {} }
    var new = TreeCursor(object, idCount: idCount)
    if parentObjects.count == 1 {
      walk(&new, TreeCursor(parentObjects[0], idCount: idCount), depth: depth)
    } else {
      walk(&new, parentObjects.map { TreeCursor($0, idCount: idCount) }, depth: depth)
    }
  }

  private mutating func walk(_ new: inout TreeCursor, _ parent: TreeCursor, depth: Int) {
    var old = parent
    while new.isValid {
      entries += 1
      TreeCursor.skipCommon(&new, &old)
      guard new.isValid else { return }
      var order = -1
      while old.isValid {
        order = old.order(new)
        if order >= 0 { break }
        old.advance()
      }
      let isMatch = old.isValid && order == 0
      if !isMatch || !old.hasSameID(as: new) {
        take(new, isMatch ? [old.id] : [], depth: depth)
      }
      new.advance()
      if isMatch { old.advance() }
    }
  }

  private mutating func walk(_ new: inout TreeCursor, _ parents: [TreeCursor], depth: Int) {
    var old = parents
    while new.isValid {
      entries += 1
      // What the first parent has needs no look at the others.
      if !old.isEmpty { TreeCursor.skipCommon(&new, &old[0]) }
      guard new.isValid else { return }
      var isKnown = false
      var matches: [ObjectID] = []
      for index in old.indices {
        var order = -1
        while old[index].isValid {
          order = old[index].order(new)
          if order >= 0 { break }
          old[index].advance()
        }
        guard old[index].isValid, order == 0 else { continue }
        isKnown = old[index].hasSameID(as: new)
        if !isKnown { matches.append(old[index].id) }
        old[index].advance()
        if isKnown { break }
      }
      if !isKnown { take(new, matches, depth: depth) }
      new.advance()
    }
  }

  /// An entry that differs from its namesakes in every parent.
  private mutating func take(_ entry: TreeCursor, _ namesakes: [ObjectID], depth: Int) {
    if entry.isSubmodule {
      history.submodules += 1
      return
    }
    let length = path.count
    defer { path.removeLast(path.count - length) }
    if length > 0 { path.append(0x2F) }
    path.append(contentsOf: entry.name)
    let id = entry.id
    guard entry.isTree else {
      path.withUnsafeBufferPointer {
        history.record(id, at: $0, commit: commit, replacing: namesakes.first)
      }
      return
    }
    guard depth < GitHistory.maximumTreeDepth else {
      skip(.limit, "folders deeper than \(GitHistory.maximumTreeDepth)")
      return
    }
    let isNew = walked.insert(id).inserted
    if !isNew, entries > GitHistory.maximumEntriesPerCommit {
      skip(.limit, "one commit has the same folder at too many paths")
      return
    }
    walk(id, namesakes, depth: depth + 1)
  }

  private mutating func skipMissing(_ what: String) { skip(.missingObject, what) }

  private mutating func skip(_ reason: Skip.Reason, _ what: String) {
    missing += 1
    guard missing <= 100 else { return }
    history.skipped.append(Skip(String(decoding: path, as: UTF8.self), reason, what))
  }
}
