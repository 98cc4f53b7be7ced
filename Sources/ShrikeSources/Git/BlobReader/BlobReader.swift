import ShrikeModel
import ShrikeText

/// A blob's bytes, inflated; they live as long as it does.
public final class Blob {
  public let id: ObjectID
  private let object: GitObject

  init(_ id: ObjectID, _ object: GitObject) {
    self.id = id
    self.object = object
  }

  public var count: Int { object.count }

  @inline(__always)
  public func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try object.withBytes(body)
  }

  /// Git's own test: a NUL in the first 8,000 bytes.
  public var isBinary: Bool {
    object.withBytes { bytes in
      bytes.baseAddress.map { findByte($0, 0, min(bytes.count, 8000)) != nil } ?? false
    }
  }
}

/// Reads blobs and commits of one repository; one for each worker, not shared between threads.
public final class BlobReader {
  /// A blob, or why it cannot be had.
  public enum Content {
    case blob(Blob)
    case skipped(Skip.Reason, String)
  }

  /// A blob of a history with the part of it that is not in its parent.
  public struct Change {
    public let content: Content
    /// The new lines and those around them; nil: all of it (it has no parent, or one that cannot be
    /// compared).
    public let hunks: [AddedLines.Hunk]?

    public init(content: Content, hunks: [AddedLines.Hunk]?) {
      self.content = content
      self.hunks = hunks
    }
  }

  /// Blobs kept for the next reads: a parent was mostly read just before its child.
  static let recentCount = 6
  static let recentSize = 8 << 20

  private let objects: GitObjects
  private var recent: [Blob] = []

  public init(_ repository: GitRepository) throws(EngineError) {
    objects = try GitObjects(repository)
  }

  /// The blob, unless it has more than `limit` bytes; its size is known before it is inflated.
  public func read(_ id: ObjectID, limit: Int) -> Content {
    if let index = recent.firstIndex(where: { $0.id == id }), recent[index].count <= limit {
      let blob = recent.remove(at: index)
      recent.append(blob)
      return .blob(blob)
    }
    switch objects.read(id, limit: limit) {
    case .object(let object):
      guard object.kind == .blob else { return .skipped(.missingObject, "\(id) is no blob") }
      let blob = Blob(id, object)
      keep(blob)
      return .blob(blob)
    case .missing: return .skipped(.missingObject, "blob \(id)")
    case .tooLarge(let size): return .skipped(.tooLarge, "\(size) bytes")
    case .corrupt(let why): return .skipped(.missingObject, "blob \(id): \(why)")
    }
  }

  /// The blob of an item, compared with its parent. A parent that is binary, too large or not here
  /// cannot have been scanned as text, so all of the blob is new then.
  public func read(_ item: GitHistory.Item, limit: Int) -> Change {
    // The parent first: items come path by path, so it is likely still at hand.
    var old: Blob?
    if let parent = item.parent, case .blob(let blob) = read(parent, limit: limit), !blob.isBinary {
      old = blob
    }
    let content = read(item.id, limit: limit)
    guard let old, case .blob(let new) = content else {
      return Change(content: content, hunks: nil)
    }
    let hunks = old.withBytes { oldBytes in
      new.withBytes { AddedLines.hunks(old: oldBytes, new: $0) }
    }
    return Change(content: content, hunks: hunks)
  }

  /// Who made a commit, when, and what they said of it; nil when it cannot be read.
  public func info(of commit: ObjectID) -> CommitInfo? {
    guard case .object(let object) = objects.read(commit), object.kind == .commit else {
      return nil
    }
    return object.withBytes { CommitText($0).info(id: commit.description) }
  }

  private func keep(_ blob: Blob) {
    guard blob.count <= Self.recentSize else { return }
    recent.append(blob)
    var size = 0
    for kept in recent { size += kept.count }
    while recent.count > Self.recentCount || size > Self.recentSize {
      size -= recent.removeFirst().count
    }
  }
}
