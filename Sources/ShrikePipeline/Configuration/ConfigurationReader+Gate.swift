import ShrikeFormats
import ShrikeModel
import ShrikeText

/// The sections `gate` and `asset` of `shrike.yml`.
extension ConfigurationReader {
  static func gate(
    _ check: KeyCheck, into configuration: inout Configuration, _ diagnostics: inout Diagnostics
  ) {
    guard
      let gate = check.mapping(
        "gate", "gate",
        known: [
          "new-only", "secrets", "known-exploited", "coverage", "undecidable",
          "severity-by-environment", "waiver-limit",
        ], &diagnostics)
    else { return }
    configuration.gate.newOnly = gate.bool("new-only", &diagnostics)
    configuration.gate.secrets = gate.word("secrets", "a setting of 'secrets'", &diagnostics)
    configuration.gate.knownExploited = gate.word(
      "known-exploited", "a setting of 'known-exploited'", &diagnostics)
    configuration.gate.coverage = gate.word("coverage", "a setting of 'coverage'", &diagnostics)
    configuration.gate.undecidable = gate.word(
      "undecidable", "a setting of 'undecidable'", &diagnostics)
    configuration.gate.waiverLimit = gate.int("waiver-limit", in: 1...Int.max, &diagnostics)
    guard let environments = gate.value("severity-by-environment") else { return }
    guard environments.isMapping else {
      diagnostics.report(
        environments.diagnostic(
          .error, "config.type",
          "expected environments with severities, found \(environments.kind.words)",
          help: "as in severity-by-environment: {production: medium}"))
      return
    }
    for entry in environments.entries {
      guard let word = entry.value.text else {
        diagnostics.report(
          entry.value.diagnostic(
            .error, "config.type", "expected a severity, found \(entry.value.kind.words)"))
        continue
      }
      if let least = failOn(word) {
        configuration.gate.severityByEnvironment[entry.name] = least
      } else {
        report(
          entry.value, "config.severity", "'\(word)' is not a severity",
          among: Severity.allCases.map(\.rawValue) + ["never"], word, &diagnostics)
      }
    }
  }

  /// One asset, or a list of them by path.
  static func assets(
    _ check: KeyCheck, into configuration: inout Configuration, _ diagnostics: inout Diagnostics
  ) {
    guard let node = check.value("asset") else { return }
    for part in node.isSequence ? Array(node.elements) : [node] {
      let keys = ["environment", "criticality", "internet-facing", "owner", "labels"]
      guard
        let row = KeyCheck(
          part, area: "config", "an asset", known: node.isSequence ? ["path"] + keys : keys,
          &diagnostics)
      else { continue }
      var asset = Asset()
      asset.environment = row.text("environment", &diagnostics)
      asset.criticality = row.word("criticality", "a criticality", &diagnostics)
      asset.isInternetFacing = row.bool("internet-facing", &diagnostics)
      asset.owner = row.text("owner", &diagnostics)
      asset.labels = labels(row, &diagnostics)
      let path =
        node.isSequence ? row.required("path", &diagnostics) { $0.string("path", &$1) } : nil
      if node.isSequence, path == nil { continue }
      configuration.assets.append(.init(pattern: path, asset: asset))
    }
  }

  private static func labels(
    _ row: KeyCheck, _ diagnostics: inout Diagnostics
  ) -> [String: String] {
    guard let node = row.value("labels") else { return [:] }
    guard node.isMapping else {
      diagnostics.report(
        node.diagnostic(
          .error, "config.type", "expected labels with values, found \(node.kind.words)"))
      return [:]
    }
    var labels: [String: String] = [:]
    for entry in node.entries {
      if let text = entry.value.text {
        labels[entry.name] = text
      } else {
        diagnostics.report(
          entry.value.diagnostic(
            .error, "config.type", "expected a single value, found \(entry.value.kind.words)"))
      }
    }
    return labels
  }
}
