import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikePipeline

struct ConfigurationReaderTests {
  private func read(_ bytes: [UInt8]) -> (configuration: Configuration?, said: String) {
    var diagnostics = Diagnostics()
    let read = ConfigurationReader.read(bytes, file: "shrike.yml", diagnostics: &diagnostics)
    return (read, diagnostics.finish().map { $0.text() }.joined(separator: "\n\n") + "\n")
  }

  @Test func everyKeyIsTaken() throws {
    let (read, said) = read(try fixtures.bytes("Configuration/complete.yml"))
    #expect(said == "\n")
    let configuration = try #require(read)
    #expect(configuration.engines == ["secrets"])
    #expect(configuration.include == ["src/", "*.conf"])
    #expect(configuration.exclude.map(\.pattern) == ["testdata/", "vendor/"])
    #expect(configuration.exclude.map(\.reason) == ["invented tokens", nil])
    #expect(configuration.severities.map(\.severity) == [.low, .critical])
    #expect(configuration.severities.map(\.rules) == [[], ["token"]])
    #expect(configuration.rules == ["rules/a.toml"])
    #expect(configuration.baselines == ["baseline.json"])
    #expect(configuration.failOn == .severity(.medium))
    #expect(configuration.file == "shrike.yml")
  }

  @Test func theGateIsTaken() throws {
    let text = """
      gate:
        new-only: true
        secrets: always
        known-exploited: fail-on
        coverage: required
        undecidable: forbidden
        waiver-limit: 7
        severity-by-environment: {production: medium, sandbox: never}
      asset:
        - {path: a/, environment: production, criticality: high, internet-facing: true}
        - {path: b/, owner: team, labels: {tier: 1, zone: dmz}}
      """
    let (read, said) = read(Array(text.utf8))
    #expect(said == "\n")
    var tree = ConfigurationTree()
    tree.add(.init(scope: "", folder: "/", configuration: try #require(read)))
    var settings = GateSettings()
    settings.newOnly = true
    settings.secrets = .always
    settings.coverage = .required
    settings.undecidable = .forbidden
    settings.severityByEnvironment = ["production": .medium, "sandbox": nil]
    #expect(tree.gate == settings)
    #expect(tree.waiverLimit == 7)
    #expect(tree.assets.map(\.path) == ["a/", "b/"])
    #expect(tree.asset(at: "a/x").criticality == .high)
    #expect(tree.asset(at: "a/x").isInternetFacing == true)
    #expect(tree.asset(at: "b/x").labels == ["tier": "1", "zone": "dmz"])
    #expect(tree.asset(at: "c/x").isEmpty)
  }

  /// Of each key the innermost configuration says what holds.
  @Test func configurationsOfTheGateAddUp() throws {
    var tree = ConfigurationTree()
    for (scope, text) in [
      ("", "gate: {secrets: always, severity-by-environment: {a: low, b: low}}\nasset: {owner: x}"),
      ("in/", "gate: {secrets: fail-on, coverage: required, severity-by-environment: {b: never}}"),
      ("in/er/", "asset: {environment: e, labels: {k: v}}"),
    ] {
      tree.add(
        .init(
          scope: scope, folder: "/" + scope,
          configuration: try #require(read(Array(text.utf8)).configuration)))
    }
    #expect(tree.gate.secrets == .byThreshold && tree.gate.coverage == .required)
    #expect(tree.gate.severityByEnvironment == ["a": .low, "b": nil])
    #expect(tree.asset(at: "in/x").owner == "x" && tree.asset(at: "in/x").environment == nil)
    #expect(tree.asset(at: "in/er/x").owner == "x" && tree.asset(at: "in/er/x").environment == "e")
  }

  @Test func toolsAreTaken() throws {
    let text = """
      tools:
        - bandit
        - {name: trivy, timeout: 1200}
        - {name: nuclei, url: "https://test.example.org"}
        - {name: house, command: [house, --to, "{report}"], format: sarif, exit-codes: [0, 2]}
        - {name: eslint, command: [npx, eslint], report: out/eslint.json}
      """
    let (read, said) = read(Array(text.utf8))
    #expect(said == "\n")
    let tools = try #require(read?.tools)
    #expect(tools.map(\.name) == ["bandit", "trivy", "nuclei", "house", "eslint"])
    #expect(tools[0] == Tool.presets.first { $0.name == "bandit" })
    #expect(tools[1].timeout == 1_200 && tools[1].format == "trivy")
    #expect(tools[2].command.contains("https://test.example.org"))
    #expect(tools[3].output == .placeholder && tools[3].exitCodes == [0, 2])
    #expect(tools[4].output == .file("out/eslint.json") && tools[4].format == "eslint")
  }

  /// What is said of a broken file stands beside it, exactly; the file is refused.
  @Test(arguments: [
    "mistakes", "types", "not-a-mapping", "syntax", "version", "gate-mistakes", "tools",
  ])
  func brokenFilesAreRefused(_ name: String) throws {
    let (read, said) = read(try fixtures.bytes("Configuration/\(name).yml"))
    #expect(read == nil)
    try fixtures.expect(said, "Configuration/\(name).txt")
  }

  @Test(arguments: [
    "", "\n", "# only a comment\n", "---\n", "version: 1\n", "fail-on: never\n", "{}",
  ])
  func littleIsEnough(_ text: String) {
    let (read, said) = read(Array(text.utf8))
    #expect(read != nil)
    #expect(said == "\n")
  }

  @Test func aKeyGivenTwiceIsTold() throws {
    let (read, said) = read(Array("fail-on: high\nfail-on: low\n".utf8))
    #expect(read?.failOn == .severity(.low))
    #expect(said.hasPrefix("warning[yaml.duplicate-key]"))
  }

  @Test func hostileFilesAreRefused() {
    let bomb =
      "a: &a [x, x, x, x, x, x, x, x, x]\n"
      + "bcdefghi".reduce(("a", "")) { state, letter in
        let items = Array(repeating: "*\(state.0)", count: 9).joined(separator: ", ")
        return (String(letter), state.1 + "\(letter): &\(letter) [\(items)]\n")
      }.1
    for bytes in [
      Array(String(repeating: "[", count: 100_000).utf8), Array(bomb.utf8), [0xFF, 0xFE, 0x00],
      [0x00], Array("a: *nowhere".utf8), Array("\tx: 1".utf8), Array("a: b: c".utf8),
    ] {
      #expect(read(bytes).configuration == nil)
    }
  }

  @Test func cutFilesEnd() throws {
    let bytes = try fixtures.bytes("Configuration/complete.yml")
    for end in 0..<bytes.count { _ = read(Array(bytes[..<end])) }
  }

  @Test func theExamplesOfTheKeysAreValid() {
    for key in ConfigurationKey.all {
      let (read, said) = read(Array((key.example + "\n").utf8))
      #expect(read != nil, "\(key.name): \(said)")
      #expect(!key.summary.isEmpty)
    }
  }

  @Test func severitiesHaveWords() {
    #expect(ConfigurationReader.failOn("never") == .never)
    #expect(ConfigurationReader.failOn("high") == .severity(.high))
    #expect(ConfigurationReader.failOn("HIGH") == nil)
    #expect(ConfigurationReader.failOn("") == nil)
    for word in ["never", "low"] { #expect(ConfigurationReader.failOn(word)?.word == word) }
  }
}
