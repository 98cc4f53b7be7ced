import ShrikeModel
import ShrikeText

extension GitHistory {
  /// What is staged: the blobs of the index that HEAD does not have at their path, with the blob
  /// HEAD has there as parent. Without commits everything in the index is new.
  ///
  /// Paths in conflict and paths that are only announced (`git add -N`) have no staged blob.
  public static func staged(_ repository: GitRepository) throws(EngineError) -> GitHistory {
    let index = try GitIndex(of: repository)
    var history = GitHistory()
    guard !index.entries.isEmpty else { return history }
    let objects = try GitObjects(repository)
    var committed = CommittedFiles(objects: objects, index: index)
    if let head = try repository.head().commit {
      guard case .object(let object) = objects.read(head), object.kind == .commit,
        let commit = object.withBytes({ CommitHeader($0) })
      else {
        throw EngineError(.unavailable, "the commit of HEAD is not here", cause: head.description)
      }
      committed.walk(commit.tree, depth: 0)
    }
    for (number, entry) in index.entries.enumerated() {
      if entry.isSubmodule { history.submodules += 1 }
      if entry.isSubmodule || entry.isSparseFolder || entry.stage != 0 || entry.isIntentToAdd {
        continue
      }
      let before = committed.ids[number]
      if before == entry.id { continue }
      index.path(entry).withUnsafeBufferPointer {
        history.record(entry.id, at: $0, commit: -1, replacing: before)
      }
    }
    history.skipped = committed.missing.map { Skip($0, .missingObject, "its folder in HEAD") }
    return history
  }
}

/// The blobs of a tree for the paths of an index. Both are in the order of their bytes, so one pass
/// does it.
private struct CommittedFiles {
  private let objects: GitObjects
  private let index: GitIndex
  private var next = 0
  private var path: [UInt8] = []
  private(set) var ids: [ObjectID?]
  private(set) var missing: [String] = []

  init(objects: GitObjects, index: GitIndex) {
    self.objects = objects
    self.index = index
    ids = [ObjectID?](repeating: nil, count: index.entries.count)
  }

  mutating func walk(_ tree: ObjectID, depth: Int) {
    guard depth <= GitHistory.maximumTreeDepth, case .object(let object) = objects.read(tree),
      object.kind == .tree
    else {
      if missing.count < 100 { missing.append(String(decoding: path, as: UTF8.self)) }
      return
    }
    defer { withExtendedLifetime(object) {} }
    var entry = TreeCursor(object, idCount: objects.format.byteCount)
    while entry.isValid, next < index.entries.count {
      let length = path.count
      if length > 0 { path.append(0x2F) }
      path.append(contentsOf: entry.name)
      if entry.isTree {
        // A folder none of whose paths the index has is passed over unread.
        if isInIndex() { walk(entry.id, depth: depth + 1) }
      } else {
        match(entry.id)
      }
      path.removeLast(path.count - length)
      entry.advance()
    }
  }

  private mutating func match(_ id: ObjectID) {
    while next < index.entries.count {
      let name = index.path(index.entries[next])
      if name.elementsEqual(path) {
        ids[next] = id
        next += 1
        // Stages of a conflict repeat the path.
      } else if name.lexicographicallyPrecedes(path) {
        next += 1
      } else {
        return
      }
    }
  }

  private mutating func isInIndex() -> Bool {
    path.append(0x2F)
    defer { path.removeLast() }
    while next < index.entries.count {
      let name = index.path(index.entries[next])
      if name.starts(with: path) { return true }
      if !name.lexicographicallyPrecedes(path) { return false }
      next += 1
    }
    return false
  }
}
