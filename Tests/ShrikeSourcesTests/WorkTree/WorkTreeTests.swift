import Foundation
import Glibc
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeSources

struct WorkTreeTests {
  private func paths(_ listing: WorkTree.Listing) -> [String] {
    (0..<listing.files.count).map { listing.files.relativePath(at: $0) }
  }

  /// `path reason`, the paths relative to the folder.
  private func skips(_ listing: WorkTree.Listing, _ folder: TemporaryFolder) -> [String] {
    listing.skips.map { "\($0.path.dropFirst(folder.path.count + 1)) \($0.reason.rawValue)" }
  }

  @Test("all files, bytewise by path, none of .git")
  func plain() throws {
    let folder = try TemporaryFolder()
    for name in ["b", "a/x", "a.b", "a-b/y", "a/.hidden", "ä", "Z", ".git/config", "a0"] {
      try folder.write(name, "12345")
    }
    try folder.makeFolder("empty")
    let listing = try WorkTree.list(folder.path)
    let expected = ["b", "a/x", "a.b", "a-b/y", "a/.hidden", "ä", "Z", "a0"]
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(paths(listing) == expected)
    #expect(listing.skips.isEmpty)
    #expect(listing.files.totalSize == 8 * 5)
    #expect(listing.files.path(at: 0) == folder.path + "/" + (expected.first ?? ""))
  }

  @Test(
    "ignore files of the folder and below, with and without a repository", arguments: [true, false])
  func ignoreFiles(hasGit: Bool) throws {
    let folder = try TemporaryFolder()
    if hasGit { try folder.write(".git/HEAD") }
    try folder.write(".gitignore", "*.log\nbuild/\n")
    try folder.write("d/.gitignore", "!keep.log\n/local\n")
    for name in [
      "x.log", "d/keep.log", "d/other.log", "d/local", "d/e/local", "build/a", "build/b",
    ] {
      try folder.write(name)
    }
    let listing = try WorkTree.list(folder.path)
    #expect(paths(listing) == [".gitignore", "d/.gitignore", "d/e/local", "d/keep.log"])
    #expect(
      skips(listing, folder) == [
        "build/ ignored", "d/local ignored", "d/other.log ignored", "x.log ignored",
      ])
    #expect(listing.counts == [.ignored: 4])
    var options = WorkTree.Options()
    options.usesIgnoreFiles = false
    #expect(try WorkTree.list(folder.path, options).files.count == 9)
  }

  @Test("info/exclude and core.excludesFile")
  func excludeFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write(".git/info/exclude", "*.a\n!kept.b\n")
    for name in ["x.a", "x.b", "kept.b"] { try folder.write(name) }
    var options = WorkTree.Options()
    options.excludesFile = Array("*.b\n".utf8)
    #expect(paths(try WorkTree.list(folder.path, options)) == ["kept.b"])
    options.commandLine = Array("!x.a\nkept.*\n".utf8)
    #expect(paths(try WorkTree.list(folder.path, options)) == ["x.a"])
  }

  @Test("a subfolder obeys the ignore files above it, up to the repository's root")
  func subfolder() throws {
    let folder = try TemporaryFolder()
    try folder.write(".gitignore", "ignored\n")
    try folder.write("repo/.git/info/exclude", "*.x\n")
    try folder.write("repo/.gitignore", "/sub/deep/a\n*.log\n")
    try folder.write("repo/sub/.gitignore", "deep/b\n")
    for name in ["a", "b", "c", "d.log", "e.x", "ignored"] {
      try folder.write("repo/sub/deep/" + name)
    }
    let deep = folder.path + "/repo/sub/deep"
    var options = WorkTree.Options()
    options.repository = WorkTree.repositoryRoot(above: deep)
    #expect(options.repository == resolvedPath(folder.path + "/repo"))
    #expect(paths(try WorkTree.list(deep, options)) == ["c", "ignored"])
    #expect(try WorkTree.list(deep).files.count == 6)
    // The same through another spelling.
    #expect(paths(try WorkTree.list(deep + "/../deep/.", options)) == ["c", "ignored"])
  }

  @Test("an ignored folder that was asked for is listed")
  func ignoredStart() throws {
    let folder = try TemporaryFolder()
    try folder.write(".gitignore", "build/\n")
    try folder.write("build/a")
    var options = WorkTree.Options()
    options.repository = folder.path
    #expect(paths(try WorkTree.list(folder.path + "/build", options)) == ["a"])
  }

  @Test("what is tracked is looked at, ignored or not")
  func tracked() throws {
    let folder = try TemporaryFolder()
    try folder.write(".gitignore", "*.env\nbuild/\nmodule/\n")
    for name in [
      "a.env", "b.env", "build/x", "build/deep/tracked", "build/deep/other", "module/m", "gone/x",
    ] {
      try folder.write(name)
    }
    var options = WorkTree.Options()
    options.tracked = TrackedPaths(["module", "a.env", "build/deep/tracked", "not/there"])
    let listing = try WorkTree.list(folder.path, options)
    #expect(
      paths(listing) == [".gitignore", "a.env", "build/deep/tracked", "gone/x", "module/m"])
    #expect(skips(listing, folder) == ["b.env ignored", "build/ ignored"])
    // Below a subfolder the index still speaks of the repository's root.
    options.repository = folder.path
    #expect(paths(try WorkTree.list(folder.path + "/build/deep", options)) == ["other", "tracked"])
  }

  @Test("repositories inside are walked by their own rules")
  func nestedRepositories() throws {
    let folder = try TemporaryFolder()
    try folder.write(".git/HEAD")
    try folder.write(".gitignore", "*.log\nskipped/\n")
    try folder.write("module/.git", "gitdir: ../.git/modules/module\n")
    try folder.write(".git/modules/module/info/exclude", "*.x\n")
    try folder.write("module/.gitignore", "*.tmp\n")
    for name in ["a.log", "b.tmp", "c.x", "d.tmp"] { try folder.write("module/" + name) }
    try folder.write("skipped/.git/HEAD")
    try folder.write("skipped/a")
    try folder.write("z.log")
    var options = WorkTree.Options()
    options.trackedInNested = { $0 == "module" ? TrackedPaths(["d.tmp"]) : nil }
    let listing = try WorkTree.list(folder.path, options)
    #expect(
      paths(listing) == [
        ".gitignore", "module/.gitignore", "module/a.log", "module/d.tmp",
      ])
    #expect(listing.nestedRepositories == ["module"])
    #expect(
      skips(listing, folder) == [
        "module/b.tmp ignored", "module/c.x ignored", "skipped/ ignored", "z.log ignored",
      ])
  }

  @Test("a linked work tree takes the exclude file of its repository")
  func linkedWorkTree() throws {
    let folder = try TemporaryFolder()
    try folder.write("main/.git/info/exclude", "*.x\n")
    try folder.write("main/.git/worktrees/w/commondir", "../..\n")
    try folder.write("w/.git", "gitdir: \(folder.path)/main/.git/worktrees/w\n")
    try folder.write("w/a.x")
    try folder.write("w/b")
    #expect(paths(try WorkTree.list(folder.path + "/w")) == ["b"])
  }

  @Test("symbolic links: files on demand, folders never")
  func symlinks() throws {
    let folder = try TemporaryFolder()
    try folder.write("dir/file", "123")
    try folder.link("to-file", to: "dir/file")
    try folder.link("to-folder", to: "dir")
    try folder.link("dir/loop", to: "..")
    try folder.link("self", to: "self")
    try folder.link("nowhere", to: "missing")
    try folder.link("device", to: "/dev/null")
    let listing = try WorkTree.list(folder.path)
    #expect(paths(listing) == ["dir/file"])
    #expect(listing.counts == [.symlink: 6])
    var options = WorkTree.Options()
    options.followsSymlinks = true
    let followed = try WorkTree.list(folder.path, options)
    #expect(paths(followed) == ["dir/file", "to-file"])
    #expect(followed.files.isSymlink(at: 1) && !followed.files.isSymlink(at: 0))
    #expect(followed.files.size(at: 1) == 3)
    #expect(followed.counts == [.symlink: 4, .special: 1])
  }

  @Test("an ignore file that is a symbolic link counts for nothing, as with git")
  func linkedIgnoreFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("rules", "a\n")
    try folder.link(".gitignore", to: "rules")
    try folder.write("a")
    #expect(paths(try WorkTree.list(folder.path)) == ["a", "rules"])
  }

  @Test("FIFOs and sockets are named, never opened")
  func specialFiles() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    #expect(mkfifo(folder.path + "/.gitignore", 0o600) == 0)
    try folder.write("file")
    let listing = try WorkTree.list(folder.path)
    #expect(paths(listing) == ["file"])
    #expect(listing.skips.map(\.detail) == ["FIFO", "FIFO"])
    let alone = try WorkTree.list(folder.path + "/pipe")
    #expect(alone.files.count == 0 && alone.counts == [.special: 1])
  }

  @Test(
    "a folder without permission is said to be unreadable",
    .enabled(if: getuid() != 0, "root reads all"))
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("closed/a")
    try folder.write("open/a")
    chmod(folder.path + "/closed", 0)
    defer { chmod(folder.path + "/closed", 0o700) }
    let listing = try WorkTree.list(folder.path)
    #expect(paths(listing) == ["open/a"])
    #expect(skips(listing, folder) == ["closed/ unreadable"])
  }

  @Test("paths of shrike.yml")
  func filter() throws {
    let folder = try TemporaryFolder()
    for name in ["src/a.c", "src/gen/b.c", "src/x.min.js", "docs/d", "e", "vendor/f", "vendor/g/h"]
    {
      try folder.write(name)
    }
    var options = WorkTree.Options()
    options.filters.add(
      PathFilter(include: ["src/", "/e", "vendor/"], exclude: ["*.min.js", "vendor/"]), scope: "")
    options.tracked = TrackedPaths(["vendor/f"])
    let listing = try WorkTree.list(folder.path, options)
    #expect(paths(listing) == ["e", "src/a.c", "src/gen/b.c"])
    #expect(
      skips(listing, folder) == ["docs/d excluded", "src/x.min.js excluded", "vendor/ excluded"])
    // In a subfolder the globs still stand at the root.
    options.repository = folder.path
    #expect(paths(try WorkTree.list(folder.path + "/src", options)) == ["a.c", "gen/b.c"])
  }

  @Test("the listing agrees with the filter")
  func filterAgrees() throws {
    let folder = try TemporaryFolder()
    let names = ["src/a.c", "src/gen/b.c", "src/x.min.js", "docs/d", "e", "vendor/f", "vendor/g/h"]
    for name in names { try folder.write(name) }
    for (include, exclude) in [
      ([], ["src/gen"]), (["*.c"], []), (["src/", "!*.js"], ["gen/"]), (["**/g/**"], []),
    ] as [([String], [String])] {
      var options = WorkTree.Options()
      let filter = PathFilter(include: include, exclude: exclude)
      options.filters.add(filter, scope: "")
      let listed = paths(try WorkTree.list(folder.path, options))
      #expect(listed == names.filter { withBytes($0) { filter.admits($0) } }.sorted())
    }
  }

  @Test("a folder's own filter holds from there on")
  func folderFilters() throws {
    let folder = try TemporaryFolder()
    for name in ["a/gen/x", "a/src/y", "a/src/filter", "a/z", "b/gen/x", "gen/x", "a/filter"] {
      try folder.write(name)
    }
    var options = WorkTree.Options()
    options.filters.add(PathFilter(exclude: ["/b/"]), scope: "")
    options.filterFile = Array("filter".utf8)
    options.folderFilter = { path in
      switch path {
      case "a/": PathFilter(exclude: ["/gen/"])
      case "a/src/": PathFilter(include: ["y"])
      default: nil
      }
    }
    let listing = try WorkTree.list(folder.path, options)
    #expect(paths(listing) == ["a/filter", "a/src/y", "a/z", "gen/x"])
    #expect(
      skips(listing, folder) == ["a/gen/ excluded", "a/src/filter excluded", "b/ excluded"])
  }

  @Test("names with any bytes but a slash")
  func oddNames() throws {
    let folder = try TemporaryFolder()
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    let name: [CChar] = [0x61, -1, -2, 0x0A, 0x22, 0]
    let file = name.withUnsafeBufferPointer { pointer -> Int32 in
      guard let base = pointer.baseAddress else { return -1 }
      return openat(descriptor, base, O_CREAT | O_WRONLY, 0o600)
    }
    #expect(file >= 0)
    close(file)
    try folder.write(String(repeating: "n", count: 255))
    let listing = try WorkTree.list(folder.path)
    #expect(listing.files.count == 2)
    let bytes = listing.files.withRelativePath(at: 0) { Array($0) }
    #expect(bytes == [0x61, 0xFF, 0xFE, 0x0A, 0x22])
    var reader = try FileReader(folder: folder.path)
    var skips: [Skip] = []
    for index in 0..<2 { reader.read(listing.files, at: index, skips: &skips) { _ in } }
    #expect(skips.map(\.reason) == [] && reader.fileCount == 2)
  }

  @Test("depth limit")
  func depth() throws {
    let folder = try TemporaryFolder()
    let levels = WorkTree.depthLimit
    // Longer than PATH_MAX in all: made step by step.
    var above = open(folder.path, O_RDONLY | O_DIRECTORY)
    for _ in 0..<(levels + 1) {
      #expect(mkdirat(above, "folder-with-some-name", 0o700) == 0)
      let next = openat(above, "folder-with-some-name", O_RDONLY | O_DIRECTORY)
      close(openat(next, "f", O_CREAT | O_WRONLY, 0o600))
      close(above)
      above = next
    }
    close(above)
    let listing = try WorkTree.list(folder.path)
    #expect(listing.files.count == levels - 1)
    #expect(listing.skips.map(\.reason) == [.limit])
    // FileManager cannot remove what is deeper than PATH_MAX.
    try removeDeep(folder.path, "folder-with-some-name", levels + 1)
  }

  private func removeDeep(_ root: String, _ name: String, _ levels: Int) throws {
    var open = [Glibc.open(root, O_RDONLY | O_DIRECTORY)]
    for _ in 0..<levels {
      let next = openat(open.last ?? -1, name, O_RDONLY | O_DIRECTORY)
      unlinkat(next, "f", 0)
      open.append(next)
    }
    while open.count > 1 {
      close(open.removeLast())
      unlinkat(open.last ?? -1, name, AT_REMOVEDIR)
    }
    close(open.last ?? -1)
  }

  @Test("skips are listed up to the limit, counted all")
  func skipLimit() {
    var listing = WorkTree.Listing(files: FileList(folder: "."))
    for _ in 0..<(WorkTree.skipLimit + 5) { listing.skip("a", .ignored, nil) }
    listing.skip("b", .special, nil)
    #expect(listing.skips.count == WorkTree.skipLimit + 1)
    #expect(listing.counts == [.ignored: WorkTree.skipLimit + 5, .special: 1])
  }

  @Test("one file, nothing, no such folder")
  func single() throws {
    let folder = try TemporaryFolder()
    try folder.write("d/a.txt", "1234")
    try folder.link("d/link", to: "a.txt")
    let one = try WorkTree.list(folder.path + "/d/a.txt")
    #expect(paths(one) == ["a.txt"] && one.files.size(at: 0) == 4)
    #expect(one.files.path(at: 0) == folder.path + "/d/a.txt")
    #expect(try WorkTree.list(folder.path + "/d/link").files.isSymlink(at: 0))
    #expect(throws: EngineError.self) { try WorkTree.list(folder.path + "/missing") }
    #expect(throws: EngineError.self) { try WorkTree.list("") }
    try folder.makeFolder("empty")
    #expect(try WorkTree.list(folder.path + "/empty").files.count == 0)
  }

  @Test(
    "folders are shown cleaned",
    arguments: [
      (".", "."), ("", "."), ("./", "."), ("a/", "a"), ("./a//b/../c", "a/c"), ("/", "/"),
      ("/../a", "/a"), ("../a", "../a"), ("a/../..", ".."),
    ])
  func clean(path: String, expected: String) {
    #expect(cleanPath(path) == expected)
  }

  @Test("tracked paths in any order")
  func trackedPaths() {
    let tracked = TrackedPaths(["b", "a/b", "a", "a-b/c", ""])
    for path in ["b", "a/b", "a", "a-b/c"] { #expect(withBytes(path) { tracked.contains($0) }) }
    for path in ["c", "a/", "a/bc", "a-b"] { #expect(!withBytes(path) { tracked.contains($0) }) }
    for folder in ["a/", "a-b/"] { #expect(withBytes(folder) { tracked.containsAny(below: $0) }) }
    for folder in ["b/", "c/", "a-/"] {
      #expect(!withBytes(folder) { tracked.containsAny(below: $0) })
    }
    #expect(!withBytes("a") { TrackedPaths().contains($0) })
  }
}
