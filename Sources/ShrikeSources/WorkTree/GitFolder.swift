import Glibc

/// The few files of a `.git` that a walk needs.
enum GitFolder {
  /// A `.git` file or `commondir` longer than this names no folder.
  private static let pointerLimit = 8 << 10

  /// Content of `info/exclude` of the repository whose root is open; empty when there is none.
  static func infoExclude(in root: Int32) -> [UInt8] {
    let limit = IgnorePatterns.byteLimit
    guard root >= 0 else { return [] }
    if let content = readSmallFile(root, ".git/info/exclude", limit: limit, follow: true) {
      return content
    }
    // A submodule or a linked work tree: `.git` is a file that says where the folder is.
    guard let pointer = readSmallFile(root, ".git", limit: pointerLimit),
      let target = value(pointer, after: "gitdir:")
    else { return [] }
    let folder = openat(root, target, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return [] }
    defer { close(folder) }
    // A linked work tree shares the exclude file of its repository.
    if let common = readSmallFile(folder, "commondir", limit: pointerLimit),
      let target = value(common, after: "")
    {
      return readSmallFile(folder, target + "/info/exclude", limit: limit, follow: true) ?? []
    }
    return readSmallFile(folder, "info/exclude", limit: limit, follow: true) ?? []
  }

  private static func value(_ content: [UInt8], after key: String) -> String? {
    let text = String(decoding: content, as: UTF8.self)
    guard text.hasPrefix(key) else { return nil }
    let value = text.dropFirst(key.count).drop { $0 == " " }.prefix { !$0.isNewline }
    return value.isEmpty ? nil : String(value)
  }
}

/// Up to `limit` bytes of a regular file; nil when it is none or cannot be read.
func readSmallFile(
  _ folder: Int32, _ name: String, limit: Int, follow: Bool = false
) -> [UInt8]? {
  // Not blocking: the name may be a FIFO's.
  let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW)
  let descriptor = openat(folder, name, flags)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  let wanted = max(0, min(Int(status.st_size), limit))
  return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
    while filled < wanted, let base = buffer.baseAddress {
      let count = Glibc.read(descriptor, base + filled, wanted - filled)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      filled += count
    }
  }
}
