import Glibc
import ShrikeModel
import ShrikeText
import Synchronization

@testable import ShrikeSources

extension FuzzTarget {
  static let git = [
    FuzzTarget("git-index", "git's index, whole or split") {
      let repository = try ScratchRepository()
      return { bytes in
        for format in [ObjectFormat.sha1, .sha256] {
          guard let index = try? GitIndex(bytes: Array(bytes), format: format) else { continue }
          ask(IndexPaths(index), index)
        }
        if let index = repository.splitIndex(bytes) { ask(IndexPaths(index), index) }
      }
    },
    FuzzTarget("git-config", "a configuration file of git") { bytes in
      var config = GitConfig()
      // No such folder: an include of the input finds nothing.
      config.add(text: Array(bytes), file: "/nonexistent/config", home: nil)
      _ = config.flag("core.bare")
      _ = config.onlyRemoteURL.map(GitRepository.withoutCredentials)
      for (_, value) in config.pairs(where: { _ in true }) {
        let url = GitRepository.withoutCredentials(value)
        require(url.utf8.count <= value.utf8.count, "only credentials are taken away")
      }
    },
    FuzzTarget("git-patch", "a patch as git log and git diff print it") { bytes in
      var parser = PatchParser(bytes: Array(bytes))
      var size = 0
      try? parser.run { part in
        guard case .text(let hunk) = part else { return }
        size += hunk.text.count
        require(hunk.firstLine >= 0, "a hunk stands in its file")
      }
      require(size <= bytes.count, "a patch adds no more than it holds")
      require(parser.summary.bytes == size, "what is handed out is counted")
    },
    FuzzTarget("added-lines", "an old and a new text") { bytes in
      let parts = parts(bytes, atMost: 2)
      checkHunks(old: parts.part(0), new: parts.part(1))
    },
    FuzzTarget("commit", "a commit object") { bytes in
      let info = CommitText(bytes).info(id: "0123")
      require(info.date.utf8.count == 20, "a date has one form, not \(info.date)")
      _ = CommitHeader(bytes)
    },
    FuzzTarget("tree", "two tree objects side by side") { bytes in
      let parts = parts(bytes, atMost: 2)
      for idCount in [20, 32] { compare(parts.part(0), parts.part(1), idCount) }
    },
    FuzzTarget("git-repository", "HEAD, packed-refs, a loose reference, config and shallow") {
      let repository = try ScratchRepository()
      return { bytes in repository.read(parts(bytes, atMost: 5)) }
    },
  ]

  private static func ask(_ paths: IndexPaths, _ index: GitIndex) {
    require(paths.count == index.entries.count, "every entry is a path")
    for entry in index.entries.prefix(50) {
      let path = Array(index.path(entry))
      require(paths.contains(path), "a path of the index is found in it")
      if let slash = path.lastIndex(of: 0x2F) { _ = paths.hasPaths(under: Array(path[..<slash])) }
    }
  }

  // MARK: added lines

  private static func lines(_ text: [UInt8]) -> [(start: Int, bytes: ArraySlice<UInt8>)] {
    var found: [(Int, ArraySlice<UInt8>)] = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
      found.append((start, text[start..<end]))
      start = end
    }
    return found
  }

  private static func checkHunks(old: [UInt8], new: [UInt8]) {
    let hunks = old.withUnsafeBufferPointer { old in
      new.withUnsafeBufferPointer { AddedLines.hunks(old: old, new: $0) }
    }
    var before = -1
    for hunk in hunks {
      let range = hunk.range
      require(
        range.lower > before && range.lower < range.upper && range.upper <= new.count,
        "hunks are in order and lie in the new text")
      require(
        range.lower == 0 || new[range.lower - 1] == 0x0A, "a hunk begins with a line")
      let line = new.withUnsafeBufferPointer { hunk.firstLine(in: $0) }
      require(line == new[..<range.lower].count { $0 == 0x0A } + 1, "a hunk knows its line")
      for (a, b) in zip(hunk.added, hunk.added.dropFirst()) {
        require(a.upper <= b.lower, "what is new comes in order")
      }
      require(
        hunk.added.allSatisfy { $0.lower >= range.lower && $0.upper <= range.upper },
        "what is new stands in its hunk")
      before = range.upper
    }
    let known = Set(lines(old).map { Array($0.bytes) })
    for line in lines(new) where !known.contains(Array(line.bytes)) {
      require(
        hunks.contains {
          $0.range.lower <= line.start && line.bytes.endIndex <= $0.range.upper
        }, "a line that the old text lacks stands in a hunk")
    }
  }

  // MARK: trees

  private static func object(_ bytes: [UInt8]) -> GitObject {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    copy.initialize(from: bytes, count: bytes.count)
    return GitObject(kind: .tree, base: copy, count: bytes.count) { copy.deallocate() }
  }

  private static func compare(_ first: [UInt8], _ second: [UInt8], _ idCount: Int) {
    let (x, y) = (object(first), object(second))
    withExtendedLifetime((x, y)) {
      var a = TreeCursor(x, idCount: idCount)
      var b = TreeCursor(y, idCount: idCount)
      var left = first.count + second.count + 2
      while a.isValid || b.isValid {
        left -= 1
        require(left >= 0, "every step passes over an entry")
        TreeCursor.skipCommon(&a, &b)
        if a.isValid, b.isValid, a.order(b) == 0 {
          _ = (a.hasSameID(as: b), a.isTree, b.isSubmodule)
          a.advance()
          b.advance()
        } else if a.isValid, !b.isValid || a.order(b) < 0 {
          _ = (a.id, a.name.count)
          a.advance()
        } else if b.isValid {
          _ = (b.id, b.name.count)
          b.advance()
        }
      }
    }
  }
}

/// A git folder in memory's file system, written anew for each input.
private struct ScratchRepository {
  private let folder: String

  init() throws {
    let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var name = Array("\(base)/shrike-fuzz-XXXXXX".utf8CString)
    let made = name.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw EngineError(.io, "no folder for a repository") }
    folder = made
    for name in ["", "/objects", "/refs", "/refs/heads"] { mkdir("\(folder)/.git\(name)", 0o700) }
    write(Array("ref: refs/heads/main\n".utf8), "HEAD")
    // Crashes leave the folder behind; every other end takes it away.
    Self.last.withLock { $0 = folder }
    atexit { ScratchRepository.removeLast() }
  }

  private static let last = Mutex<String?>(nil)

  private static func removeLast() {
    guard let folder = last.withLock({ $0 }) else { return }
    for name in [
      "HEAD", "packed-refs", "refs/heads/main", "config", "shallow", "index", sharedName,
      "refs/heads", "refs", "objects", "",
    ] { remove("\(folder)/.git/\(name)") }
    rmdir(folder)
  }

  private func write(_ bytes: [UInt8], _ name: String) {
    let descriptor = open("\(folder)/.git/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { return }
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }

  /// Reads every reference as a scan of the history does.
  func read(_ parts: [[UInt8]]) {
    for (index, name) in ["HEAD", "packed-refs", "refs/heads/main", "config", "shallow"]
      .enumerated()
    { write(parts.part(index), name) }
    guard let repository = GitRepository.open(folder, environment: [:]) else { return }
    // A reftable, and only that, would be asked of git itself.
    guard repository.storage == .files else { return }
    _ = (repository.isShallow, repository.remoteURL, repository.hooksPath)
    if let references = try? repository.references() {
      for (a, b) in zip(references, references.dropFirst()) {
        require(a.name <= b.name, "references are sorted")
      }
    }
    _ = repository.resolve("refs/heads/main")
  }

  private static let sharedName = "sharedindex." + String(repeating: "11", count: 20)

  /// An index that is divided in two: the input's own part names the other by twenty ones, and a
  /// row of eight bytes 0xFE stands between them.
  func splitIndex(_ bytes: UnsafeBufferPointer<UInt8>) -> GitIndex? {
    let mark = [UInt8](repeating: 0xFE, count: 8)
    guard let cut = find(mark, in: bytes) else { return nil }
    write(Array(bytes[..<cut]), "index")
    write(Array(bytes[(cut + mark.count)...]), Self.sharedName)
    guard let repository = GitRepository.open(folder, environment: [:]) else { return nil }
    return try? GitIndex(of: repository)
  }
}
