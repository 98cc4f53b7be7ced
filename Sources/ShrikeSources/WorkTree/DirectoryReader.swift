import Glibc

/// The entries of one open folder.
enum DirectoryReader {
  static let unknown = UInt8(DT_UNKNOWN)
  static let folder = UInt8(DT_DIR)
  static let file = UInt8(DT_REG)
  static let symlink = UInt8(DT_LNK)

  // The structure as a whole is longer than what readdir(3) returns, so it is never copied.
  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
  private static let typeOffset = MemoryLayout<dirent>.offset(of: \.d_type) ?? 0

  /// Gives each entry but `.` and `..`, with its `d_type`; false when the folder could not be read
  /// to its end.
  static func read(
    _ stream: OpaquePointer, _ body: (UnsafeBufferPointer<UInt8>, UInt8) -> Void
  ) -> Bool {
    while true {
      errno = 0
      guard let entry = readdir(stream) else { return errno == 0 }
      let base = UnsafeRawPointer(entry)
      let start = base + nameOffset
      let count = strlen(start.assumingMemoryBound(to: CChar.self))
      let name = UnsafeBufferPointer(
        start: start.assumingMemoryBound(to: UInt8.self), count: count)
      let isDot = name[0] == 0x2E && (count == 1 || (count == 2 && name[1] == 0x2E))
      if !isDot { body(name, base.load(fromByteOffset: typeOffset, as: UInt8.self)) }
    }
  }
}
