/// The files of a walk, by path bytewise: one arena for all paths, a word or two a file.
public struct FileList: Sendable {
  /// The folder that paths are relative to, as it was named; openable.
  public let folder: String
  /// What stands before a path when a person reads it: the folder cleaned, empty for `.`.
  public let prefix: String

  /// Paths, each ended by a NUL so that it can be opened where it lies.
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  /// Bytes, or the complement of it for symbolic links.
  private var sizes: [Int] = []

  public init(folder: String) {
    self.folder = folder
    prefix = cleanPath(folder) == "." ? "" : cleanPath(folder)
  }

  public var count: Int { ends.count }

  /// All sizes added up, bytes as the walk saw them.
  public var totalSize: Int {
    sizes.reduce(0) { $0 &+ ($1 < 0 ? ~$1 : $1) }
  }

  /// Size in bytes as the walk saw it.
  public func size(at index: Int) -> Int { sizes[index] < 0 ? ~sizes[index] : sizes[index] }

  /// Whether the file is reached through a symbolic link.
  public func isSymlink(at index: Int) -> Bool { sizes[index] < 0 }

  /// The path relative to `folder`; a NUL stands after the last byte.
  public func withRelativePath<R>(
    at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    let start = index == 0 ? 0 : ends[index - 1] + 1
    return arena.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<ends[index]]))
    }
  }

  public func relativePath(at index: Int) -> String {
    withRelativePath(at: index) { String(decoding: $0, as: UTF8.self) }
  }

  /// The path as a person reads it.
  public func path(at index: Int) -> String { display(relativePath(at: index)) }

  func display(_ relative: String) -> String {
    prefix.isEmpty ? relative : prefix == "/" ? "/" + relative : prefix + "/" + relative
  }

  mutating func append(_ path: UnsafeBufferPointer<UInt8>, size: Int, isSymlink: Bool) {
    arena.append(contentsOf: path)
    ends.append(arena.count)
    arena.append(0)
    sizes.append(isSymlink ? ~max(0, size) : max(0, size))
  }
}

/// The shortest path that lexically means the same, `.` for nothing: `./a//b/../c` is `a/c`.
func cleanPath(_ path: String) -> String {
  let isAbsolute = path.utf8.first == UInt8(ascii: "/")
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part != ".." {
      parts.append(part)
    } else if let last = parts.last, last != ".." {
      parts.removeLast()
    } else if !isAbsolute {
      parts.append(part)
    }
  }
  let joined = parts.joined(separator: "/")
  return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
}
