/// `paths:` of shrike.yml: which paths are looked at, in gitignore's glob syntax.
///
/// `include` empty means all; else a path or a folder above it must match. `exclude` wins over
/// `include`, and over git: an excluded file is not looked at even when it is tracked. In either
/// list a later `!glob` takes back what an earlier one said, though nothing below an excluded
/// folder.
public struct PathFilter: Sendable {
  private let include: IgnorePatterns
  private let exclude: IgnorePatterns
  private let includesAll: Bool

  public init(include: [String] = [], exclude: [String] = []) {
    self.include = IgnorePatterns(globs: include)
    self.exclude = IgnorePatterns(globs: exclude)
    includesAll = include.isEmpty
  }

  public var isEmpty: Bool { includesAll && exclude.isEmpty }
  /// Whether `include` is empty.
  var includesEverything: Bool { includesAll }

  /// Whether the file at `path`, relative to the filter's folder, is to be looked at.
  public func admits(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    if isEmpty { return true }
    var isIncluded = includesAll
    var name = 0
    for index in path.indices where path[index] == UInt8(ascii: "/") {
      let folder = UnsafeBufferPointer(rebasing: path[..<index])
      if excludes(folder, name: name, isFolder: true) { return false }
      isIncluded = isIncluded || includes(folder, name: name, isFolder: true)
      name = index + 1
    }
    if excludes(path, name: name, isFolder: false) { return false }
    return isIncluded || includes(path, name: name, isFolder: false)
  }

  /// Whether a glob of `exclude` says so of this very path.
  func excludes(_ path: UnsafeBufferPointer<UInt8>, name: Int, isFolder: Bool) -> Bool {
    !exclude.isEmpty && exclude.answer(path, name: name, isFolder: isFolder) == .ignore
  }

  /// Whether all is included, or a glob of `include` says so of this very path.
  func includes(_ path: UnsafeBufferPointer<UInt8>, name: Int, isFolder: Bool) -> Bool {
    includesAll || include.answer(path, name: name, isFolder: isFolder) == .ignore
  }
}
