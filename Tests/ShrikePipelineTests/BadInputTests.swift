import Foundation
import Glibc
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikePipeline

/// Trees, archives, repositories and caches that mean no good: the run goes on and says what it skipped.
struct BadInputTests {
  @Test func linksThatLoopEnd() throws {
    let place = try Place()
    try place.write("real/a.txt", Token.a)
    for (link, target) in [
      ("a", "b"), ("b", "a"), ("real/up", ".."), ("self", "self"), ("dead", "no"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: place.root + "/" + link, withDestinationPath: target)
    }
    #expect(place.places(try place.scan()) == ["real/a.txt:1"])
    var request = place.request()
    request.followsSymlinks = true
    #expect(try place.scan(request).findings.count == 1)
  }

  @Test func pipesAndSocketsAreNotOpened() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    #expect(mkfifo(place.root + "/pipe", 0o600) == 0)
    let report = try place.scan()
    #expect(report.findings.count == 1)
    #expect(place.skips(report) == ["pipe special"])
    // Named itself, it does not hang either.
    _ = try? place.scan(path: "pipe")
  }

  @Test(.disabled(if: geteuid() == 0, "the super-user may read everything"))
  func whatCannotBeReadIsSkipped() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    try place.write("closed/b.txt", Token.b)
    try place.write("secret.txt", Token.b)
    chmod(place.root + "/closed", 0)
    chmod(place.root + "/secret.txt", 0)
    let report = try place.scan()
    #expect(place.places(report) == ["a.txt:1"])
    #expect(report.coverage.flatMap(\.skipped).count { $0.reason == .unreadable } == 2)
  }

  @Test func bombsEndAtTheLimit() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    try place.run(
      "/bin/sh", ["-c", "yes abcdefgh | head -c 60000000 | gzip > bomb.gz"], in: place.root)
    try place.run(
      "/bin/sh",
      ["-c", "cp bomb.gz x; gzip -c x > nested.gz; rm x; printf 'PK\\003\\004' > cut.zip"],
      in: place.root)
    let report = try place.scan()
    #expect(place.places(report) == ["a.txt:1"])
    let skips = report.coverage.flatMap(\.skipped)
    #expect(skips.contains { place.short($0.path).hasPrefix("bomb.gz") }, "\(skips)")
    #expect(report.verdict.word == "fail")
  }

  @Test func archivesAreLookedInto() throws {
    let place = try Place()
    try place.write("in/deep.txt", "x\n\(Token.a)\n")
    try place.run(
      "/bin/sh",
      ["-c", "tar cf inner.tar in && tar czf outer.tgz inner.tar && rm -r in inner.tar"],
      in: place.root)
    let report = try place.scan()
    #expect(place.places(report) == ["outer.tgz!inner.tar!in/deep.txt:2"])
  }

  @Test(arguments: [
    "nul\u{0}byte \(Token.a)", "\u{FEFF}\(Token.a)\r\n",
    String(repeating: "x", count: 200_000) + Token.a,
  ])
  func oddTextsAreRead(_ text: String) throws {
    let place = try Place()
    try place.write("a.txt", text)
    // What is binary is said to be skipped, the rest is looked at.
    let report = try place.scan()
    #expect(report.findings.count + place.skips(report).count == 1)
  }

  @Test func wideTextsAreRead() throws {
    let place = try Place()
    let data = try #require("x\n\(Token.a)\n".data(using: .utf16))
    try data.write(to: URL(fileURLWithPath: place.root + "/wide.txt"))
    #expect(place.places(try place.scan()) == ["wide.txt:2"])
  }

  @Test func aDamagedRepositoryIsStillScanned() throws {
    let place = try Place(git: true)
    try place.commit("one", ["a.txt": Token.a])
    try place.commit("two", ["b.txt": Token.b])
    let blob = try place.git(["rev-parse", "HEAD:a.txt"])
    let file = place.root + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    try FileManager.default.removeItem(atPath: file)
    let report = try place.scan(.history)
    #expect(place.places(report) == ["b.txt:1"])
    #expect(report.coverage.flatMap(\.skipped).map(\.reason) == [.missingObject])
    // The work tree does not need it.
    #expect(try place.scan().findings.count == 2)
    try Data("garbage".utf8).write(to: URL(fileURLWithPath: place.root + "/.git/index"))
    let tree = try place.scan()
    #expect(tree.findings.count == 2)
    try Data("garbage".utf8).write(to: URL(fileURLWithPath: place.root + "/.git/HEAD"))
    #expect(try place.scan().findings.count == 2)
  }

  // MARK: cache

  private func ruleFiles(_ place: Place) -> [String] {
    (folderEntries(place.cache + "/rules") ?? []).filter { $0.hasSuffix(".rules") }
      .map { place.cache + "/rules/" + $0 }
  }

  @Test func theCacheIsUsedAndPrivate() throws {
    let place = try Place()
    var diagnostics = Diagnostics()
    let library = RuleLibrary(folders: Folders(environment: ["SHRIKE_CACHE": place.cache]))
    let path = place.outside + "/rules.toml"
    let cold = try #require(try library.secrets(at: path, diagnostics: &diagnostics))
    let warm = try #require(try library.secrets(at: path, diagnostics: &diagnostics))
    #expect(!cold.isWarm && warm.isWarm)
    #expect(warm.about == cold.about && warm.pack == cold.pack)
    var status = stat()
    #expect(stat(ruleFiles(place)[0], &status) == 0 && status.st_mode & 0o777 == 0o600)
    // Changed rules are other rules.
    try place.write("../rules.toml", "[[rules]]\nid = 'new'\nregex = 'new_[a-z]{5}'\n")
    let changed = try #require(try library.secrets(at: path, diagnostics: &diagnostics))
    #expect(!changed.isWarm && changed.about.digest != cold.about.digest)
  }

  /// Whatever stands in the cache, the answer is the same, and the next run finds it mended.
  @Test func aPoisonedCacheIsPassedOver() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    let first = try place.scan()
    let file = try #require(ruleFiles(place).first)
    let good = try Data(contentsOf: URL(fileURLWithPath: file))
    var bent = good
    bent[good.count / 2] ^= 0xFF
    for poison in [
      Data(), Data("x".utf8), good.prefix(40), good.prefix(good.count / 2), good.dropLast(), bent,
      Data(repeating: 0xFF, count: 4_096), good + Data([0]),
    ] {
      try poison.write(to: URL(fileURLWithPath: file))
      chmod(file, 0o600)
      #expect(try place.scan().findings == first.findings)
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)).count == good.count, "mended")
    }
    // What others may write, what is no file, what is a link.
    chmod(file, 0o666)
    #expect(try place.scan().findings == first.findings)
    unlink(file)
    symlink("/etc/hostname", file)
    #expect(try place.scan().findings == first.findings)
    unlink(file)
    mkdir(file, 0o700)
    #expect(try place.scan().findings == first.findings)
  }

  /// What a killed run leaves beside the files is no hindrance.
  @Test func leftoversOfAKilledRunDoNoHarm() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    let first = try place.scan()
    let file = try #require(ruleFiles(place).first)
    try Data("half".utf8).write(to: URL(fileURLWithPath: file + ".1.2"))
    #expect(try place.scan().findings == first.findings)
  }

  @Test func aCacheThatCannotBeWrittenIsNoError() throws {
    let place = try Place(git: true)
    try place.commit("one", ["a.txt": Token.a])
    for cache in [place.outside + "/rules.toml/cache", "/proc/self/nowhere", "/dev/null"] {
      let report = try place.scan(place.request(environment: ["SHRIKE_CACHE": cache]))
      #expect(report.findings.count == 1)
      #expect(report.diagnostics.isEmpty)
    }
  }

  @Test func theCacheIsBounded() throws {
    let place = try Place()
    for number in 0..<(RuleCache.limit + 4) {
      try place.write(
        "../rules.toml", "[[rules]]\nid = 'r\(number)'\nregex = 'r\(number)_[a-z]{9}'\n")
      _ = try place.scan()
    }
    #expect(ruleFiles(place).count <= RuleCache.limit)
  }

  @Test func nothingInTheCacheHoldsASecret() throws {
    let place = try Place(git: true)
    try place.commit("one", ["a.txt": "x = \(Token.a)\npassword = \(Token.b)\n"])
    let scan = Scan(place.request(.history))
    let report = try scan.run()
    LastReport(folders: scan.folders).keep(report)
    #expect(report.findings.count == 2)
    let walk = FileManager.default.enumerator(atPath: place.cache)
    var seen = 0
    while let name = walk?.nextObject() as? String {
      guard let bytes = readFile(place.cache + "/" + name) else { continue }
      seen += 1
      let text = String(decoding: bytes, as: UTF8.self)
      for token in [Token.a, Token.b] { #expect(!text.contains(token.dropFirst(4)), "\(name)") }
    }
    #expect(seen >= 3)
  }
}
