import Dispatch
import Foundation
import ShrikeModel
import ShrikeText
import Synchronization
import Testing

@testable import ShrikeSources

@Suite struct GitHistoryTests {
  @Test func everyBlobComesOnceUnderItsFirstCommit() throws {
    let made = try GitTestRepository()
    let ids = [
      try made.commit("one", ["a": "1\n", "b/c": "2\n"]),
      try made.commit("two", ["a": "1\n2\n", "copy": "2\n"]),
      try made.commit("back", ["a": "1\n"]),
    ]
    try made.git(["rm", "-q", "b/c"])
    try made.commit("delete")
    let history = try GitHistory.read(try made.open())
    #expect(history.lines == ["a 0", "b/c 0", "a 1"])
    #expect(history.commits.prefix(3).map(\.description) == ids)
    #expect(history[2].parent == history[0].id)
    #expect(history[0].parent == nil)
    #expect(history.otherPlaces(of: 1).map { history.pathText($0.path) } == ["copy"])
    #expect(history.otherPlaces(of: 1).map(\.commit) == [1])
  }

  @Test func mergeBringsOnlyWhatNoParentHas() throws {
    let made = try GitTestRepository()
    try made.commit("base", ["a": "base\n", "dir/x": "x\n"])
    try made.git(["checkout", "-q", "-b", "side"])
    try made.commit("side", ["b": "side\n", "dir/y": "y\n"])
    try made.git(["checkout", "-q", "main"])
    try made.commit("main", ["c": "main\n"])
    try made.merge(["--no-commit", "side"])
    try made.write("dir/evil", "only in the merge\n")
    try made.commit("join")
    let history = try GitHistory.read(try made.open())
    #expect(history.lines == ["a 0", "dir/x 0", "b 1", "dir/y 1", "c 2", "dir/evil 3"])
  }

  @Test func conflictResolutionHasAParent() throws {
    let made = try GitTestRepository()
    try made.commit("base", ["a": "1\n2\n3\n"])
    try made.git(["checkout", "-q", "-b", "side"])
    try made.commit("side", ["a": "1\nside\n3\n"])
    try made.git(["checkout", "-q", "main"])
    let main = try made.commit("main", ["a": "1\nmain\n3\n"])
    try made.merge(["side"])
    try made.commit("join", ["a": "1\nboth\n3\n"])
    let history = try GitHistory.read(try made.open())
    #expect(history.lines == ["a 0", "a 1", "a 2", "a 3"])
    #expect(history[3].parent?.description == (try made.blobID(main + ":a")))
  }

  @Test func renameIsAnotherPlace() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["old/name": "text\n"])
    try made.git(["mv", "old", "new"])
    try made.commit("two")
    let history = try GitHistory.read(try made.open())
    #expect(history.lines == ["old/name 0"])
    #expect(history.otherPlaces(of: 0).map { history.pathText($0.path) } == ["new/name"])
  }

  @Test func otherPlacesAreBounded() throws {
    let made = try GitTestRepository()
    for number in 0..<30 { try made.write("copy\(number)", "same\n") }
    try made.commit("one")
    let history = try GitHistory.read(try made.open())
    #expect(history.count == 1)
    #expect(history.otherPlaces(of: 0).count == GitHistory.maximumPlaces)
  }

  @Test func folderMayBecomeAFile() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["thing/a": "1\n", "thing.b": "2\n"])
    try made.git(["rm", "-q", "-r", "thing"])
    try made.commit("two", ["thing": "3\n"])
    try made.git(["rm", "-q", "thing"])
    try made.commit("three", ["thing/a": "4\n"])
    let history = try GitHistory.read(try made.open())
    #expect(history.lines == ["thing.b 0", "thing/a 0", "thing 1", "thing/a 2"])
    #expect((0..<4).allSatisfy { history[$0].parent == nil })
  }

  @Test func notesAreNoHistoryAndStashIs() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    try made.git(["notes", "add", "-m", "a note"])
    try made.write("a", "stashed\n")
    try made.git(["stash", "-q"])
    let history = try GitHistory.read(try made.open())
    // A stash is two commits: of the index, then of the work tree.
    #expect(history.lines == ["a 0", "a 2"])
  }

  @Test func rangeLeavesOutWhatIsKnown() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n2\n3\n4\n5\n6\n7\n8\n"])
    let base = try made.commit("two", ["b": "1\n"])
    try made.git(["checkout", "-q", "-b", "side"])
    try made.commit("three", ["c": "1\n"])
    try made.git(["checkout", "-q", "main"])
    try made.commit("four", ["a": "1\n2\n3\n4\n5\n6\n7\nnew\n8\n"])
    try made.merge(["-m", "join", "side"])
    let repository = try made.open()
    let history = try GitHistory.read(repository, .since(base))
    #expect(history.lines == ["c 0", "a 1"])
    #expect(history[1].parent?.description == (try made.blobID("main~2:a")))
    #expect(try history.newParts(repository) == ["c: 1=1\n", "a: 6=6\n7\nnew\n8\n"])
    #expect(try GitHistory.read(repository, .since("\(base)..side")).lines == ["c 0"])
    #expect(try GitHistory.read(repository, .since("HEAD")).count == 0)
    #expect(throws: EngineError.self) { try GitHistory.read(repository, .since("main...side")) }
  }

  @Test func sameBlobsAsGit() throws {
    let made = try GitTestRepository()
    var generator = SplitMix(state: 7)
    for number in 0..<60 {
      for _ in 0..<3 {
        let path = "d\(generator.next() % 4)/e\(generator.next() % 3)/f\(generator.next() % 5)"
        try made.write(path, "\(generator.next() % 40)\n")
      }
      if number % 10 == 5 { try made.git(["checkout", "-q", "-b", "b\(number)"]) }
      try made.commit("c\(number)")
      if number % 10 == 9 {
        try made.git(["checkout", "-q", "main"])
        try made.merge(["-X", "ours", "-m", "m", "b\(number - 4)"])
        try made.git(["reset", "-q", "--hard"], allowFailure: true)
      }
    }
    try made.git(["gc", "-q"])
    let history = try GitHistory.read(try made.open())
    let ours = Set((0..<history.count).map { history[$0].id.description })
    let git = try made.git(["rev-list", "--all", "--objects", "--filter=object:type=blob"])
    let commits = Set(try made.git(["rev-list", "--all"]).split(separator: "\n").map(String.init))
    let theirs = Set(git.split(separator: "\n").map { String($0.prefix(40)) }).subtracting(commits)
    #expect(ours == theirs)
    #expect(history.commits.count == commits.count)
    // Parents before children.
    var seen: Set<String> = []
    for id in history.commits {
      let parents = try made.git(["rev-parse", "\(id)^@"]).split(separator: "\n").map(String.init)
      #expect(seen.isSuperset(of: parents))
      seen.insert(id.description)
    }
    let batched = history.batches(size: 7)
    #expect(batched.flatMap { $0 }.sorted() == (0..<history.count).map { Int32($0) })
    #expect(batched.allSatisfy { $0.count <= 7 })
  }

  @Test func workersReadAtTheSameTime() throws {
    let made = try GitTestRepository()
    var generator = SplitMix(state: 3)
    for number in 0..<40 {
      let text = (0..<200).map { "\($0) \(generator.next() % 5)\n" }.joined()
      try made.commit("c\(number)", ["a\(number % 3)": text])
    }
    try made.git(["gc", "-q"])
    let repository = try made.open()
    let history = try GitHistory.read(repository)
    #expect(history.count == 40)
    let expected = try history.newParts(repository)
    let same = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      let found = try? history.newParts(repository)
      same.withLock { $0 += found == expected ? 1 : 0 }
    }
    #expect(same.withLock { $0 } == 8)
  }

  @Test func stagedIsTheIndexAgainstHead() throws {
    let made = try GitTestRepository()
    try made.write("first", "1\n")
    try made.git(["add", "first"])
    #expect(try GitHistory.staged(try made.open()).lines == ["first"])
    let lines = (1...20).map { "line \($0)\n" }
    try made.commit("one", ["dir/a": lines.joined(), "dir.b": "x\n", "same": "s\n"])
    var changed = lines
    changed.insert("secret\n", at: 10)
    try made.write("dir/a", changed.joined())
    try made.write("new", "n\n")
    try made.write("unstaged", "u\n")
    try made.write("later", "l\n")
    try made.git(["add", "dir/a", "new"])
    try made.git(["add", "-N", "later"])
    try made.git(["rm", "-q", "dir.b"])
    let repository = try made.open()
    let history = try GitHistory.staged(repository)
    #expect(history.lines == ["dir/a", "new"])
    #expect(
      try history.newParts(repository) == [
        "dir/a: 9=line 9\nline 10\nsecret\nline 11\nline 12\n", "new: 1=n\n",
      ])
  }

  @Test func missingObjectsAreSaidAndTheRestIsRead() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n", "b/c": "2\n"])
    try made.commit("two", ["a": "1\n2\n", "b/d": "3\n"])
    let blob = try made.blobID("HEAD~1:a")
    let tree = try made.blobID("HEAD~1:b")
    try FileManager.default.removeItem(atPath: made.looseFile(blob))
    try FileManager.default.removeItem(atPath: made.looseFile(tree))
    let repository = try made.open()
    let history = try GitHistory.read(repository)
    #expect(history.lines == ["a 0", "a 1", "b/c 1", "b/d 1"])
    #expect(history.skipped.map(\.reason) == [.missingObject])
    // The new version is new in whole: what it replaced was never looked at.
    #expect(
      try history.newParts(repository) == ["a: skipped", "a: 1=1\n2\n", "b/c: 1=2\n", "b/d: 1=3\n"])
  }

  @Test func damagedObjectsAreSaidAndTheRestIsRead() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n", "b": "2\n"])
    for (name, bytes) in [("a", [UInt8]("no zlib stream".utf8)), ("b", [])] {
      let file = made.looseFile(try made.blobID("HEAD:\(name)"))
      try FileManager.default.removeItem(atPath: file)
      try made.write(file, bytes: bytes)
    }
    let repository = try made.open()
    let reader = try BlobReader(repository)
    let history = try GitHistory.read(repository)
    #expect(history.count == 2)
    for index in 0..<2 {
      guard case .skipped(.missingObject, _) = reader.read(history[index].id, limit: 100) else {
        Issue.record("read")
        continue
      }
    }
    let head = made.looseFile(try made.git(["rev-parse", "HEAD"]))
    try FileManager.default.removeItem(atPath: head)
    try made.write(head, "damaged")
    let again = try GitHistory.read(try made.open())
    #expect(again.count == 0)
    #expect(again.skipped.map(\.reason) == [.missingObject])
  }

  @Test func blobLargerThanTheLimitIsNotRead() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": String(repeating: "x", count: 1000)])
    let repository = try made.open()
    let reader = try BlobReader(repository)
    let item = try GitHistory.read(repository)[0]
    guard case .skipped(.tooLarge, "1000 bytes") = reader.read(item.id, limit: 999) else {
      Issue.record("over the limit")
      return
    }
    guard case .blob(let blob) = reader.read(item.id, limit: 1000) else {
      Issue.record("at the limit")
      return
    }
    #expect(blob.count == 1000)
    let unknown = try #require(ObjectID(String(repeating: "ab", count: 20)))
    guard case .skipped = reader.read(unknown, limit: 9) else {
      Issue.record("unknown id")
      return
    }
  }

  @Test func binaryParentIsNoParent() throws {
    let made = try GitTestRepository()
    try made.write("a", bytes: Array("same line\n".utf8) + [0] + Array("\nmore\n".utf8))
    try made.commit("one")
    try made.commit("two", ["a": "same line\nnew\n"])
    let repository = try made.open()
    #expect(try GitHistory.read(repository).newParts(repository).last == "a: 1=same line\nnew\n")
  }

  /// Trees that name each other so that there are 10^12 paths.
  @Test(.timeLimit(.minutes(2))) func treeBombEnds() throws {
    let made = try GitTestRepository()
    try made.write("a", "bomb\n")
    let blob = try made.git(["hash-object", "-w", "a"])
    try made.git(["update-index", "--add", "--cacheinfo", "100644,\(blob),a"])
    var tree = try made.git(["write-tree"])
    for _ in 0..<11 {
      let listing = (0..<10).map { "040000 tree \(tree)\td\($0)" }.joined(separator: "\n") + "\n"
      try made.write("listing", listing)
      tree = try made.git(["-c", "alias.m=!git mktree < listing", "m"])
    }
    let commit = try made.git(["commit-tree", tree, "-m", "bomb"])
    try made.git(["update-ref", "refs/heads/main", commit])
    let history = try GitHistory.read(try made.open())
    #expect(history.count == 1)
    #expect(history.skipped.contains { $0.reason == .limit })
  }

  @Test func foldersAreFollowedToTheLimit() throws {
    let made = try GitTestRepository()
    try made.write("a", "deep\n")
    let blob = try made.git(["hash-object", "-w", "a"])
    for depth in [GitHistory.maximumTreeDepth, GitHistory.maximumTreeDepth + 1] {
      let path = String(repeating: "d/", count: depth) + "f\(depth)"
      try made.git(["update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)"])
      let commit = try made.git(["commit-tree", try made.git(["write-tree"]), "-m", "deep"])
      try made.git(["update-ref", "refs/heads/main", commit])
      let history = try GitHistory.read(try made.open())
      let isWithin = depth <= GitHistory.maximumTreeDepth
      #expect(history.count == 1 || !isWithin)
      #expect(history.skipped.map(\.reason) == (isWithin ? [] : [.limit]))
    }
  }

  @Test func cancelledHistoryThrows() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    #expect(throws: EngineError.self) { try GitHistory.read(try made.open(), cancelled: { true }) }
  }

  @Test func commitsAreTold() throws {
    let made = try GitTestRepository()
    let message = "Title\nsecond line of it\n\n\n\nBody one  \n  indented\n\n\nBody two\n\n"
    let id = try made.commit(message, ["a": "1\n"])
    let reader = try BlobReader(try made.open())
    let commit = try #require(ObjectID(id))
    let info = reader.info(of: commit)
    #expect(
      info
        == CommitInfo(
          id: id, author: "Ann Author", email: "ann@example.org", date: "2023-11-14T23:13:20Z",
          message: "Title second line of it\n\nBody one\n  indented\n\nBody two"))
  }

  @Test func latin1MessageIsRead() throws {
    let made = try GitTestRepository()
    try made.git(["config", "i18n.commitEncoding", "ISO-8859-1"])
    try made.write("a", "1")
    try made.git(["add", "a"])
    try made.write("message", bytes: [0x47, 0x72, 0xFC, 0xDF, 0x65])
    try made.git(["commit", "-q", "-F", "message"])
    let repository = try made.open()
    let head = try #require(try repository.head().commit)
    #expect(try BlobReader(repository).info(of: head)?.message == "Grüße")
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1_635_896_886, "2021-11-02T23:48:06Z"),
      (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
      (-1, "1969-12-31T23:59:59Z"), (Int64.max, "9999-12-31T23:59:59Z"),
      (Int64.min, "0001-01-01T00:00:00Z"),
    ] as [(Int64, String)])
  func datesAreWritten(seconds: Int64, expected: String) {
    #expect(rfc3339(seconds: seconds) == expected)
  }

  @Test(.enabled(if: gitSupports(["--object-format=sha256"])))
  func sha256HistoryIsReadThroughGit() throws {
    let made = try GitTestRepository(["--object-format=sha256"])
    let lines = (1...9).map { "\($0)\n" }
    try made.commit("one", ["a": lines.joined(), "d/b": "x\n"])
    let second = try made.commit("two", ["a": lines.joined() + "new\n"])
    try made.write("staged", "s\n")
    try made.git(["add", "staged"])
    let repository = try made.open()
    #expect(repository.format == .sha256)
    #expect(repository.trouble() == nil)
    #expect(try repository.head().commit?.description == second)
    let history = try GitHistory.read(repository)
    #expect(history.lines == ["a 0", "d/b 0", "a 1"])
    #expect(try history.newParts(repository).last == "a: 8=8\n9\nnew\n")
    #expect(try GitHistory.read(repository, .since("HEAD~1")).lines == ["a 0"])
    #expect(try GitHistory.staged(repository).lines == ["staged"])
    let reader = try BlobReader(repository)
    #expect(reader.info(of: history.commits[1])?.message == "two")
    guard case .skipped(.tooLarge, _) = reader.read(history[0].id, limit: 3) else {
      Issue.record("limit")
      return
    }
    // The reader goes on after an object it passed over, and after one that is not there.
    guard case .skipped(.missingObject, _) = reader.read(.init(a: 1, b: 2, c: 3, d: 4), limit: 99),
      case .blob(let blob) = reader.read(history[1].id, limit: 99)
    else {
      Issue.record("after")
      return
    }
    #expect(blob.count == 2)
  }

  @Test(.enabled(if: gitSupports(["--object-format=sha256"])))
  func damagedSHA256ObjectIsSaid() throws {
    let made = try GitTestRepository(["--object-format=sha256"])
    try made.commit("one", ["a": "1\n", "b": "2\n"])
    let file = made.looseFile(try made.blobID("HEAD:a"))
    try FileManager.default.removeItem(atPath: file)
    try made.write(file, "damaged")
    let repository = try made.open()
    #expect(try GitHistory.read(repository).newParts(repository) == ["a: skipped", "b: 1=2\n"])
  }
}

/// The same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
