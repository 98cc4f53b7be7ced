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
  /// With `new-only` a baseline marks what it knows and suppresses nothing.
  private let marksOnly: Bool
  /// What the baselines have, with all identities that it may go by.
  private var remembered: [(entry: BaselineDiff.Gone, identities: [String])] = []
  /// Packs of the engines that ran; what others found before is not gone.
  private let packs: Set<String>

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
    marksOnly = plan.configurations.gate.newOnly
    self.packs = Set(
      packs + (plan.runs("infra") && plan.target.kind == "work-tree" ? ["infra", "pipeline"] : []))
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
        if let identity = entry.identity { remember(entry, [identity]) }
        guard let secret = entry.secret else { continue }
        let bare = entry.rule.split(separator: "/").last.map(String.init) ?? entry.rule
        let identities = packs.map { pack in
          key.identity(rule: "\(pack)/\(bare)", value: Array(secret.value.utf8)).value
        }
        for identity in identities { baseline.add(identity: identity) }
        remember(entry, identities)
      }
      baselines.append(baseline)
    }
  }

  private mutating func remember(_ entry: BaselineEntry, _ identities: [String]) {
    guard let identity = identities.first else { return }
    remembered.append(
      (.init(rule: entry.rule, identity: identity, path: entry.path), identities))
  }

  /// How the findings differ from the baselines; nil without one.
  func diff(_ findings: [Finding], _ plan: ScanPlan, isPartial: Bool) -> BaselineDiff? {
    guard !baselines.isEmpty else { return nil }
    func identities(_ status: Finding.Status) -> [String] {
      Set(findings.lazy.filter { $0.status == status }.map(\.identity.value)).sorted()
    }
    let isWhole = plan.target.kind == "work-tree" && plan.scope.isEmpty && !isPartial
    return BaselineDiff(
      files: baselines.map(\.file), new: identities(.new), known: identities(.known),
      gone: isWhole ? gone(findings) : nil)
  }

  private func gone(_ findings: [Finding]) -> [BaselineDiff.Gone] {
    var seen = Set(findings.map(\.identity.value))
    return remembered.compactMap { entry, identities in
      let pack = entry.rule.split(separator: "/").first.map(String.init) ?? ""
      guard !entry.rule.contains("/") || packs.contains(pack),
        !identities.contains(where: seen.contains)
      else { return nil }
      seen.insert(entry.identity)
      return entry
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
    let known = baselines.compactMap { $0.waiver(for: finding, aliases: Array(ids.dropFirst())) }
    if !baselines.isEmpty { finding.status = known.isEmpty ? .new : .known }
    if !marksOnly { finding.waivers += known }
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
        ?? (marksOnly ? [] : baselines).lazy.filter { $0.covers(place, rule: ids) }.first.map {
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
    if waivers.allSatisfy({ $0.source == .baseline }) { suppressed.status = .known }
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
