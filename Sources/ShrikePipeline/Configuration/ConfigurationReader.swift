import ShrikeFormats
import ShrikeModel
public import ShrikeText

/// The keys of `shrike.yml`, once: the reader, `config explain` and the docs speak from this list.
public struct ConfigurationKey: Sendable {
  public var name: String
  public var summary: String
  public var example: String

  public static let all: [ConfigurationKey] = [
    ConfigurationKey(
      name: "version", summary: "The version of this file's format; 1.", example: "version: 1"),
    ConfigurationKey(
      name: "engines",
      summary: "The engines that must run. One that cannot makes the answer 'not evaluated' "
        + "(exit code 4). Without the key all engines run that have what they need.",
      example: "engines: [secrets]"),
    ConfigurationKey(
      name: "paths",
      summary:
        "What is looked at. 'include' and 'exclude' hold patterns as in .gitignore, relative "
        + "to this file; an excluded path is listed as skipped, with its reason.",
      example: """
        paths:
          exclude:
            - path: testdata/
              reason: recorded answers with invented tokens
        """),
    ConfigurationKey(
      name: "severity",
      summary:
        "Findings below a path count as of another severity. The last entry that holds wins.",
      example: """
        severity:
          - path: tests/
            severity: low
        """),
    ConfigurationKey(
      name: "rules",
      summary:
        "Rule files or folders (gitleaks or Betterleaks TOML, or a pack of your own), each in "
        + "place of the built-in pack of its engine. Paths are relative to this file.",
      example: "rules: [.shrike/rules/secrets]"),
    ConfigurationKey(
      name: "fail-on",
      summary:
        "The lowest severity that fails the gate: critical, high, medium, low, info, or never.",
      example: "fail-on: high"),
    ConfigurationKey(
      name: "baseline",
      summary: "Reports of earlier scans (ours, SARIF, gitleaks JSON); what stands there is "
        + "suppressed, not forgotten.",
      example: "baseline: .shrike/baseline.json"),
    ConfigurationKey(
      name: "gate",
      summary:
        "The built-in policies of the gate. 'new-only': what a baseline knows stays in sight and does not "
        + "fail. 'secrets' and 'known-exploited' are 'always' (whatever the severity, also when a baseline "
        + "knows them) or 'fail-on'. 'coverage: required': every engine must have run and read all it had "
        + "to. 'undecidable: forbidden': every check must have an answer. 'severity-by-environment': from "
        + "which severity findings fail in the environments that 'asset' names. 'waiver-limit': a waiver "
        + "that covers more findings is told as too broad.",
      example: """
        gate:
          new-only: true
          secrets: always
          known-exploited: always
          coverage: required
          undecidable: allowed
          severity-by-environment: {production: medium, development: critical}
          waiver-limit: 50
        """),
    ConfigurationKey(
      name: "asset",
      summary:
        "What is known of what this folder holds; policies see it with each finding. A list of such entries, "
        + "each with a 'path', tells parts apart. 'criticality' is low, medium, high or critical.",
      example: """
        asset:
          environment: production
          criticality: high
          internet-facing: true
          owner: payments-team
          labels: {cost-center: "4711"}
        """),
    ConfigurationKey(
      name: "tools",
      summary:
        "Other programs to run beside the engines, whose reports join this one: names of those that are known "
        + "(bandit, brakeman, checkov, eslint, gosec, nuclei, semgrep, spotbugs, trivy, zap), or entries with 'name', 'command' (a list of "
        + "words; no shell), 'report' (stdout, or a file; '{report}' in the command stands for one of ours), 'format' (a reader of 'shrike "
        + "import'; else its content tells), 'timeout' in seconds, 'exit-codes' with which the report is whole, and 'url' where a known tool "
        + "looks at a running service. They run only with --tools or SHRIKE_TOOLS=1.",
      example: """
        tools:
          - semgrep
          - {name: nuclei, url: "https://test.example.org"}
          - name: house-lint
            command: [house-lint, --sarif, "{report}", .]
            format: sarif
            timeout: 300
        """),
  ]
}

/// Reads `shrike.yml`, all mistakes of it at once.
public enum ConfigurationReader {
  private static let code = "config"

  /// Nil when anything is wrong that changes what a scan does.
  public static func read(
    _ bytes: [UInt8], file: String, diagnostics: inout Diagnostics
  ) -> Configuration? {
    let before = diagnostics.errorCount
    let reader = YAMLReader(schema: .core12)
    guard
      let document = reader.readSingle(bytes, FileContext(file), diagnostics: &diagnostics)
    else { return nil }
    var configuration = Configuration()
    configuration.file = file
    if document.root.isNull { return configuration }
    guard
      let check = KeyCheck(
        document.root, area: code, "the configuration", known: ConfigurationKey.all.map(\.name),
        &diagnostics)
    else { return nil }
    _ = check.int("version", in: 1...1, &diagnostics)
    engines(check, into: &configuration, &diagnostics)
    paths(check, into: &configuration, &diagnostics)
    severities(check, into: &configuration, &diagnostics)
    configuration.rules = check.strings("rules", &diagnostics) ?? []
    configuration.baselines = check.strings("baseline", &diagnostics) ?? []
    gate(check, into: &configuration, &diagnostics)
    assets(check, into: &configuration, &diagnostics)
    tools(check, into: &configuration, &diagnostics)
    if let word = check.string("fail-on", &diagnostics), let node = check.value("fail-on") {
      if let failOn = failOn(word) {
        configuration.failOn = failOn
      } else {
        report(
          node, "config.severity", "'\(word)' is not a severity",
          among: Severity.allCases.map(\.rawValue) + ["never"], word, &diagnostics)
      }
    }
    return diagnostics.errorCount == before ? configuration : nil
  }

  public static func failOn(_ word: String) -> Configuration.FailOn? {
    word == "never" ? .never : Severity(rawValue: word).map { .severity($0) }
  }

  private static func engines(
    _ check: KeyCheck, into configuration: inout Configuration, _ diagnostics: inout Diagnostics
  ) {
    guard let names = check.strings("engines", &diagnostics), let node = check.value("engines")
    else { return }
    for (index, name) in names.enumerated() where !Configuration.knownEngines.contains(name) {
      report(
        node[index] ?? node, "config.engine", "'\(name)' is not an engine",
        among: Configuration.knownEngines, name, &diagnostics)
    }
    configuration.engines = names
  }

  private static func paths(
    _ check: KeyCheck, into configuration: inout Configuration, _ diagnostics: inout Diagnostics
  ) {
    guard
      let paths = check.mapping(
        "paths", "paths", known: ["include", "exclude"], &diagnostics)
    else { return }
    configuration.include = paths.strings("include", &diagnostics) ?? []
    for entry in paths.list("exclude", &diagnostics).map(Array.init) ?? [] {
      if let pattern = entry.string {
        configuration.exclude.append(.init(pattern: pattern, reason: nil))
      } else if let row = KeyCheck(
        entry, area: code, "an excluded path", known: ["path", "reason"], &diagnostics),
        let pattern = row.required("path", &diagnostics, { $0.string("path", &$1) })
      {
        configuration.exclude.append(
          .init(pattern: pattern, reason: row.string("reason", &diagnostics)))
      }
    }
  }

  private static func severities(
    _ check: KeyCheck, into configuration: inout Configuration, _ diagnostics: inout Diagnostics
  ) {
    for entry in check.list("severity", &diagnostics).map(Array.init) ?? [] {
      guard
        let row = KeyCheck(
          entry, area: code, "a severity by path", known: ["path", "severity", "rules"],
          &diagnostics),
        let pattern = row.required("path", &diagnostics, { $0.string("path", &$1) }),
        let severity = row.required(
          "severity", &diagnostics, { $0.word("severity", "a severity", as: Severity.self, &$1) })
      else { continue }
      configuration.severities.append(
        .init(
          pattern: pattern, severity: severity, rules: row.strings("rules", &diagnostics) ?? []))
    }
  }

  static func report(
    _ node: Node, _ code: String, _ message: String, among known: [String], _ word: String,
    _ diagnostics: inout Diagnostics
  ) {
    let near = suggestion(for: word, among: known)
    diagnostics.report(
      node.diagnostic(
        .error, code, message, label: near.map { "did you mean '\($0)'?" },
        help: near == nil ? "known: \(known.joined(separator: ", "))" : nil))
  }
}
