import ShrikeMatch
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeSecrets

struct SecretFindingsTests {
  private static let strong = "tok_9fK2mQ7xV4bL8pZ3rT6w"
  private static let other = "tok_3hJ8nW5yC1dM6sR9gB2k"

  private func scanner() throws -> SecretScanner {
    try SecretScanner(
      ruleSet(
        """
        [[rules]]
        id = "token"
        regex = '''tok_[A-Za-z0-9]{20}'''
        keywords = ["tok_"]

        [[rules]]
        id = "pin"
        regex = '''pin\\s*=\\s*([0-9]{4})'''
        keywords = ["pin"]
        """))
  }

  private func identities(_ files: [(path: String, text: String)]) throws -> [String] {
    try scanner().findings(files).map(\.identity.value)
  }

  @Test func movingAndIndentingChangesNothing() throws {
    let first = try identities([("a.py", "x = \"\(Self.strong)\"\n")])
    #expect(first.count == 1)
    for file in [
      ("deep/renamed.go", "x = \"\(Self.strong)\"\n"),
      ("a.py", "\n\n\n\tother := '\(Self.strong)';\n"),
      ("a.py", "ünï = \"\(Self.strong)\""),
    ] {
      #expect(try identities([file]) == first)
    }
  }

  @Test func oneFindingPerValue() throws {
    let found = try scanner().findings([
      ("a", "\(Self.strong)\n\(Self.strong)"), ("b", Self.strong),
    ])
    #expect(found.count == 1)
    #expect(found[0].places.map(\.path) == ["a", "a", "b"])
    #expect(found[0].places.map(\.start?.line) == [1, 2, 1])
    #expect(found[0].identity.scheme == "secret/1")
    #expect(found[0].identity.value.utf8.count == 16)
  }

  @Test func differentSecretsAreNeverOne() throws {
    let both = try identities([("a", "\(Self.strong) \(Self.other)")])
    #expect(Set(both).count == 2)
    // A secret that takes the place of another is new.
    #expect(try identities([("a", Self.strong)]) != identities([("a", Self.other)]))
    var seen: Set<String> = []
    for number in 0..<200 {
      let value = "tok_" + String(repeating: "aB3x", count: 4) + String(1000 + number)
      seen.formUnion(try identities([("a", value)]))
    }
    #expect(seen.count == 200)
  }

  @Test func theKeyDecidesTheIdentity() throws {
    let files = [(path: "a", text: Self.strong)]
    let one = try scanner().findings(files, key: IdentityKey("one", origin: .environment))
    let two = try scanner().findings(files, key: IdentityKey("two", origin: .environment))
    #expect(one.map(\.identity) != two.map(\.identity))
  }

  /// A value that could be guessed has its surroundings for an identity: another value there is the same
  /// finding, so a report never helps to try values out.
  @Test func guessableValuesGoByTheirContext() throws {
    let first = try scanner().findings([("a", "pin = 1234")])
    #expect(first.map(\.identity.scheme) == ["secret-context/1"])
    let changed = try scanner().findings([("a", "pin = 9876")])
    #expect(first.map(\.identity) == changed.map(\.identity))
    // Re-indented, moved down.
    #expect(try identities([("a", "\n\n    pin  =  1234")]) == first.map(\.identity.value))
    // Elsewhere it is another.
    #expect(try identities([("b", "pin = 1234")]) != first.map(\.identity.value))
    #expect(try identities([("a", "pin = 1234 # door")]) != first.map(\.identity.value))
    // Two in equal surroundings are two.
    let two = try scanner().findings([("a", "pin = 1234\npin = 9876\n")])
    #expect(Set(two.map(\.identity)).count == 2)
  }

  @Test func waiversSplitThePlaces() throws {
    let text = "a = \(Self.strong) # shrike:allow token recorded for a demo\nb = \(Self.strong)\n"
    let found = try scanner().findings([("f", text)])
    #expect(found.count == 2)
    let open = try #require(found.first { !$0.isSuppressed })
    let waived = try #require(found.first { $0.isSuppressed })
    #expect(open.places.map(\.start?.line) == [2])
    #expect(waived.places.map(\.start?.line) == [1])
    #expect(open.identity == waived.identity)
    #expect(waived.waivers.first?.reason == "recorded for a demo")
    #expect(waived.waivers.first?.origin == "f:1")
    #expect(waived.waivers.first?.source == .inlineComment)
  }

  @Test(arguments: [
    ("shrike:allow token", true), ("shrike:allow test/token why", true),
    ("shrike:allow * why", true),
    ("shrike:allow pin", false), ("shrike:allow", false), ("shrike:allowtoken", false),
    ("gitleaks:allow", true), ("betterleaks:allow", true),
  ])
  func commentsWaive(_ comment: String, _ waived: Bool) throws {
    let found = try scanner().findings([("f", "\(Self.strong) # \(comment)")])
    #expect(found.map(\.isSuppressed) == [waived])
  }

  /// Nothing that a report is made of holds a secret, however it stands on its line.
  @Test(arguments: [
    "x = \(strong)", "\(strong)\(other)", "\(strong) \(strong)", "a \(other) b \(strong) c",
    "é🦊\(strong)é", "x\(strong)y", "\(strong) # again: \(strong)", strong.base64, strong.hex,
    "data=\(strong.base64) plain=\(strong)",
    String(repeating: "z", count: 5_000) + " " + strong + " "
      + String(repeating: "z", count: 5_000), "\r\n\(strong)\r\n", "pin = 4711 \(strong) pin=0815",
  ])
  func nothingToldHoldsASecret(_ text: String) throws {
    let found = try scanner().findings([("f", text)])
    #expect(!found.isEmpty)
    let told = found.flatMap { finding -> [String] in
      var parts = [finding.message, finding.evidence ?? "", finding.remedy ?? ""]
      parts += finding.places.map { $0.snippet?.text ?? "" } + finding.places.map { $0.note ?? "" }
      parts += finding.properties.values.map { "\($0)" }
      return parts
    }.joined(separator: "\n")
    for secret in [Self.strong, Self.other, Self.strong.base64, Self.strong.hex, "4711", "0815"] {
      #expect(!told.contains(secret), "\(told)")
    }
    for secret in [Self.strong, Self.other] { #expect(!told.contains(secret.dropFirst(4))) }
  }

  @Test func snippetsMarkTheirPlace() throws {
    let found = try scanner().findings([("f", "  ünï = \"\(Self.strong)\" # x")])
    let place = try #require(found.first?.places.first)
    #expect(place.snippet == Snippet(text: "  ünï = \"[redacted]\" # x", column: 10, length: 10))
    #expect(place.start == SourcePosition(line: 1, column: 10))
    #expect(place.end == SourcePosition(line: 1, column: 34))
  }

  @Test func placesAreBounded() throws {
    let count = SecretFindings.placeLimit + 5
    let text = String(repeating: Self.strong + "\n", count: count)
    let found = try scanner().findings([("f", text)])
    #expect(found.count == 1)
    #expect(found[0].places.count == SecretFindings.placeLimit)
    #expect(found[0].properties["morePlaces"] == .number(5))
  }

  @Test func mergingIsAddingUp() throws {
    let scanner = try scanner()
    let process = IdentityKey("process", origin: .fixed)
    func part(_ path: String, _ text: String, _ order: Int) throws -> SecretFindings {
      var findings = SecretFindings(
        pack: "test", rules: scanner.rules, key: .fixed, processKey: process)
      let bytes = Array(text.utf8)
      let matches = try scanner.matches(bytes)
      bytes.withUnsafeBufferPointer {
        findings.add(matches, .init(path: path, identityPath: path, bytes: $0, order: order))
      }
      return findings
    }
    var whole = try part("b", Self.strong, 1)
    whole.merge(try part("a", Self.strong, 0))
    whole.merge(try part("c", Self.other, 2))
    let found = whole.finish()
    #expect(found.count == 2)
    #expect(found.contains { $0.places.map(\.path) == ["a", "b"] })
  }
}
