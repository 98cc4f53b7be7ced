import Glibc

/// The bytes of a regular file of at most `limit` bytes; nil when there is none or it is larger.
/// A FIFO or device in a file's place is not waited for.
func readSmallFile(_ path: String, limit: Int) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
    status.st_size <= limit
  else { return nil }
  var filled = 0
  // One byte more than the size says: a file that grows meanwhile is noticed at the end.
  let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { buffer, count in
    while filled < buffer.count {
      let got = Glibc.read(
        descriptor, buffer.baseAddress.unsafelyUnwrapped + filled, buffer.count - filled)
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      filled += got
    }
    count = filled
  }
  return bytes
}

/// First line of a small file, without trailing white space.
func readFirstLine(_ path: String) -> String? {
  guard let bytes = readSmallFile(path, limit: 1 << 16) else { return nil }
  var line = bytes.prefix { $0 != 0x0A }
  while let last = line.last, last == 0x0D || last == 0x20 || last == 0x09 { line.removeLast() }
  return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
}

enum FileKind { case none, file, folder }

/// What stands at a path, symbolic links followed.
func fileKind(_ path: String) -> FileKind {
  var status = stat()
  guard stat(path, &status) == 0 else { return .none }
  return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
}

/// The path without `.`, `..`, double slashes and symbolic links; nil when it is not there.
func absolutePath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// A link to nothing: HEAD of an old repository may link to a branch that is not born yet.
func isDanglingLink(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
}

/// Names in a folder, sorted, without `.` and `..`.
func folderEntries(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}
