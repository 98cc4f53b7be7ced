import ShrikeExchange
import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText

/// Waivers that stand outside the scanned text: ignore files and baselines.
struct Waiving: Sendable {
  private let ignores: IgnoreFiles
  private var baselines: [Baseline] = []

  /// Reads the baselines that were named.
  ///
  /// gitleaks' baselines hold the secrets themselves: with `key` their identities are made, so that a finding is
  /// known wherever it moved.
  init(
    _ plan: ScanPlan, _ ignores: IgnoreFiles, key: IdentityKey, packs: [String],
    _ diagnostics: inout Diagnostics
  ) {
    self.ignores = ignores
    for path in plan.configurations.baselines + plan.request.baselines {
      guard let bytes = readFile(path, limit: 1 << 30) else {
        diagnostics.report(
          Diagnostic(
            .error, "baseline.missing", "the baseline '\(path)' cannot be read",
            help: "write one with 'shrike scan --output json=\(path)'"))
        continue
      }
      guard var baseline = Baseline.read(bytes, file: path, diagnostics: &diagnostics) else {
        continue
      }
      for entry in baseline.entries {
        guard let secret = entry.secret else { continue }
        let bare = entry.rule.split(separator: "/").last.map(String.init) ?? entry.rule
        for pack in packs {
          baseline.add(
            identity: key.identity(rule: "\(pack)/\(bare)", value: Array(secret.value.utf8)).value)
        }
      }
      baselines.append(baseline)
    }
  }

  /// The findings with every waiver that holds. One of which only some places are waived comes twice: open
  /// with the places that are open, suppressed with the others.
  func apply(to findings: [Finding], aliases: [String: [String]]) -> [Finding] {
    if ignores.isEmpty, baselines.isEmpty { return findings }
    return findings.flatMap { apply(to: $0, [$0.rule] + (aliases[$0.rule] ?? [])) }
  }

  private func apply(to finding: Finding, _ ids: [String]) -> [Finding] {
    var finding = finding
    for baseline in baselines {
      if let waiver = baseline.waiver(for: finding, aliases: Array(ids.dropFirst())) {
        finding.waivers.append(waiver)
      }
    }
    if finding.isSuppressed { return [finding] }
    var open: [Place] = []
    var waived: [Place] = []
    var waivers: [Waiver] = []
    for place in finding.places {
      let waiver =
        ignores.waiver(for: place, rule: ids)
        ?? baselines.lazy.filter { $0.covers(place, rule: ids) }.first.map {
          Waiver(scope: .place, source: .baseline, origin: $0.file)
        }
      guard let waiver else {
        open.append(place)
        continue
      }
      waived.append(place)
      if !waivers.contains(waiver) { waivers.append(waiver) }
    }
    if waived.isEmpty { return [finding] }
    var suppressed = finding
    suppressed.places = waived
    suppressed.waivers = waivers
    finding.places = open
    return open.isEmpty ? [suppressed] : [finding, suppressed]
  }
}
