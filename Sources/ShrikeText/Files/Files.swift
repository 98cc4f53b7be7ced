import Glibc

/// Reads a regular file whole; nil when it cannot be read or is larger than `limit`. A FIFO or device in its place
/// is not waited for.
public func readFile(_ path: String, limit: Int = 64 << 20) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
    status.st_size <= limit
  else { return nil }
  let size = Int(status.st_size)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    guard let base = buffer.baseAddress else { return }
    while count < size {
      let got = read(descriptor, base + count, size - count)
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      count += got
    }
  }
}

/// Who may do what with a file; nil when there is none.
public func permissions(of path: String) -> mode_t? {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
}

/// Writes a file so that a reader sees the old content or the new, never a part: a temporary file beside it,
/// renamed.
public func writeFile(
  _ path: String, _ bytes: [UInt8], mode: mode_t = 0o644
) throws(EngineError) {
  let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
  guard descriptor >= 0 else {
    throw EngineError(.io, "cannot write '\(path)'", cause: String(cString: strerror(errno)))
  }
  var count = 0
  var failure: Int32 = 0
  while count < bytes.count {
    let put = bytes.withUnsafeBytes { buffer in
      buffer.baseAddress.map { write(descriptor, $0 + count, bytes.count - count) } ?? 0
    }
    if put < 0, errno == EINTR { continue }
    if put < 0 {
      failure = errno
      break
    }
    count += put
  }
  if close(descriptor) != 0, failure == 0 { failure = errno }
  if failure == 0, rename(temporary, path) != 0 { failure = errno }
  if failure != 0 {
    unlink(temporary)
    throw EngineError(.io, "cannot write '\(path)'", cause: String(cString: strerror(failure)))
  }
}

/// Makes a folder and those above it; private to the user.
public func makeFolder(_ path: String, mode: mode_t = 0o700) -> Bool {
  if mkdir(path, mode) == 0 || errno == EEXIST { return isFolder(path) }
  guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
    return false
  }
  return makeFolder(String(path[..<slash]), mode: mode)
    && (mkdir(path, mode) == 0 || errno == EEXIST)
}

public func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

public func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// The names in a folder, sorted; nil when it cannot be read.
public func folderEntries(_ path: String) -> [String]? {
  guard let stream = opendir(path) else { return nil }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}
