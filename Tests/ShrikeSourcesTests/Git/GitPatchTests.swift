import Foundation
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeSources

@Suite struct GitPatchTests {
  private func parts(
    _ repository: GitRepository, _ source: GitPatch.Source = .history(options: [])
  ) throws -> [GitPatch.Part] {
    var parts: [GitPatch.Part] = []
    let summary = try GitPatch.read(repository, source) { (part: GitPatch.Part) in
      parts.append(part)
    }
    #expect(summary.failure == nil)
    return parts
  }

  private func texts(_ parts: [GitPatch.Part]) -> [String] {
    parts.map { part in
      switch part {
      case .text(let hunk):
        "\(hunk.path):\(hunk.firstLine)=" + String(decoding: hunk.text, as: UTF8.self)
      case .binary(let file): "\(file.path) binary"
      }
    }
  }

  private struct Golden: Decodable {
    var StartLine: Int
    var Secret: String
    var File: String
    var Commit: String
    var Author: String
    var Email: String
    var Date: String
    var Message: String
  }

  @Test func gitleaksFindingsAreInTheirHunks() throws {
    let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Cases/Git")
    let made = try GitTestRepository(create: false)
    try made.git(
      [
        "clone", "-q", "--mirror", cases.appendingPathComponent("gitleaks-small.bundle").path,
        "small.git",
      ])
    let parts = try parts(try made.open(made.root + "/small.git"))
    let golden = try JSONDecoder().decode(
      [Golden].self, from: Data(contentsOf: cases.appendingPathComponent("gitleaks-small.json")))
    #expect(golden.count == 2)
    for finding in golden {
      let lines = parts.compactMap { part -> Int? in
        guard case .text(let hunk) = part, hunk.path == finding.File,
          hunk.commit
            == CommitInfo(
              id: finding.Commit, author: finding.Author, email: finding.Email,
              date: finding.Date, message: finding.Message)
        else { return nil }
        let text = String(decoding: hunk.text, as: UTF8.self)
        return text.range(of: finding.Secret).map { range in
          hunk.firstLine + text[..<range.lowerBound].filter { $0 == "\n" }.count
        }
      }
      #expect(lines == [finding.StartLine])
    }
  }

  @Test(arguments: [
    "-1 +-5", "-1,-9223372036854775808 +1", "-1 +1,-9223372036854775808", "-1 +9223372036854775807",
    "-1,9223372036854775807 +1", "-+1 +1", "-1 ++1", "-1 +",
  ])
  func hunksOutsideOfAnyFileAreNone(range: String) throws {
    func hunks(_ range: String) throws -> Int {
      let patch = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ \(range) @@\n \n+added\n-gone\n"
      var parser = PatchParser(bytes: Array(patch.utf8))
      var hunks = 0
      try parser.run { _ in hunks += 1 }
      return hunks
    }
    #expect(try hunks(range) == 0)
    #expect(try hunks("-1,2 +1,2") == 1)
  }

  @Test func hunksAreTheAddedLines() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n2\n3\n4\n5\n"])
    try made.commit("two", ["a": "1\ntwo\n3\n5\nsix"])
    try made.commit("three", ["a": "1\ntwo\n3\n5\nsix\n\\ No newline\n-- x\n++ y\n"])
    #expect(
      texts(try parts(try made.open())) == [
        "a:5=six\n\\ No newline\n-- x\n++ y\n", "a:2=two\n", "a:3=", "a:5=six",
        "a:1=1\n2\n3\n4\n5\n",
      ])
  }

  @Test(arguments: [
    "with space", "tab\there", "quo\"te", "back\\slash", "ünïcödé", "new\nline", "b/b/a b",
    "a b/x a b/x",
    "trailing ", "\u{1}control",
  ])
  func namesAreUnquoted(name: String) throws {
    let made = try GitTestRepository()
    try made.commit("one", [name: "text\n", name + "-empty": ""])
    try made.write(name, bytes: [0, 1, 2])
    try made.commit("two")
    let parts = try parts(try made.open())
    #expect(texts(parts) == ["\(name) binary", "\(name):1=text\n"])
    guard case .binary(let file) = parts[0] else { return }
    #expect(file.blob?.description == (try made.blobID("HEAD:\(name)")))
    let id = try #require(file.blob)
    guard case .blob(let blob) = try BlobReader(try made.open()).read(id, limit: 9) else {
      Issue.record("blob")
      return
    }
    #expect(blob.count == 3)
  }

  @Test func renamesModesDeletionsAndMergesAreLikeGitleaks() throws {
    let made = try GitTestRepository()
    try made.commit(
      "one", ["old": (1...9).map { "\($0)\n" }.joined(), "gone": "x\n", "script": "#!\n"])
    try made.git(["mv", "old", "new"])
    try made.git(["rm", "-q", "gone"])
    chmod(made.root + "/script", 0o755)
    try made.commit("two", ["new": (1...9).map { "\($0)\n" }.joined() + "10\n"])
    #expect(try texts(parts(try made.open())).prefix(1) == ["new:10=10\n"])
    try made.git(["checkout", "-q", "-b", "side"])
    try made.commit("side", ["s": "side\n"])
    try made.git(["checkout", "-q", "main"])
    try made.merge(["-m", "join", "side"])
    try made.commit("after", ["t": "after\n"])
    let all = try parts(try made.open())
    #expect(texts(all).prefix(3) == ["t:1=after\n", "s:1=side\n", "new:10=10\n"])
    guard case .text(let first) = all[0], case .text(let second) = all[1] else { return }
    #expect(first.commit?.message == "after")
    #expect(second.commit?.message == "side")
  }

  @Test func stagedPatchIsOfTheIndex() throws {
    let made = try GitTestRepository()
    try made.write("a", "1\n")
    try made.git(["add", "a"])
    #expect(texts(try parts(try made.open(), .staged(folder: "."))) == ["a:1=1\n"])
    try made.commit("one", ["dir/b": "1\n"])
    try made.write("a", "1\n2\n")
    try made.write("dir/b", "1\n3\n")
    try made.git(["rm", "-q", "--cached", "dir/b"])
    try made.git(["add", "a", "dir/b"])
    try made.write("a", "unstaged\n")
    let repository = try made.open()
    let all = try parts(repository, .staged(folder: ""))
    #expect(texts(all) == ["a:2=2\n", "dir/b:2=3\n"])
    #expect(texts(try parts(repository, .staged(folder: "dir"))) == ["dir/b:2=3\n"])
    guard case .text(let hunk) = all[0] else { return }
    #expect(hunk.commit == nil)
  }

  @Test func emptyRepositoryHasNoPatch() throws {
    let made = try GitTestRepository()
    #expect(try parts(try made.open()).isEmpty)
    #expect(try parts(try made.open(), .staged(folder: ".")).isEmpty)
  }

  @Test func messagesAreComposedLikeGitleaks() throws {
    let made = try GitTestRepository()
    let message = "  Title\n  more\n\n\n    body\n  diff --git a/x b/x\n\n\n\ncommit abc\n"
    try made.write("message", message)
    try made.write("a", "1\n")
    try made.git(["add", "a"])
    try made.git(["commit", "-q", "--cleanup=verbatim", "-F", "message"])
    let parts = try parts(try made.open())
    #expect(texts(parts) == ["a:1=1\n"])
    guard case .text(let hunk) = parts[0] else { return }
    #expect(hunk.commit?.message == "Title more\n\n  body\ndiff --git a/x b/x\n\n    commit abc")
    #expect(hunk.commit?.author == "Ann Author")
    #expect(hunk.commit?.date == "2023-11-14T22:13:20Z")
  }

  @Test func missingBlobEndsThePatchAndIsSaid() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    try made.commit("two", ["b": "2\n"])
    try FileManager.default.removeItem(atPath: made.looseFile(try made.blobID("HEAD:a")))
    var count = 0
    let summary = try GitPatch.read(try made.open(), .history(options: [])) { (_: GitPatch.Part) in
      count += 1
    }
    #expect(count == 1)
    #expect(summary.failure?.contains("unable to read") == true)
  }

  @Test(arguments: ["--output=/tmp/x", "--outpu=x", "--ext-diff", "--textconv", "--show-signature"])
  func optionsThatRunOrWriteAreRefused(option: String) throws {
    let made = try GitTestRepository()
    #expect(throws: EngineError.self) {
      try GitPatch.read(try made.open(), .history(options: [option])) { (_: GitPatch.Part) in }
    }
  }

  @Test func optionsChooseTheCommits() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": "1\n"])
    try made.commit("two", ["b": "2\n"])
    let repository = try made.open()
    #expect(texts(try parts(repository, .history(options: ["-n", "1"]))) == ["b:1=2\n"])
    #expect(texts(try parts(repository, .history(options: ["HEAD~1..HEAD"]))) == ["b:1=2\n"])
    var parts = 0
    let summary = try GitPatch.read(repository, .history(options: ["nowhere"])) {
      (_: GitPatch.Part) in parts += 1
    }
    #expect(summary.failure?.contains("nowhere") == true)
  }

  /// Everything a repository or its user can configure that would run a program or change the
  /// patch.
  @Test func hostileConfigurationRunsNothing() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a.txt": "1\n", "b.bin": "x\n"])
    try made.commit("two", ["a.txt": "1\n2\n"])
    try made.write("a.txt", "1\n2\n3\n")
    try made.git(["add", "a.txt"])
    let before = try [
      texts(parts(try made.open())), texts(parts(try made.open(), .staged(folder: "."))),
    ]
    let run = made.folder + "/ran"
    let script = made.folder + "/evil"
    try made.write(script, "#!/bin/sh\necho \"$0 $*\" >> '\(run)'\ncat \"$1\" 2>/dev/null\n")
    chmod(script, 0o755)
    let settings = [
      "core.fsmonitor", "diff.external", "core.sshCommand", "core.pager", "pager.log", "pager.diff",
      "core.editor", "core.askPass", "core.gitProxy", "core.alternateRefsCommand", "gpg.program",
      "credential.helper", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean",
      "filter.evil.smudge", "filter.evil.process", "uploadpack.packObjectsHook",
    ]
    for setting in settings { try made.git(["config", setting, script]) }
    for hook in ["pre-commit", "post-index-change", "reference-transaction", "post-checkout"] {
      try made.write(".git/hooks/" + hook, "#!/bin/sh\necho hook >> '\(run)'\n")
      chmod(made.root + "/.git/hooks/" + hook, 0o755)
    }
    try made.write(".git/info/attributes", "*.txt diff=evil filter=evil\n")
    let changes = [
      ("log.showSignature", "true"), ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"),
      ("color.ui", "always"), ("color.diff", "always"), ("log.decorate", "full"),
      ("format.pretty", "oneline"), ("log.date", "relative"), ("diff.context", "9"),
      ("diff.interHunkContext", "9"), ("log.abbrevCommit", "true"), ("diff.orderFile", "order"),
      ("diff.relative", "true"), ("diff.renames", "false"), ("core.quotePath", "true"),
      ("diff.algorithm", "patience"), ("diff.wsErrorHighlight", "all"),
      ("diff.colorMoved", "zebra"),
      ("diff.suppressBlankEmpty", "true"), ("diff.submodule", "log"), ("log.follow", "true"),
      ("i18n.logOutputEncoding", "UTF-16"), ("diff.statGraphWidth", "3"), ("diff.dirstat", "files"),
      ("remote.origin.url", "ext::\(script)"), ("remote.origin.promisor", "true"),
      ("extensions.partialClone", "origin"), ("protocol.ext.allow", "always"),
      ("core.repositoryformatversion", "1"), ("diff.tool", "evil"),
      ("interactive.diffFilter", script),
    ]
    for (key, value) in changes { try made.git(["config", key, value]) }
    try made.git(["diff", "--staged"], allowFailure: true)
    #expect(FileManager.default.fileExists(atPath: run), "git as it comes runs them")
    try? FileManager.default.removeItem(atPath: run)
    let repository = try made.open()
    #expect(texts(try parts(repository)) == before[0])
    #expect(texts(try parts(repository, .staged(folder: "."))) == before[1])
    // A blob that is not here would be fetched from the remote.
    try FileManager.default.removeItem(atPath: made.looseFile(try made.blobID("HEAD~1:b.bin")))
    _ = try GitPatch.read(repository, .history(options: [])) { (_: GitPatch.Part) in }
    _ = try GitHistory.read(repository).newParts(repository)
    _ = try GitHistory.staged(repository)
    _ = try? GitHistory.read(repository, .since("HEAD@{1}"))
    _ = repository.trouble()
    let said = try? String(contentsOfFile: run, encoding: .utf8)
    #expect(said == nil)
  }

  @Test func hostileConfigurationOfASHA256RepositoryRunsNothing() throws {
    guard gitSupports(["--object-format=sha256"]) else { return }
    let made = try GitTestRepository(["--object-format=sha256"])
    try made.commit("one", ["a": "1\n", "b": "2\n"])
    let run = made.folder + "/ran"
    try made.write(made.folder + "/evil", "#!/bin/sh\necho ran >> '\(run)'\n")
    chmod(made.folder + "/evil", 0o755)
    for key in ["core.fsmonitor", "core.sshCommand", "core.pager", "core.alternateRefsCommand"] {
      try made.git(["config", key, made.folder + "/evil"])
    }
    for (key, value) in [
      ("remote.origin.url", "ext::\(made.folder)/evil"), ("remote.origin.promisor", "true"),
      ("extensions.partialClone", "origin"), ("protocol.ext.allow", "always"),
    ] { try made.git(["config", key, value]) }
    try FileManager.default.removeItem(atPath: made.looseFile(try made.blobID("HEAD:a")))
    try? FileManager.default.removeItem(atPath: run)
    let repository = try made.open()
    #expect(try GitHistory.read(repository).newParts(repository) == ["a: skipped", "b: 1=2\n"])
    #expect(!FileManager.default.fileExists(atPath: run))
  }

  @Test func damagedPatchesAreNoCrash() throws {
    let good = """
      commit 1111111111111111111111111111111111111111
      Author: A <a@b>
      Date:   1635896886

          Title

      diff --git a/x b/x
      index 1..2 100644
      --- a/x
      +++ b/x
      @@ -1 +1,2 @@
      -a
      +b
      +c
      \\ No newline at end of file
      @@ -9,0 +11 @@ ctx
      +d

      """
    var seen: [GitPatch.Part] = []
    var parser = PatchParser(bytes: Array(good.utf8))
    try parser.run { (part: GitPatch.Part) in seen.append(part) }
    #expect(texts(seen) == ["x:1=b\nc", "x:11=d\n"])
    #expect(parser.summary.commits == 1)
    for length in 0..<good.utf8.count {
      var parser = PatchParser(bytes: Array(good.utf8.prefix(length)))
      try parser.run { (_: GitPatch.Part) in }
    }
    let bad = [
      "diff --git \n", "diff --git \"\n", "diff --git \"a\\", "diff --git a/x b/x\nindex \n",
      "diff --git a/x b/x\n+++ \"\\7\n@@ -1 +1 @@\n", "diff --git a/x b/x\n@@ -x +y @@\n@@ -1 +1\n",
      "diff --git a/x b/x\n@@ -1,99999999999999999999 +1 @@\n+x\n", "commit\n", "@@ -1 +1 @@\n+x\n",
      "diff --git a/x b/x\n@@ -1,5 +1,5 @@\n+x\ncommit 2\n",
      "commit \n\ndiff --git a b\n+++ b/b\n@@ -0,0 +1 @@\n+x",
      "\0\0\0", "diff --git a/x b/x\nindex ..\n", "diff --git a/x b/x\nindex 1\n",
      "diff --git a/x b/x\n@@ -1 +1,-5 @@\n+x\n",
    ]
    for text in bad {
      var parser = PatchParser(bytes: Array(text.utf8))
      try parser.run { (_: GitPatch.Part) in }
    }
  }

  @Test func longLineIsRead() throws {
    let made = try GitTestRepository()
    try made.commit("one", ["a": String(repeating: "x", count: 3 << 20) + "\nend\n"])
    guard case .text(let hunk) = try parts(try made.open()).first else {
      Issue.record("no hunk")
      return
    }
    #expect(hunk.text.count == (3 << 20) + 5)
  }
}
