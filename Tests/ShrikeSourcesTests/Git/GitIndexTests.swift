import Foundation
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeSources

@Suite struct GitIndexTests {
  private let paths = [
    "a", "a.txt", "a/b", "a/b.c/d", "a0", "deep/er/and/deeper/file with space", "ümlaut", "z",
  ]

  private func repository(_ options: [String] = []) throws -> GitTestRepository {
    let made = try GitTestRepository(options)
    for path in paths where path != "a" { try made.write(path, path + "\n") }
    try made.commit("one")
    return made
  }

  private func check(_ made: GitTestRepository, more: [String] = []) throws {
    let tracked = try made.open().trackedPaths()
    let names = try made.git(["ls-files", "-z"]).split(separator: "\0").map(String.init)
    #expect(tracked.count == names.count)
    for name in names { #expect(tracked.contains(Array(name.utf8)), "\(name)") }
    for name in ["a", "", "a/b.c", "a/b.c/", "deep", "zz", "a/bb"] {
      #expect(!tracked.contains(Array(name.utf8)), "\(name)")
    }
    for folder in ["a", "a/b.c", "deep", "deep/er/and", ""] {
      #expect(tracked.hasPaths(under: Array(folder.utf8)), "\(folder)")
    }
    for folder in ["a/b", "a.txt", "b", "dee", "a0", "zzz"] {
      #expect(!tracked.hasPaths(under: Array(folder.utf8)), "\(folder)")
    }
  }

  @Test(arguments: ["2", "3", "4"])
  func versionsAreRead(version: String) throws {
    let made = try repository()
    try made.git(["update-index", "--index-version", version])
    if version == "3" {
      try made.write("later", "x")
      try made.git(["add", "-N", "later"])
    }
    try check(made)
  }

  @Test func splitIndexIsRead() throws {
    let made = try repository()
    try made.git(["config", "splitIndex.maxPercentChange", "100"])
    try made.git(["update-index", "--split-index"])
    try made.write("a.txt", "changed\n")
    try made.write("new", "new\n")
    try made.git(["add", "a.txt", "new"])
    try made.git(["rm", "-q", "--cached", "z"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: made.root + "/.git").contains {
        $0.hasPrefix("sharedindex.")
      })
    try check(made)
    #expect(try GitHistory.staged(try made.open()).lines.sorted() == ["a.txt", "new"])
  }

  @Test func sparseIndexIsRead() throws {
    let made = try repository()
    try made.git(["sparse-checkout", "set", "--cone", "--sparse-index", "a"])
    let tracked = try made.open().trackedPaths()
    #expect(tracked.contains(Array("a/b".utf8)))
    #expect(tracked.contains(Array("deep/er/and/deeper/file with space".utf8)))
    #expect(try GitHistory.staged(try made.open()).count == 0)
  }

  @Test(.enabled(if: gitSupports(["--object-format=sha256"])))
  func sha256IndexIsRead() throws {
    try check(try repository(["--object-format=sha256"]))
  }

  @Test func indexOfACommitInTheMaking() throws {
    let made = try repository()
    try made.write("other", "x\n")
    try made.git(["add", "other"])
    try FileManager.default.copyItem(
      atPath: made.root + "/.git/index", toPath: made.root + "/.git/next-index")
    try made.git(["reset", "-q"])
    let hook = try made.open(environment: ["GIT_INDEX_FILE": ".git/next-index"])
    #expect(try GitHistory.staged(hook).lines == ["other"])
    #expect(try GitHistory.staged(try made.open()).count == 0)
  }

  /// Sixteen bytes of a bitmap say that two thousand million entries were replaced.
  @Test func longRunsOfASplitIndexCostNothing() throws {
    func number(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }
    let run: UInt64 = 0x1FF_FFFF << 1 | 1
    let bitmap = number(0x7FFF_FFFF, 4) + number(1, 4) + number(run, 8) + number(0, 4)
    let link = [UInt8](repeating: 0x11, count: 20) + bitmap + bitmap
    let bytes =
      Array("DIRC".utf8) + number(2, 4) + number(0, 4) + Array("link".utf8)
      + number(UInt64(link.count), 4) + link + [UInt8](repeating: 0, count: 20)
    let start = ThreadTime.now
    #expect(try GitIndex(bytes: bytes, format: .sha1).entries.isEmpty)
    #expect(ThreadTime.now - start < .seconds(5))
  }

  @Test func damagedIndexIsAnError() throws {
    let made = try repository()
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: made.root + "/.git/index")))
    for count in stride(from: 0, to: whole.count - 20, by: 7) {
      // Cut where an extension would begin it is a whole index again: no crash is what counts.
      _ = try? GitIndex(bytes: Array(whole.prefix(count)), format: .sha1)
    }
    #expect(throws: EngineError.self) {
      try GitIndex(bytes: Array(whole.prefix(100)), format: .sha1)
    }
    #expect(throws: EngineError.self) { try GitIndex(bytes: [], format: .sha1) }
    #expect(throws: EngineError.self) {
      try GitIndex(bytes: Array(repeating: 0xFF, count: 4096), format: .sha1)
    }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<8 {
        bytes[Int.random(in: 12..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      _ = try? GitIndex(bytes: bytes, format: .sha1)
      _ = try? GitIndex(bytes: bytes, format: .sha256)
    }
  }
}
