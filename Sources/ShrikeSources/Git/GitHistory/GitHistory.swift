import ShrikeModel
import ShrikeText

/// The blobs of a history, each once: under the first commit that brought it in, with the blob it
/// replaced.
///
/// Made by comparing trees, commit after commit from the oldest; no blob is read for it. Reading
/// then may go in any order (`batches`) without changing what a blob is attributed to.
public struct GitHistory: Sendable {
  /// Other paths that are kept of one blob.
  public static let maximumPlaces = 20
  /// Folders in folders; deeper ones are passed over.
  public static let maximumTreeDepth = 1_000
  /// Tree entries looked at in one commit before a tree that was walked in it already is passed
  /// over. A few objects can name each other so that they make billions of paths.
  public static let maximumEntriesPerCommit = 2_000_000

  public enum Range: Sendable, Hashable {
    /// Everything that references reach, notes excluded.
    case all
    /// `REV` (to HEAD) or `REV..REV`.
    case since(String)
  }

  /// A blob to look at.
  public struct Item: Sendable, Hashable {
    public let id: ObjectID
    /// What stood at the path before; what is not new since then needs no second look.
    public let parent: ObjectID?
    /// Number of its path in `path(_:)`.
    public let path: Int
    /// Number of its commit in `commits`; nil for what is staged.
    public let commit: Int?

    public var place: Place { Place(path: path, commit: commit) }
  }

  /// Another path a blob stood at, and the commit that put it there.
  public struct Place: Sendable, Hashable {
    public let path: Int
    public let commit: Int?
  }

  /// Oldest first, parents before children.
  public internal(set) var commits: [ObjectID] = []
  /// What could not be looked at: missing commits and trees, with at most 100 examples of each
  /// kind.
  public internal(set) var skipped: [Skip] = []
  /// Entries that are other repositories.
  public internal(set) var submodules = 0

  var table = ObjectTable()
  var paths = PathTable()
  private var records: [Record] = []
  private var places: [PlaceRecord] = []
  /// Parents that are no items themselves.
  private var outside: [ObjectID] = []

  private struct Record {
    var path: Int32
    var commit: Int32
    /// An item, -1 for none, or -2 and less for `outside`.
    var parent: Int32
    var lastPlace: Int32
  }

  private struct PlaceRecord {
    var path: Int32
    var commit: Int32
    var previous: Int32
  }

  init() {}

  public var count: Int { records.count }

  /// Items are numbered in the order of their commits.
  public subscript(index: Int) -> Item {
    let record = records[index]
    let parent: ObjectID? =
      switch record.parent {
      case -1: nil
      case 0...: table[Int(record.parent)]
      default: outside[-2 - Int(record.parent)]
      }
    return Item(
      id: table[index], parent: parent, path: Int(record.path),
      commit: record.commit < 0 ? nil : Int(record.commit))
  }

  /// Bytes of a path, relative to the top of the repository.
  public func path(_ number: Int) -> ArraySlice<UInt8> { paths[number] }

  /// The path as text; what is no UTF-8 becomes U+FFFD.
  public func pathText(_ number: Int) -> String { String(decoding: paths[number], as: UTF8.self) }

  /// Other paths of an item, in the order they came.
  public func otherPlaces(of index: Int) -> [Place] {
    var found: [Place] = []
    var at = records[index].lastPlace
    while at >= 0 {
      let place = places[Int(at)]
      found.append(
        Place(path: Int(place.path), commit: place.commit < 0 ? nil : Int(place.commit)))
      at = place.previous
    }
    return found.reversed()
  }

  /// All items in an order that is quick to read: path by path, each from old to new, so that a
  /// blob's parent was mostly read just before, and the base of its delta too. A batch is a piece
  /// of work for one worker; one path's items stay together up to `size`.
  public func batches(size: Int = 256) -> [ArraySlice<Int32>] {
    var starts = [Int32](repeating: 0, count: paths.count + 1)
    for record in records { starts[Int(record.path) + 1] += 1 }
    for index in 0..<paths.count { starts[index + 1] += starts[index] }
    let ends = starts
    var order = [Int32](repeating: 0, count: records.count)
    for (index, record) in records.enumerated() {
      order[Int(starts[Int(record.path)])] = Int32(truncatingIfNeeded: index)
      starts[Int(record.path)] += 1
    }
    var batches: [ArraySlice<Int32>] = []
    var begin = 0
    for path in 0..<paths.count {
      let end = Int(ends[path + 1])
      while end - begin >= size {
        batches.append(order[begin..<min(begin + size, end)])
        begin = min(begin + size, end)
      }
    }
    if begin < order.count { batches.append(order[begin...]) }
    return batches
  }

  // MARK: making

  /// Adds a blob, or another place of one that is known.
  mutating func record(
    _ id: ObjectID, at path: UnsafeBufferPointer<UInt8>, commit: Int32, replacing parent: ObjectID?
  ) {
    let (index, isNew) = table.insert(id)
    let number = paths.insert(path)
    guard isNew else {
      addPlace(index, path: number, commit: commit)
      return
    }
    records.append(
      Record(
        path: number, commit: commit, parent: reference(to: parent, at: number), lastPlace: -1))
  }

  private mutating func reference(to parent: ObjectID?, at path: Int32) -> Int32 {
    guard let parent else { return -1 }
    if let known = table.find(parent), known < records.count {
      // A parent that is looked at under another path may be passed over there, by a rule about
      // paths.
      return records[known].path == path ? Int32(truncatingIfNeeded: known) : -1
    }
    outside.append(parent)
    return Int32(truncatingIfNeeded: -1 - outside.count)
  }

  private mutating func addPlace(_ index: Int, path: Int32, commit: Int32) {
    guard records[index].path != path else { return }
    var at = records[index].lastPlace
    var count = 0
    while at >= 0 {
      if places[Int(at)].path == path { return }
      at = places[Int(at)].previous
      count += 1
    }
    guard count < Self.maximumPlaces else { return }
    places.append(
      PlaceRecord(path: path, commit: commit, previous: records[index].lastPlace))
    records[index].lastPlace = Int32(truncatingIfNeeded: places.count - 1)
  }
}
