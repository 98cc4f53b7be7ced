import ShrikeModel

/// A run of text that a detector looks at: a file, a file inside an archive, the lines a commit
/// added.
///
/// `bytes` are valid only during the call that hands the fragment out; keep copies, never the
/// pointer.
public struct Fragment {
  /// As a person reads it; inside archives `outer.zip!inner/file`.
  public var path: String
  /// UTF-8 as far as the file was valid, without a byte order mark.
  public var bytes: UnsafeBufferPointer<UInt8>
  /// Line of the first byte in its file, from 1.
  public var firstLine: Int
  public var commit: CommitInfo?
  /// The symbolic link through which the file was reached; `path` is then what it points to.
  public var symlink: String?
  /// Where the lines of `bytes` stand in the file on disk, when they are not its own lines (a
  /// notebook's cells). Nil: line n of `bytes` is line `firstLine + n - 1` of the file.
  public var lineMap: LineMap?
  public var isASCII: Bool

  public init(
    path: String, bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1,
    commit: CommitInfo? = nil, symlink: String? = nil, lineMap: LineMap? = nil, isASCII: Bool
  ) {
    self.path = path
    self.bytes = bytes
    self.firstLine = firstLine
    self.commit = commit
    self.symlink = symlink
    self.lineMap = lineMap
    self.isASCII = isASCII
  }
}
