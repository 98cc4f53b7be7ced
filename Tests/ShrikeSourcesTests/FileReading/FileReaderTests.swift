import Foundation
import Glibc
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeSources

struct FileReaderTests {
  private func read(
    _ folder: TemporaryFolder, _ limits: ReadLimits = ReadLimits(), followsSymlinks: Bool = false,
    between: (WorkTree.Listing) throws -> Void = { _ in }
  ) throws -> Seen {
    var options = WorkTree.Options()
    options.followsSymlinks = followsSymlinks
    let listing = try WorkTree.list(folder.path, options)
    try between(listing)
    var reader = try FileReader(folder: folder.path, limits: limits)
    var seen = Seen()
    var skips: [Skip] = []
    for index in 0..<listing.files.count {
      reader.read(listing.files, at: index, skips: &skips) { seen.take($0) }
    }
    seen.skips = skips
    return seen.relative(to: folder)
  }

  @Test("text, empty, binary")
  func kinds() throws {
    let folder = try TemporaryFolder()
    try folder.write("ascii", "one\n")
    try folder.write("utf8", "ä\n")
    try folder.write("latin1", [0xE4, 0x0A])
    try folder.write("empty", "")
    try folder.write("binary", [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2, 3])
    let seen = try read(folder)
    #expect(seen.lines == ["ascii: one\n", "latin1: \u{FFFD}\n", "utf8: ä\n"])
    #expect(seen.fragments.map(\.isASCII) == [true, false, false])
    #expect(seen.skipLines == ["binary binary"])
  }

  @Test("a large file after a small one, and a small one after it")
  func sizes() throws {
    let folder = try TemporaryFolder()
    let sizes = [1, 65_535, 65_536, 65_537, 9 << 20, 5, 200_000]
    for (index, size) in sizes.enumerated() {
      try folder.write("\(index)", [UInt8](repeating: UInt8(ascii: "a"), count: size))
    }
    let seen = try read(folder)
    #expect(seen.fragments.map(\.text.utf8.count) == sizes)
  }

  @Test("the size limit, archives excepted")
  func tooLarge() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "12345")
    try folder.write("b.txt", "123456")
    try folder.write("c.zip", try caseBytes("Archive", "two-texts.zip"))
    try folder.write("d.tar.gz", try caseBytes("Archive", "two-texts.tar.gz"))
    try folder.write("e.7z", try caseBytes("Archive", "two-texts.7z"))
    var limits = ReadLimits()
    limits.fileBytes = 5
    #expect(try read(folder, limits).lines == ["a.txt: 12345"])
    #expect(
      try read(folder, limits).skips.first
        == Skip("b.txt", .tooLarge, "6 bytes, the limit is 5 bytes"))
    limits.fileBytes = 100
    let seen = try read(folder, limits)
    #expect(seen.fragments.count == 2 + 3 * 2 && seen.skips.isEmpty)
    limits.archiveDepth = 0
    #expect(
      try read(folder, limits).skipLines == [
        "c.zip too-large", "d.tar.gz too-large", "e.7z too-large",
      ])
  }

  @Test("what vanished or became something else since the walk")
  func changed() throws {
    let folder = try TemporaryFolder()
    for name in ["fifo", "folder", "gone", "grown", "link", "stays"] {
      try folder.write(name, name + "\n")
    }
    let seen = try read(folder) { _ in
      for name in ["fifo", "folder", "gone", "link"] { unlink(folder.path + "/" + name) }
      mkfifo(folder.path + "/fifo", 0o600)
      try folder.makeFolder("folder")
      try folder.link("link", to: "/etc/passwd")
      try folder.write("grown", "grown longer\n")
    }
    #expect(seen.lines == ["grown: grown longer\n", "stays: stays\n"])
    #expect(seen.skipLines == ["fifo changed", "folder changed", "gone changed", "link changed"])
  }

  @Test("a file without permission", .enabled(if: getuid() != 0, "root reads all"))
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("closed")
    chmod(folder.path + "/closed", 0)
    #expect(try read(folder).skipLines == ["closed unreadable"])
  }

  @Test("a followed link: the path is where it leads")
  func symlinks() throws {
    let folder = try TemporaryFolder()
    try folder.write("real/file", "x\n")
    try folder.link("links/second", to: "../first")
    try folder.link("first", to: "real/./file")
    let seen = try read(folder, followsSymlinks: true)
    #expect(seen.fragments.map(\.path) == ["real/file", "real/file", "real/file"])
    #expect(seen.fragments.map(\.symlink) == ["first", "links/second", nil])
  }

  @Test("a link out of the folder, absolute and relative")
  func symlinksOut() throws {
    let outside = try TemporaryFolder()
    try outside.write("secret", "s\n")
    let folder = try TemporaryFolder()
    let name = String(outside.path.split(separator: "/").last ?? "")
    try folder.link("absolute", to: outside.path + "/./secret")
    try folder.link("relative", to: "../\(name)/secret")
    let seen = try read(folder, followsSymlinks: true)
    #expect(seen.fragments.map(\.path) == [outside.path + "/secret", outside.path + "/secret"])
    #expect(seen.fragments.map(\.symlink) == ["absolute", "relative"])
  }

  @Test("standard input and pipes")
  func stream() throws {
    let folder = try TemporaryFolder()
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    #expect(write(ends[1], "from a pipe\n", 12) == 12)
    close(ends[1])
    var limits = ReadLimits()
    limits.fileBytes = 12
    var reader = try FileReader(folder: folder.path, limits: limits)
    var seen = Seen()
    var skips: [Skip] = []
    reader.read(descriptor: ends[0], path: "stdin", skips: &skips) { seen.take($0) }
    close(ends[0])
    #expect(seen.lines == ["stdin: from a pipe\n"] && skips.isEmpty)
    #expect(pipe(&ends) == 0)
    #expect(write(ends[1], "from a pipe!\n", 13) == 13)
    close(ends[1])
    reader.read(descriptor: ends[0], path: "stdin", skips: &skips) { _ in }
    close(ends[0])
    #expect(skips == [Skip("stdin", .tooLarge, "the limit is 12 bytes")])
  }

  @Test("a folder that is none")
  func noFolder() {
    #expect(throws: EngineError.self) { _ = try FileReader(folder: "/nonexistent/folder") }
  }
}

extension Seen {
  fileprivate func relative(to folder: TemporaryFolder) -> Seen {
    func cut(_ path: String) -> String {
      path.hasPrefix(folder.path + "/") ? String(path.dropFirst(folder.path.count + 1)) : path
    }
    var copy = self
    for index in copy.fragments.indices {
      copy.fragments[index].path = cut(copy.fragments[index].path)
      copy.fragments[index].symlink = copy.fragments[index].symlink.map(cut)
    }
    for index in copy.skips.indices { copy.skips[index].path = cut(copy.skips[index].path) }
    return copy
  }
}
