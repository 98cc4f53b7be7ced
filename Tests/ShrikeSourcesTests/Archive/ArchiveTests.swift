import Foundation
import ShrikeModel
import Testing

@testable import ShrikeSources

struct ArchiveTests {
  @Test(
    "containers and compressed tars give their entries by name",
    arguments: [
      "two-texts.zip", "two-texts.7z", "two-texts.tar.gz", "two-texts.tar.bz2",
      "two-texts.tar.xz", "two-texts.tar.zst", "folder-and-symlink.tar",
    ])
  func entries(name: String) throws {
    let seen = expand("lib/" + name, try caseBytes("Archive", name))
    #expect(
      seen.lines == [
        "lib/\(name)!docs/one.txt: first\n", "lib/\(name)!docs/two.txt: second\n",
      ])
    #expect(seen.skips.isEmpty)
  }

  @Test(
    "one compressed file keeps its path",
    arguments: ["one-text.txt.gz", "one-text.txt.bz2", "one-text.txt.xz", "one-text.txt.zst"])
  func singleFile(name: String) throws {
    let seen = expand(name, try caseBytes("Archive", name))
    #expect(seen.lines == ["\(name): only\n"])
    #expect(seen.skips.isEmpty)
  }

  @Test("an archive without content says nothing", arguments: ["empty.txt.gz", "empty.zip"])
  func nothingInside(name: String) throws {
    let seen = expand(name, try caseBytes("Archive", name))
    #expect(seen.fragments.isEmpty && seen.skips.isEmpty)
  }

  @Test("archives in archives")
  func nested() throws {
    let seen = expand("a.tar.gz", try caseBytes("Archive", "zip-in-tar.tar.gz"))
    #expect(
      seen.lines == [
        "a.tar.gz!inner.zip!docs/one.txt: first\n", "a.tar.gz!inner.zip!docs/two.txt: second\n",
        "a.tar.gz!after.txt: after\n",
      ])
  }

  @Test("names are only names, whatever they say")
  func hostileNames() throws {
    let seen = expand("h.zip", try caseBytes("Archive", "hostile-names.zip"))
    #expect(
      seen.fragments.map(\.path) == [
        "h.zip!etc/passwd", "h.zip!root/key", "h.zip!a/b/c", "h.zip!windows/x", "h.zip!entry",
      ])
  }

  @Test(
    "names that are not ASCII stay whole in any locale",
    arguments: ["non-ascii-name.7z", "non-ascii-name.tar"])
  func unicodeNames(name: String) throws {
    let seen = expand("a", try caseBytes("Archive", name))
    #expect(seen.fragments.map(\.path) == ["a!schlüssel/日本.txt"])
  }

  @Test("inner files are told apart like outer ones")
  func mixedKinds() throws {
    let seen = expand("m.zip", try caseBytes("Archive", "mixed-kinds.zip"))
    #expect(seen.fragments.map(\.path) == ["m.zip!wide.txt", "m.zip!book.ipynb"])
    #expect(seen.fragments.first?.text == "wide ä\n")
    #expect(seen.fragments.last?.lineMap != nil)
    #expect(seen.skipLines == ["m.zip!program.bin binary", "m.zip!pointer.bin lfs-pointer"])
  }

  @Test("the name without .gz tells a notebook")
  func compressedNotebook() throws {
    let seen = expand("book.ipynb.gz", try caseBytes("Archive", "book.ipynb.gz"))
    #expect(seen.fragments.map(\.path) == ["book.ipynb.gz"])
    #expect(seen.fragments.first?.lineMap != nil)
  }

  private static let corpus = ProcessInfo.processInfo.environment["SHRIKE_CORPUS"]

  private struct GoldenFinding: Decodable {
    var File: String
  }

  @Test(
    "suite secrets.gitleaks-testdata: paths in archives are gitleaks' own",
    .enabled(if: corpus != nil, "SHRIKE_CORPUS does not name the unpacked corpora"),
    arguments: [0, 8])
  func gitleaksPaths(depth: Int) throws {
    let root = (Self.corpus ?? "") + "/secrets"
    let golden = try JSONDecoder().decode(
      [GoldenFinding].self,
      from: Data(contentsOf: URL(fileURLWithPath: root + "/golden/archives_d\(depth).json")))
    let expected = Set(golden.map { $0.File })
    #expect(!expected.isEmpty)
    let folder = root + "/gitleaks_testdata/archives"
    let listing = try WorkTree.list(folder)
    var limits = ReadLimits()
    limits.archiveDepth = depth
    var reader = try FileReader(folder: folder, limits: limits)
    var paths: Set<String> = []
    var skips: [Skip] = []
    for index in 0..<listing.files.count {
      reader.read(listing.files, at: index, skips: &skips) { fragment in
        if fragment.path.hasSuffix(".go") || fragment.path.contains("main.go.") {
          paths.insert("testdata/archives" + fragment.path.dropFirst(folder.count))
        }
      }
    }
    #expect(paths == expected)
  }

  // MARK: limits

  @Test("depth: 0 opens nothing, n opens n archives", arguments: 0...5)
  func depth(limit: Int) throws {
    var limits = ReadLimits()
    limits.archiveDepth = limit
    let seen = expand("d.zip", try caseBytes("Archive", "four-deep.zip"), limits)
    if limit >= 4 {
      #expect(seen.lines == ["d.zip!level2.zip!level1.zip!level0.zip!deep.txt: deep\n"])
      #expect(seen.skips.isEmpty)
    } else {
      #expect(seen.fragments.isEmpty)
      #expect(seen.skips.map(\.reason) == [limit == 0 ? .archive : .limit])
    }
  }

  @Test("limits out of bounds become the nearest bound")
  func bounds() throws {
    var limits = ReadLimits()
    limits.archiveDepth = .max
    limits.fileBytes = .max
    limits.archiveBytes = .max
    limits.archiveRatio = .max
    limits.archiveEntries = .max
    #expect(limits.archiveDepth == ReadLimits.deepestArchive)
    #expect(limits.fileBytes == ReadLimits.mostBytes)
    #expect(expand("z", try caseBytes("Archive", "bomb.zip"), limits).fragments.count == 5)
    limits.archiveDepth = .min
    limits.fileBytes = .min
    #expect(limits.archiveDepth == 0 && limits.fileBytes == 0)
    limits.archiveDepth = 1
    limits.archiveBytes = -1
    limits.archiveRatio = -1
    limits.archiveEntries = -1
    #expect(expand("z", try caseBytes("Archive", "two-texts.zip"), limits).fragments.isEmpty)
  }

  @Test("entries")
  func entryLimit() throws {
    var limits = ReadLimits()
    limits.archiveEntries = 7
    let seen = expand("e.zip", try caseBytes("Archive", "many-entries.zip"), limits)
    #expect(seen.fragments.count == 7)
    #expect(seen.skips == [Skip("e.zip", .limit, "more than 7 entries")])
  }

  @Test("entries of inner archives count")
  func entryLimitNested() throws {
    var limits = ReadLimits()
    limits.archiveEntries = 2
    let seen = expand("a.tar.gz", try caseBytes("Archive", "zip-in-tar.tar.gz"), limits)
    #expect(seen.fragments.map(\.path) == ["a.tar.gz!inner.zip!docs/one.txt"])
    #expect(seen.skipLines == ["a.tar.gz!inner.zip limit", "a.tar.gz limit"])
  }

  @Test("bytes in all")
  func byteLimit() throws {
    var limits = ReadLimits()
    limits.archiveBytes = 9
    let seen = expand("z.zip", try caseBytes("Archive", "two-texts.zip"), limits)
    #expect(seen.lines == ["z.zip!docs/one.txt: first\n", "z.zip!docs/two.txt: sec"])
    #expect(seen.skips == [Skip("z.zip", .limit, "it expands to more than 9 bytes")])
    limits.archiveBytes = 13
    #expect(expand("z.zip", try caseBytes("Archive", "two-texts.zip"), limits).skips.isEmpty)
  }

  @Test(
    "an entry larger than a file may be is skipped, the next is read",
    arguments: ["two-texts.zip", "two-texts.tar.gz", "two-texts.7z"])
  func entrySize(name: String) throws {
    var limits = ReadLimits()
    limits.fileBytes = 6
    let seen = expand("z", try caseBytes("Archive", name), limits)
    #expect(seen.lines == ["z!docs/one.txt: first\n"])
    #expect(seen.skips == [Skip("z!docs/two.txt", .tooLarge, "7 bytes, the limit is 6 bytes")])
  }

  @Test("a bomb is stopped by its ratio", arguments: ["bomb-12MiB.txt.gz", "bomb.zip"])
  func ratio(name: String) throws {
    let seen = expand("b", try caseBytes("Archive", name))
    #expect(
      seen.skips.contains(Skip("b", .limit, "it expands to more than 200 times its size")))
    let total = seen.fragments.reduce(0) { $0 + $1.text.utf8.count }
    #expect(total <= ReadLimits.ratioFloor)
  }

  // MARK: broken and hostile

  @Test("an encrypted entry is skipped, the others are read")
  func encrypted() throws {
    let seen = expand("e.zip", try caseBytes("Archive", "encrypted-and-open.zip"))
    #expect(seen.lines == ["e.zip!open.txt: open\n"])
    #expect(seen.skipLines == ["e.zip!locked.txt encrypted"])
  }

  @Test("what stands before the damage is kept", arguments: ["truncated.zip", "truncated.tar"])
  func truncated(name: String) throws {
    let seen = expand("t", try caseBytes("Archive", name))
    #expect(seen.lines.first == "t!whole.txt: whole\n")
    #expect(seen.skips.first?.path == "t!cut.txt")
    #expect(seen.skips.allSatisfy { $0.reason == .damaged })
  }

  @Test("an entry that cannot be expanded does not hide the next")
  func badEntry() throws {
    let seen = expand("b.zip", try caseBytes("Archive", "bad-checksum.zip"))
    #expect(seen.lines.last == "b.zip!fine.txt: fine\n")
    #expect(seen.skipLines == ["b.zip!broken.txt damaged"])
  }

  @Test(
    "a head alone is no archive",
    arguments: ["gzip-magic-only.gz", "zip-magic-only.zip", "truncated.txt.gz"])
  func headOnly(name: String) throws {
    let seen = expand("h", try caseBytes("Archive", name))
    #expect(seen.fragments.isEmpty)
    #expect(seen.skips.count == 1)
    #expect(seen.skips.first.map { [.damaged, .encrypted].contains($0.reason) } == true)
  }

  @Test("every prefix of every archive is taken without a crash")
  func prefixes() throws {
    for name in [
      "two-texts.zip", "two-texts.7z", "two-texts.tar.gz", "two-texts.tar.bz2",
      "two-texts.tar.xz", "two-texts.tar.zst", "four-deep.zip", "encrypted-and-open.zip",
    ] {
      let whole = try caseBytes("Archive", name)
      for count in 0..<whole.count { _ = expand("p", Array(whole[..<count])) }
      for index in whole.indices {
        var changed = whole
        changed[index] ^= 0x41
        _ = expand("p", changed)
      }
    }
  }

  @Test(
    "entry names are cleaned",
    arguments: [
      ("a/b", "a/b"), ("./a", "a"), ("/etc/x", "etc/x"), ("../../x", "x"), ("a/../../b", "b"),
      ("a//b/", "a/b"), ("", "entry"), ("..", "entry"), ("C:\\x\\y", "C:/x/y"),
    ])
  func cleanNames(name: String, clean: String) {
    #expect(cleanEntryName(name) == clean)
  }

  @Test(
    "byte counts are read by people",
    arguments: [
      (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"),
      (256 << 20, "256 MiB"), (3 << 29, "1.5 GiB"), ((1 << 30) - 1, "1023.9 MiB"),
    ])
  func counts(count: Int, text: String) {
    #expect(byteCount(count) == text)
  }
}
