/// Filters that each hold for a folder and all below it: one `paths:` for every folder of a tree.
///
/// A path is looked at when every filter that holds for it says so. At most 64 can hold for one path;
/// more are passed over.
public struct PathFilters: Sendable {
  struct Row: Sendable {
    /// Empty or with a slash at the end.
    var scope: [UInt8]
    var filter: PathFilter
  }

  private(set) var rows: [Row] = []

  public init() {}

  /// `scope`: the folder from the root, empty or with a slash at the end.
  public mutating func add(_ filter: PathFilter, scope: String) {
    push(filter, scope: Array(scope.utf8))
  }

  mutating func push(_ filter: PathFilter, scope: [UInt8]) {
    if rows.count < 64 { rows.append(Row(scope: scope, filter: filter)) }
  }

  mutating func truncate(to count: Int) { rows.removeLast(rows.count - count) }

  public var isEmpty: Bool { rows.allSatisfy(\.filter.isEmpty) }

  /// Whether the file at `path`, relative to the root, is to be looked at.
  public func admits(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    rows.allSatisfy { row in
      row.filter.isEmpty || !path.starts(with: row.scope)
        || row.filter.admits(UnsafeBufferPointer(rebasing: path[row.scope.count...]))
    }
  }

  public func admits(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { admits($0) }
  }

  /// Whether a filter excludes this very path; its last component begins at `name`.
  func excludes(_ path: UnsafeBufferPointer<UInt8>, name: Int, isFolder: Bool) -> Bool {
    rows.contains { row in
      !row.filter.isEmpty && row.scope.count <= name && path.starts(with: row.scope)
        && row.filter.excludes(
          UnsafeBufferPointer(rebasing: path[row.scope.count...]), name: name - row.scope.count,
          isFolder: isFolder)
    }
  }

  /// The filters, as bits, that include everything or name this very path.
  func including(_ path: UnsafeBufferPointer<UInt8>, name: Int, isFolder: Bool) -> UInt64 {
    var bits: UInt64 = 0
    for (number, row) in rows.enumerated() {
      let holds =
        row.filter.includesEverything
        || row.scope.count <= name && path.starts(with: row.scope)
          && row.filter.includes(
            UnsafeBufferPointer(rebasing: path[row.scope.count...]), name: name - row.scope.count,
            isFolder: isFolder)
      if holds { bits |= 1 << UInt64(number) }
    }
    return bits
  }

  /// A bit for every filter.
  var all: UInt64 { rows.count == 64 ? ~0 : 1 << UInt64(rows.count) - 1 }

  /// The filters, as bits, that include everything.
  var includingEverything: UInt64 {
    rows.enumerated().reduce(0) { bits, row in
      row.element.filter.includesEverything ? bits | 1 << UInt64(row.offset) : bits
    }
  }
}
