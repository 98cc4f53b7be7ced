import Foundation
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeSources

@Suite struct GitRepositoryTests {
  @Test func isFoundFromFolderBelow() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a/b/c.txt": "x\n"])
    for place in ["", "/a/b", "/a/b/c.txt", "/.git"] {
      let repository = try made.open(made.root + place)
      #expect(repository.root == made.root + (place == "/.git" ? place : ""))
      #expect(repository.gitDirectory == made.root + "/.git")
      #expect(try repository.head().branch == "main")
    }
    #expect(GitRepository.discover(from: made.folder + "/nowhere", environment: [:]) == nil)
  }

  @Test func folderNamedDotGitIsNoRepository() throws {
    let made = try GitTestRepository()
    try made.write("inner/.git/README", "not a repository")
    #expect(try made.open(made.root + "/inner").root == made.root)
  }

  @Test func emptyRepositoryHasNoCommit() throws {
    let made = try GitTestRepository()
    let repository = try made.open()
    #expect(try repository.head() == GitHead(reference: "refs/heads/main", commit: nil))
    #expect(try repository.rootCommit() == nil)
    #expect(try repository.trackedPaths().count == 0)
    #expect(try GitHistory.read(repository).count == 0)
    #expect(try GitHistory.staged(repository).count == 0)
    #expect(!repository.isShallow)
    #expect(repository.trouble() == nil)
  }

  @Test func headMayBeDetached() throws {
    let made = try GitTestRepository()
    let first = try made.commit("one", ["a": "1\n"])
    try made.commit("two", ["a": "2\n"])
    try made.git(["checkout", "-q", first])
    #expect(try made.open().head() == GitHead(reference: nil, commit: ObjectID(first)))
  }

  @Test func referencesAreReadPackedAndLoose() throws {
    let made = try GitTestRepository()
    let first = try made.commit("one", ["a": "1\n"])
    try made.git(["tag", "-a", "v1", "-m", "tag"])
    try made.git(["branch", "feature/deep/name"])
    try made.git(["pack-refs", "--all"])
    let second = try made.commit("two", ["a": "2\n"])
    let repository = try made.open()
    #expect(repository.resolve("refs/heads/feature/deep/name") == ObjectID(first))
    #expect(try repository.head().commit == ObjectID(second))
    let names = try repository.references().map(\.name)
    #expect(names == ["HEAD", "refs/heads/feature/deep/name", "refs/heads/main", "refs/tags/v1"])
    #expect(try GitHistory.read(repository).lines == ["a 0", "a 1"])
  }

  @Test func referenceMayNotLeaveTheFolder() throws {
    let made = try GitTestRepository()
    let id = try made.commit("one", ["a": "1\n"])
    try made.write(made.folder + "/outside", id + "\n")
    try made.write(".git/HEAD", "ref: ../../outside\n")
    #expect(try made.open().head().commit == nil)
  }

  @Test func circularReferenceEnds() throws {
    let made = try GitTestRepository()
    try made.write(".git/HEAD", "ref: refs/heads/a\n")
    try made.write(".git/refs/heads/a", "ref: refs/heads/b\n")
    try made.write(".git/refs/heads/b", "ref: refs/heads/a\n")
    #expect(try made.open().head().commit == nil)
    #expect(try GitHistory.read(try made.open()).count == 0)
  }

  @Test func linkedWorkTreeSharesObjects() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    try made.git(["worktree", "add", "-q", "-b", "side", made.folder + "/linked"])
    let repository = try made.open(made.folder + "/linked")
    #expect(repository.root == made.folder + "/linked")
    #expect(repository.gitDirectory == made.root + "/.git/worktrees/linked")
    #expect(repository.commonDirectory == made.root + "/.git")
    #expect(try repository.head().branch == "side")
    #expect(try repository.trackedPaths().contains(Array("a".utf8)))
    #expect(try GitHistory.read(repository).lines == ["a 0"])
    // A commit that only the other work tree's HEAD reaches.
    try made.git(["checkout", "-q", "--detach"], in: made.folder + "/linked")
    try made.write(made.folder + "/linked/b", "2\n")
    try made.git(["add", "b"], in: made.folder + "/linked")
    try made.git(["commit", "-q", "-m", "two"], in: made.folder + "/linked")
    #expect(try GitHistory.read(try made.open()).lines == ["a 0", "b 1"])
  }

  @Test func submoduleIsItsOwnRepository() throws {
    let inner = try GitTestRepository()
    try inner.commit("inner", ["secret.txt": "inner\n"])
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    try made.git(["-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.root, "sub"])
    try made.commit("two")
    let repository = try made.open(made.root + "/sub")
    #expect(repository.root == made.root + "/sub")
    #expect(repository.gitDirectory == made.root + "/.git/modules/sub")
    #expect(try GitHistory.read(repository).lines == ["secret.txt 0"])
    let outer = try GitHistory.read(try made.open())
    #expect(outer.lines == ["a 0", ".gitmodules 1"])
    #expect(outer.submodules == 1)
  }

  @Test func bareRepositoryIsItsOwnRoot() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    try made.git(["clone", "-q", "--bare", made.root, made.folder + "/bare.git"])
    let repository = try made.open(made.folder + "/bare.git")
    #expect(repository.isBare)
    #expect(try GitHistory.read(repository).lines == ["a 0"])
    #expect(try repository.trackedPaths().count == 0)
  }

  @Test(arguments: [
    ("https://user:secret@example.org/a/b.git", "https://example.org/a/b.git"),
    ("https://token@example.org:8443/a?private=1#x", "https://example.org:8443/a"),
    ("https://a@b:c@example.org/x", "https://example.org/x"),
    ("ssh://git@example.org/a", "ssh://example.org/a"),
    ("git@example.org:a/b.git", "git@example.org:a/b.git"),
    ("user:secret@example.org:a", "example.org:a"),
    ("/srv/git/a@b", "/srv/git/a@b"),
    ("https://example.org/a@b", "https://example.org/a@b"),
  ])
  func remoteHasNoCredentials(url: String, expected: String) throws {
    let made = try GitTestRepository()
    try made.git(["config", "remote.origin.url", url])
    #expect(try made.open().remoteURL == expected)
  }

  @Test func rootCommitIsTheSmallestRoot() throws {
    let made = try GitTestRepository()
    var roots = [try made.commit("one", ["a": "1\n"])]
    try made.git(["checkout", "-q", "--orphan", "other"])
    roots.append(try made.commit("two", ["b": "1\n"]))
    try made.git(["checkout", "-q", "main"])
    try made.merge(["--allow-unrelated-histories", "-m", "join", "other"])
    #expect(try made.open().rootCommit()?.description == roots.min())
  }

  @Test func shallowCloneHasNoRootCommit() throws {
    let made = try GitTestRepository()
    for number in 0..<4 { try made.commit("c\(number)", ["a": "\(number)\n"]) }
    try made.git(["clone", "-q", "--depth", "2", "file://" + made.root, made.folder + "/shallow"])
    let repository = try made.open(made.folder + "/shallow")
    #expect(repository.isShallow)
    #expect(try repository.rootCommit() == nil)
    let history = try GitHistory.read(repository)
    #expect(history.lines == ["a 0", "a 1"])
    #expect(history.skipped.isEmpty)
    #expect(throws: EngineError.self) { try GitHistory.read(repository, .since("HEAD~3")) }
  }

  @Test func anotherOwnerIsNoObstacle() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    guard getuid() == 0 else { return }
    let all = try FileManager.default.subpathsOfDirectory(atPath: made.root).map {
      made.root + "/" + $0
    }
    for path in all + [made.root] { chown(path, 65534, 65534) }
    let repository = try made.open()
    #expect(try GitHistory.read(repository).lines == ["a 0"])
    var hunks = 0
    let summary = try GitPatch.read(repository, .history(options: [])) { (_: GitPatch.Part) in
      hunks += 1
    }
    #expect(hunks == 1)
    #expect(summary.failure == nil)
  }

  @Test func excludesComeFromConfigurationAndRepository() throws {
    let made = try GitTestRepository()
    try made.write(made.folder + "/.config/git/ignore", "default\n")
    #expect(try made.open().userExcludes()?.bytes == Array("default\n".utf8))
    try made.write(made.folder + "/xdg/git/ignore", "xdg\n")
    let xdg = try made.open(environment: ["XDG_CONFIG_HOME": made.folder + "/xdg"])
    #expect(xdg.userExcludes()?.bytes == Array("xdg\n".utf8))
    try made.write(made.folder + "/mine", "mine\n")
    try made.write(made.folder + "/.gitconfig", "[core]\n\texcludesFile = ~/mine\n")
    #expect(try made.open().userExcludes()?.bytes == Array("mine\n".utf8))
    try made.write(".git/info/exclude", "here\n")
    #expect(try made.open().repositoryExcludes()?.bytes == Array("here\n".utf8))
    try made.git(["config", "core.excludesFile", made.folder + "/nothing"])
    #expect(try made.open().userExcludes() == nil)
  }

  @Test func excludesFileMayBeNoFile() throws {
    let made = try GitTestRepository()
    mkfifo(made.folder + "/fifo", 0o600)
    for path in ["/fifo", "", "/dev/zero"] {
      try made.git(["config", "core.excludesFile", path == "/dev/zero" ? path : made.folder + path])
      #expect(try made.open().userExcludes() == nil)
    }
  }

  @Test func hooksPathMayBeConfigured() throws {
    let made = try GitTestRepository()
    #expect(try made.open().hooksPath == made.root + "/.git/hooks")
    try made.git(["config", "core.hooksPath", ".husky"])
    #expect(try made.open().hooksPath == made.root + "/.husky")
    try made.git(["config", "core.hooksPath", "~/hooks"])
    #expect(try made.open().hooksPath == made.folder + "/hooks")
  }

  @Test func revisionsAreUnderstood() throws {
    let made = try GitTestRepository()
    let one = try made.commit("one", ["a": "1\n"])
    let two = try made.commit("two", ["a": "2\n"])
    try made.git(["checkout", "-q", "-b", "side", one])
    let side = try made.commit("side", ["b": "1\n"])
    try made.git(["checkout", "-q", "main"])
    try made.merge(["-m", "join", "side"])
    try made.git(["tag", "-a", "v1", "-m", "t", one])
    let repository = try made.open()
    let objects = try GitObjects(repository)
    let expected = [
      "HEAD~1": two, "HEAD^2": side, "main^2~1": one, "HEAD~2": one, "v1": one, "v1^0": one,
      "side": side, "refs/heads/side": side, String(two.prefix(7)): two, two: two,
      "@^": two, "main@{1}": two,
    ]
    for (text, id) in expected {
      #expect(try repository.commit(text, objects).description == id, "\(text)")
    }
    for text in ["nothing", ":/side", "HEAD~9", "HEAD^3", "--output=x", "-x", "HEAD:a", "^", ""] {
      #expect(throws: EngineError.self, "\(text)") { try repository.commit(text, objects) }
    }
  }

  @Test func reftableWithOldGitIsSaid() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    try made.git(["config", "core.repositoryformatversion", "1"])
    try made.git(["config", "extensions.refStorage", "reftable"])
    let repository = try made.open()
    #expect(repository.storage == .reftable)
    // The index is read without git: the work tree can be scanned.
    #expect(try repository.trackedPaths().count == 1)
    let version = try #require(GitCommand.version(environment: repository.environment))
    guard version < GitVersion.reftable else { return }
    #expect(repository.trouble()?.code == "git.reftable")
    #expect(throws: EngineError.self) { try GitHistory.read(repository) }
  }

  @Test(arguments: [
    ("git version 2.39.5\n", "git 2.39"), ("git version 2.45.1.windows.1", "git 2.45"),
    ("git version 2.39.5 (Apple Git-154)", "git 2.39"), ("git version 3.0", "git 3.0"),
    ("nothing", "nil"), ("git version x.y", "nil"), ("", "nil"),
  ])
  func versionIsRead(text: String, expected: String) {
    #expect((GitVersion(text)?.description ?? "nil") == expected)
  }

  @Test func configurationIsReadAsGitReadsIt() throws {
    let made = try GitTestRepository()
    let text = """
      # comment
      [core]
        bare = false ; comment
        a = " quoted # kept "  # dropped
      b=x\\
      y
        C = one \\"two\\" \\\\ \\t.
      [remote "Or\\"ig]in"] url = u
      [Old.Style]
        flag
        empty =
      [core]
        dup = 1
        dup = 2
      9bad line
      [unclosed
      """
    var config = GitConfig()
    config.add(text: Array(text.utf8), file: "x", home: nil)
    try made.write("config", text.split(separator: "\n").dropLast(2).joined(separator: "\n"))
    for key in [
      "core.bare", "core.a", "core.b", "core.c", "old.style.flag", "old.style.empty", "core.dup",
      "remote.Or\"ig]in.url",
    ] {
      let expected = try made.git(["config", "-f", "config", "--get", key])
      #expect(config[key] == (key == "old.style.flag" ? "true" : expected), "\(key)")
    }
    #expect(config.flag("old.style.flag") == true)
    #expect(config.flag("core.bare") == false)
    #expect(config.flag("old.style.empty") == false)
    #expect(config.flag("core.a") == nil)
  }

  @Test func includesAreFollowedAndEnd() throws {
    let made = try GitTestRepository()
    try made.write(
      made.folder + "/more", "[include]\npath = more\n[core]\nhooksPath = /from/include\n")
    try made.git(["config", "include.path", made.folder + "/more"])
    #expect(try made.open().hooksPath == "/from/include")
  }

  @Test func hostileConfigurationIsNoCrash() {
    for text in [
      "[", "[a", "[a \"", "[a]\nb = \"", "[a]\nb = \\", "=", "[a]\n=b", "[]\nx=1", "\u{FEFF}[a]\nb",
    ] {
      var config = GitConfig()
      config.add(text: Array(text.utf8), file: "x", home: nil)
    }
  }
}
