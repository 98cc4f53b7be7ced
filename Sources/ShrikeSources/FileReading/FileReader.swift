import Glibc
import ShrikeModel
import ShrikeText

/// Reads the files of a list, one after another, and hands out their fragments. One a worker.
///
/// A file is read whole into one buffer that all files share; nothing is mapped, nothing followed
/// that the list does not call a symbolic link.
public struct FileReader: ~Copyable {
  /// Files that were read, empty ones among them.
  public private(set) var fileCount = 0
  /// Bytes that were read from files, before anything was expanded.
  public private(set) var byteCount = 0

  private let folder: Int32
  private var expander: Expander
  private var buffer = ByteBuffer()

  /// `folder` is the one a `FileList` was made of.
  public init(folder: String, limits: ReadLimits = ReadLimits()) throws(EngineError) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(folder) }
    self.folder = descriptor
    expander = Expander(limits: limits)
  }

  deinit { close(folder) }

  /// Hands out what is in the file at `index`; the reason when it is not looked at goes to `skips`.
  public mutating func read(
    _ list: borrowing FileList, at index: Int, skips: inout [Skip], into body: (Fragment) -> Void
  ) {
    let isSymlink = list.isSymlink(at: index)
    // Not blocking: since the walk the name may have become a FIFO's.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (isSymlink ? 0 : O_NOFOLLOW)
    let descriptor = list.withRelativePath(at: index) { path -> Int32 in
      guard let base = path.baseAddress else { return -1 }
      return base.withMemoryRebound(to: CChar.self, capacity: path.count + 1) {
        openat(self.folder, $0, flags)
      }
    }
    let path = list.path(at: index)
    guard descriptor >= 0 else {
      skips.append(Self.unopened(path, errno))
      return
    }
    defer { close(descriptor) }
    guard isSymlink else {
      return read(descriptor, path: path, symlink: nil, skips: &skips, into: body)
    }
    let target = Self.target(of: list.relativePath(at: index), in: folder)
    read(
      descriptor, path: target.map { $0.hasPrefix("/") ? $0 : cleanPath(list.display($0)) } ?? path,
      symlink: path, skips: &skips, into: body)
  }

  /// Hands out what a descriptor gives to its end: standard input, a pipe. Nothing past
  /// `ReadLimits.fileBytes` is read.
  public mutating func read(
    descriptor: Int32, path: String, skips: inout [Skip], into body: (Fragment) -> Void
  ) {
    read(descriptor, path: path, symlink: nil, isStream: true, skips: &skips, into: body)
  }

  // MARK: one file

  private mutating func read(
    _ descriptor: Int32, path: String, symlink: String?, isStream: Bool = false,
    skips: inout [Skip], into body: (Fragment) -> Void
  ) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      skips.append(Skip(path, .unreadable, String(cString: strerror(errno))))
      return
    }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    guard isRegular || isStream else {
      skips.append(Skip(path, .changed, "it is no file any more"))
      return
    }
    let stated = isRegular ? Int(status.st_size) : 0
    let limit = expander.limits.fileBytes
    if stated > limit {
      return readLarge(
        descriptor, size: stated, path: path, symlink: symlink, skips: &skips, into: body)
    }
    defer { buffer.shrink() }
    var count = 0
    // One byte more than stated shows in one call that there is no more.
    buffer.reserve(min(stated, limit) + 1)
    while true {
      if count > limit {
        skips.append(Skip(path, .tooLarge, expander.tooLarge(nil)))
        return
      }
      if count == buffer.capacity {
        buffer.reserve(min(count * 2, max(limit, count) + 1), keeping: count)
      }
      let wanted = min(buffer.capacity, limit + 1) - count
      let got = Glibc.read(descriptor, buffer.base + count, wanted)
      if got < 0, errno == EINTR { continue }
      if got < 0, errno == EAGAIN, isStream {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&ready, 1, -1)
        continue
      }
      if got < 0 {
        skips.append(Skip(path, .unreadable, String(cString: strerror(errno))))
        return
      }
      count += got
      if got == 0 || (isRegular && stated > 0 && count == stated && got < wanted) { break }
    }
    if count < stated { skips.append(Skip(path, .changed, "it shrank while it was read")) }
    let skipped = skips.count
    var isLookedAt = count == 0
    if count > 0 {
      expander.expand(
        path: path, bytes: UnsafeBufferPointer(start: buffer.base, count: count), symlink: symlink,
        into: { fragment in
          isLookedAt = true
          body(fragment)
        }, skips: &skips)
    }
    // What is passed over whole, a binary, is no file that was looked at.
    guard isLookedAt || skips.count == skipped else { return }
    fileCount += 1
    byteCount += count
  }

  /// A file over the limit is read only when it is an archive, and then as a stream.
  private mutating func readLarge(
    _ descriptor: Int32, size: Int, path: String, symlink: String?, skips: inout [Skip],
    into body: (Fragment) -> Void
  ) {
    let count = pread(descriptor, buffer.base, min(buffer.capacity, Content.headLimit), 0)
    let head = UnsafeBufferPointer(start: buffer.base, count: max(0, count))
    guard case .archive(let kind) = Content(head), expander.limits.archiveDepth > 0 else {
      skips.append(Skip(path, .tooLarge, expander.tooLarge(size)))
      return
    }
    fileCount += 1
    byteCount += size
    var budget = ArchiveBudget(expander.limits)
    expander.open(
      .descriptor(descriptor, size: size), kind, path: path, name: path,
      Expander.Origin(symlink: symlink), depth: 0, &budget, into: body, skips: &skips)
  }

  private static func unopened(_ path: String, _ error: Int32) -> Skip {
    switch error {
    case ENOENT, ENOTDIR, ELOOP, ENXIO: Skip(path, .changed, "it vanished since it was listed")
    default: Skip(path, .unreadable, String(cString: strerror(error)))
    }
  }

  /// Where a link leads, lexically and link by link, relative to `folder` unless absolute; nil: it
  /// cannot be read.
  private static func target(of link: String, in folder: Int32) -> String? {
    // As many as the kernel follows (path_resolution(7)).
    let linkLimit = 40
    var path = link
    for _ in 0..<linkLimit {
      var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let count = target.withUnsafeMutableBytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          characters.baseAddress.map { readlinkat(folder, path, $0, characters.count) } ?? -1
        }
      }
      if count <= 0 { return path == link ? nil : path }
      let text = String(decoding: target[..<count], as: UTF8.self)
      if text.utf8.first == UInt8(ascii: "/") {
        path = cleanPath(text)
      } else {
        let above = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        path = cleanPath(above + text)
      }
    }
    return path
  }
}
