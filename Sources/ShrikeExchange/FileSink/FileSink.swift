import Glibc
public import ShrikeModel
public import ShrikeText

/// Writes to a file descriptor or a file; what goes wrong is a sentence that names the output.
///
/// Bytes gather in a buffer, so `finish()` must be called; what it throws matters as much as what
/// `write` throws. A file is written beside its final name and renamed at the end: a full disk
/// leaves the old report, never half of a new one. The process must ignore SIGPIPE
/// (`ignoreBrokenPipes`).
public struct FileSink: ByteSink {
  static let bufferSize = 1 << 16

  private let descriptor: Int32
  /// For messages.
  private let name: String
  private var buffer: [UInt8] = []
  /// The file that becomes `path` at the end; nil when written in place.
  private var temporary: String?
  private let path: String?

  /// Writes to an open descriptor, which stays open.
  public init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    path = nil
    buffer.reserveCapacity(Self.bufferSize)
  }

  /// Standard output.
  public static var standardOutput: FileSink {
    FileSink(descriptor: STDOUT_FILENO, name: "standard output")
  }

  /// A file, made or replaced. Devices, pipes and files in folders that take no new file are
  /// written in place.
  public init(path: String) throws(EngineError) {
    name = path
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    let isRegular = exists && status.st_mode & S_IFMT == S_IFREG
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw Self.failure(path, EISDIR) }
    if !exists || isRegular, !Self.isLink(path) {
      let beside = "\(path).\(getpid()).tmp"
      let opened = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if opened >= 0 {
        if isRegular { _ = fchmod(opened, status.st_mode & 0o777) }
        descriptor = opened
        temporary = beside
        return
      }
      guard exists else { throw Self.failure(path, errno) }
    }
    let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw Self.failure(path, errno) }
    descriptor = opened
  }

  /// A reader that goes away becomes an error of `write`, not the end of the process.
  public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  public mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(EngineError) {
    if buffer.count + bytes.count <= Self.bufferSize {
      buffer.append(contentsOf: bytes)
      return
    }
    try flush()
    if bytes.count >= Self.bufferSize { try send(bytes) } else { buffer.append(contentsOf: bytes) }
  }

  /// Everything so far is with the system after this.
  public mutating func flush() throws(EngineError) {
    var failure: EngineError?
    buffer.withUnsafeBufferPointer { bytes in
      do throws(EngineError) { try send(bytes) } catch { failure = error }
    }
    buffer.removeAll(keepingCapacity: true)
    if let failure { throw failure }
  }

  /// Writes the rest; a file takes its name and is closed.
  public mutating func finish() throws(EngineError) {
    do throws(EngineError) { try flush() } catch {
      abandon()
      throw error
    }
    guard let path else { return }
    // Some file systems say only now that the disk is full.
    if close(descriptor) != 0, errno != EINTR {
      let code = errno
      if let temporary { unlink(temporary) }
      throw Self.failure(name, code)
    }
    if let temporary {
      self.temporary = nil
      if rename(temporary, path) != 0 {
        let code = errno
        unlink(temporary)
        throw Self.failure(name, code)
      }
    }
  }

  /// Gives up: no half-written file stays behind.
  public mutating func abandon() {
    buffer.removeAll()
    guard path != nil else { return }
    close(descriptor)
    if let temporary { unlink(temporary) }
    temporary = nil
  }

  private func send(_ bytes: UnsafeBufferPointer<UInt8>) throws(EngineError) {
    guard let base = bytes.baseAddress else { return }
    var sent = 0
    while sent < bytes.count {
      let count = Glibc.write(descriptor, base + sent, bytes.count - sent)
      if count >= 0 {
        sent += count
        continue
      }
      let code = errno
      if code == EINTR { continue }
      if code == EAGAIN || code == EWOULDBLOCK {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
        continue
      }
      throw Self.failure(name, code)
    }
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func failure(_ name: String, _ code: Int32) -> EngineError {
    let reason: String
    switch code {
    case EPIPE: reason = "whoever was reading it has gone away"
    case ENOSPC: reason = "no space is left on its disk"
    case EDQUOT: reason = "the disk quota is used up"
    case EFBIG: reason = "the file would grow larger than is allowed"
    case EROFS: reason = "its file system is read-only"
    case EACCES, EPERM: reason = "permission is denied"
    case ENOENT: reason = "its folder does not exist"
    case ENOTDIR: reason = "a part of the path is no folder"
    case EISDIR: reason = "it is a folder"
    case ENAMETOOLONG: reason = "the name is too long"
    case EBADF: reason = "it is closed"
    default: reason = String(cString: strerror(code))
    }
    return EngineError(.io, "cannot write to \(name.printable)", cause: reason)
  }
}
