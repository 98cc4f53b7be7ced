import ShrikeExchange
import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText

/// Waivers that stand outside the scanned text: ignore files, baselines, and those a team wrote down.
struct Waiving: Sendable {
  private let ignores: IgnoreFiles
  private var baselines: [Baseline] = []
  private var waivers: WaiverSet
  private let naming: SecretsRun.Naming

  /// Reads the baselines that were named, and the waiver files.
  ///
  /// gitleaks' baselines hold the secrets themselves: with `key` their identities are made, so that a finding is
  /// known wherever it moved.
  init(
    _ plan: ScanPlan, _ ignores: IgnoreFiles, key: IdentityKey, packs: [String],
    _ diagnostics: inout Diagnostics
  ) {
    self.ignores = ignores
    naming = plan.naming
    waivers = plan.waivers(&diagnostics)
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
  mutating func apply(to findings: [Finding], aliases: [String: [String]]) -> [Finding] {
    if ignores.isEmpty, baselines.isEmpty, waivers.isEmpty { return findings }
    waivers.prepare(for: findings)
    var out: [Finding] = []
    out.reserveCapacity(findings.count)
    for finding in findings {
      out += apply(to: finding, [finding.rule] + (aliases[finding.rule] ?? []))
    }
    return out
  }

  private mutating func apply(to finding: Finding, _ ids: [String]) -> [Finding] {
    var finding = finding
    let written = waivers.waivers(
      for: finding, ids: ids, paths: finding.places.map { naming.identityPath($0.path) })
    for baseline in baselines {
      if let waiver = baseline.waiver(for: finding, aliases: Array(ids.dropFirst())) {
        finding.waivers.append(waiver)
      }
    }
    if finding.isSuppressed {
      // A person's decision is told beside what silences it already.
      if written.allSatisfy({ $0 != nil }) { finding.waivers += written.compactMap(\.self).unique }
      return [finding]
    }
    var open: [Place] = []
    var waived: [Place] = []
    var waivers: [Waiver] = []
    for (place, written) in zip(finding.places, written) {
      let waiver =
        written ?? ignores.waiver(for: place, rule: ids)
        ?? baselines.lazy.filter { $0.covers(place, rule: ids) }.first.map {
          Waiver(scope: .place, source: .baseline, origin: $0.file)
        }
      guard let waiver else {
        open.append(place)
        continue
      }
      waived.append(place)
      waivers.append(waiver)
    }
    if waived.isEmpty { return [finding] }
    var suppressed = finding
    suppressed.places = waived
    suppressed.waivers = waivers.unique
    finding.places = open
    return open.isEmpty ? [suppressed] : [finding, suppressed]
  }

  /// What became of the waivers that a team wrote down, told where something is wrong with one.
  func records(
    _ plan: ScanPlan, isPartial: Bool, _ diagnostics: inout Diagnostics
  ) -> [WaiverRecord] {
    let records = waivers.records { !isPartial && plan.looksAtAll(below: $0) }
    waivers.tell(records, &diagnostics)
    return records
  }
}

extension [Waiver] {
  /// Each once, in order.
  fileprivate var unique: [Waiver] {
    var seen: Set<Waiver> = []
    return filter { seen.insert($0).inserted }
  }
}
