import ShrikeExchange
import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

@Suite struct GitleaksIgnoreTests {
  private func place(_ path: String, _ line: Int, commit: String? = nil) -> Place {
    Place(
      path: path, start: SourcePosition(line: line, column: 1),
      commit: commit.map { CommitInfo(id: $0, author: "", email: "", date: "", message: "") })
  }

  private func read(_ text: String) -> (GitleaksIgnore, [Diagnostic]) {
    var diagnostics = Diagnostics()
    let ignore = GitleaksIgnore(Array(text.utf8), file: "ignore", diagnostics: &diagnostics)
    return (ignore, diagnostics.finish())
  }

  @Test func readsAllForms() throws {
    var diagnostics = Diagnostics()
    let bytes = try fixtures.bytes("GitleaksIgnore/all-forms.gitleaksignore")
    let ignore = GitleaksIgnore(bytes, file: ".gitleaksignore", diagnostics: &diagnostics)
    #expect(diagnostics.finish().map { $0.frame?.line } == [13, 14, 15])

    let aws = ["secrets/aws-access-token"]
    let waiver = try #require(ignore.waiver(for: place("src/app.py", 12), rule: aws))
    #expect(waiver == Waiver(scope: .place, source: .ignoreFile, origin: ".gitleaksignore:2"))
    #expect(ignore.waiver(for: place("src/app.py", 12, commit: "any"), rule: aws) != nil)
    #expect(ignore.waiver(for: place("src/app.py", 13), rule: aws) == nil)
    #expect(ignore.waiver(for: place("src/app.py", 12), rule: ["secrets/other"]) == nil)
    let commit = "89abcdef0123456789abcdef0123456789abcdef"
    let generic = ["secrets/password", "gitleaks/generic-api-key"]
    #expect(ignore.waiver(for: place("src/old.py", 3, commit: commit), rule: generic) != nil)
    #expect(ignore.waiver(for: place("src/old.py", 3, commit: "0000"), rule: generic) == nil)
    #expect(ignore.waiver(for: place("src/old.py", 3), rule: generic) == nil)
    #expect(ignore.waiver(for: place("tests/fixtures/a.txt", 1), rule: ["jwt"]) != nil)
    #expect(ignore.waiver(for: place("docs/readme.md", 9), rule: ["jwt"]) != nil)
    #expect(ignore.waiver(for: place("./docs/readme.md", 9), rule: ["jwt"]) != nil)
    #expect(ignore.waiver(for: place("outer.zip!inner/key.pem", 1), rule: ["private-key"]) != nil)
    #expect(ignore.waiver(for: place("odd:name.txt", 4), rule: ["jwt"]) != nil)

    let digest = "BBCF0468A743EB6A26548AD938BF4E5322DE459B5750FCE64A3CA68121E64BF2"
    #expect(ignore.needsSHA256 && ignore.needsHMAC)
    #expect(ignore.waiver(forDigest: digest, .sha256)?.scope == .finding)
    #expect(ignore.waiver(forDigest: digest, .hmacSHA256) == nil)
    let keyed = "f48cf3eca749c0f6abbbae2cdbc28e970750dc2696ce7a8c22b994240fc22fdb"
    #expect(ignore.waiver(forDigest: keyed, .hmacSHA256)?.origin == ".gitleaksignore:12")
  }

  @Test(arguments: ["", "\n\n", "# only words\r\n", "\u{FEFF}# mark", "   "])
  func saysNothing(_ text: String) {
    let (ignore, diagnostics) = read(text)
    #expect(ignore.isEmpty && diagnostics.isEmpty)
  }

  @Test(arguments: ["\u{FEFF}a.py:r:1", "a.py:r:1\r\nb.py:r:2\r\n", "a.py:r:1"])
  func endsOfLinesAndMarks(_ text: String) {
    let (ignore, diagnostics) = read(text)
    #expect(diagnostics.isEmpty)
    #expect(ignore.waiver(for: place("a.py", 1), rule: ["r"]) != nil)
  }

  @Test(arguments: [
    "\0\0\0", "::::", ":r:1", "a::1", String(repeating: ":", count: 100_000), "\u{1B}[31m:x",
  ])
  func hostileLinesAreDiagnostics(_ text: String) {
    #expect(read(text).1.count == 1)
  }

  @Test func invalidBytesAndLimits() {
    var diagnostics = Diagnostics()
    _ = GitleaksIgnore([0xFF, 0xFE, 0x0A, 0x80], file: "x", diagnostics: &diagnostics)
    #expect(diagnostics.finish().count == 2)
    var more = Diagnostics()
    let large = [UInt8](repeating: 0x0A, count: GitleaksIgnore.sizeLimit + 1)
    #expect(GitleaksIgnore(large, file: "x", diagnostics: &more).isEmpty)
    #expect(more.finish().map(\.code) == ["ignore-file.size"])
  }
}
