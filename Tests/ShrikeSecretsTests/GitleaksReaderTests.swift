import ShrikeMatch
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeSecrets

struct GitleaksReaderTests {
  private func read(
    _ name: String, defaultRules: [UInt8]? = nil
  ) throws -> (set: SecretRuleSet?, said: String) {
    var diagnostics = Diagnostics()
    let set = GitleaksReader.read(
      try fixtures.bytes("Gitleaks/\(name).toml"), file: "\(name).toml", name: "test",
      defaultRules: defaultRules, diagnostics: &diagnostics,
      open: { try? fixtures.bytes("Gitleaks/\($0)") })
    return (set, diagnostics.finish().map { $0.text() }.joined(separator: "\n\n") + "\n")
  }

  /// What is said of a broken file stands beside it, exactly; the file is refused.
  @Test(arguments: [
    "mistakes", "duplicate-key", "broken-toml", "not-utf8", "both-allowlists", "both-extends",
    "missing-extend",
  ])
  func brokenFilesAreRefused(_ name: String) throws {
    let (set, said) = try read(name)
    #expect(set == nil)
    try fixtures.expect(said, "Gitleaks/\(name).txt")
  }

  @Test func everyKeyIsTaken() throws {
    let (read, said) = try read("complete")
    #expect(said == "\n")
    let set = try #require(read)
    #expect(set.dialect == .gitleaks)
    #expect(set.rules.map(\.id) == ["token", "path-only"])
    let rule = set.rules[0]
    #expect(rule.description == "A token" && rule.secretGroup == 1 && rule.entropy == 1.5)
    #expect(rule.keywords == [Array("tok_".utf8)] && rule.tags == ["own", "test"])
    #expect(rule.path?.source == #"\.conf$"# && rule.pattern?.source == "tok_([a-z0-9]{8})")
    #expect(rule.allowlists.count == 3)
    #expect(rule.allowlists[0].all && rule.allowlists[0].target == .match)
    #expect(rule.allowlists[0].stopWords?.all == ["test"])
    #expect(rule.allowlists[1].commits == ["abcdef"])
    #expect(rule.allowlists[2].targetRules == ["token"])
    #expect(set.allowlists.count == 1 && set.allowlists[0].description == "for all")
    #expect(set.rules[1].pattern == nil)
  }

  @Test func anEmptyFileHasNoRules() throws {
    let (set, said) = try read("empty")
    #expect(set?.rules.isEmpty == true)
    #expect(said == "\n")
    // A pack of it says that it finds nothing.
    var diagnostics = Diagnostics()
    let pack = SecretPack.read(
      [.init(path: "empty.toml", bytes: [])], name: "x", diagnostics: &diagnostics,
      open: { _ in nil })
    #expect(pack?.rules.isEmpty == true)
    #expect(diagnostics.finish().map(\.code) == ["rules.empty"])
  }

  @Test func extendingRulesWinKeyByKey() throws {
    let (read, said) = try read("extending")
    #expect(said == "\n")
    let set = try #require(read)
    #expect(set.rules.map(\.id) == ["base", "own", "shared"])
    let shared = set.rules[2]
    #expect(shared.pattern?.source == "shared_[0-9]{4}")
    #expect(shared.description == "from below" && shared.entropy == 1)
    #expect(Set(shared.tags) == ["high", "low"])
    #expect(shared.keywords == [Array("shared".utf8)])
    // The list of targetRules reached a rule of the other file.
    #expect(set.rules[0].allowlists.count == 1)
    #expect(set.allowlists.count == 1)
  }

  @Test func aLoopEndsAtTheLimit() throws {
    let (set, said) = try read("loop-a")
    #expect(set?.rules.map(\.id) == ["a", "b"])
    #expect(said == "\n")
  }

  @Test func theDefaultRulesCanBeExtended() throws {
    let toml = "[extend]\nuseDefault = true\n"
    for base in [nil, try fixtures.bytes("Gitleaks/base.toml")] {
      var diagnostics = Diagnostics()
      let set = GitleaksReader.read(
        Array(toml.utf8), file: "x.toml", name: "x", defaultRules: base, diagnostics: &diagnostics,
        open: { _ in nil })
      #expect(set?.rules.count == (base == nil ? nil : 3))
      #expect(diagnostics.hasErrors == (base == nil))
    }
  }

  @Test func unknownKeysAreWarnings() throws {
    var diagnostics = Diagnostics()
    let toml = "[[rules]]\nid = \"a\"\nregex = '''a'''\nkeywrods = [\"x\"]\n"
    let set = GitleaksReader.read(
      Array(toml.utf8), file: "x.toml", name: "x", diagnostics: &diagnostics, open: { _ in nil })
    #expect(set?.rules.count == 1)
    let said = diagnostics.finish()
    #expect(said.map(\.code) == ["rules.unknown-key"])
    #expect(said.first?.label == "did you mean 'keywords'?")
    #expect(said.first?.level == .warning)
  }

  /// Of every file, cut at many places, some answer comes.
  @Test(arguments: ["complete", "mistakes", "extending"])
  func cutFilesEnd(_ name: String) throws {
    let bytes = try fixtures.bytes("Gitleaks/\(name).toml")
    for end in stride(from: 0, to: bytes.count, by: 7) {
      var diagnostics = Diagnostics()
      let set = GitleaksReader.read(
        Array(bytes[..<end]), file: "x", name: "x", diagnostics: &diagnostics,
        open: { try? fixtures.bytes("Gitleaks/\($0)") })
      #expect(set != nil || diagnostics.hasErrors)
    }
  }

  @Test func twoFilesMayNotShareARule() throws {
    let file = SecretPack.File(path: "a.toml", bytes: Array("[[rules]]\nid='x'\nregex='x'\n".utf8))
    var diagnostics = Diagnostics()
    let set = SecretPack.read(
      [file, .init(path: "b.toml", bytes: file.bytes)], name: "x", diagnostics: &diagnostics,
      open: { _ in nil })
    #expect(set == nil)
    #expect(diagnostics.finish().map(\.code) == ["rules.duplicate"])
  }
}
