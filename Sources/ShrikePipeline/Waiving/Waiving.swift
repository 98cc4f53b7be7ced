import ShrikeExchange
import ShrikeModel
import ShrikeSources
import ShrikeText

/// Waivers that stand outside the scanned text: ignore files and baselines.
struct Waiving: Sendable {
  private static let ignoreFiles = [".gitleaksignore", ".betterleaksignore"]

  private var ignores: [GitleaksIgnore] = []
  private var baselines: [Baseline] = []

  /// Reads the ignore files of the target and of its repository, and the baselines that were named.
  init(_ plan: ScanPlan, _ diagnostics: inout Diagnostics) throws(EngineError) {
    var folders: [String] = []
    if isFolder(plan.request.path) { folders.append(plan.request.path) }
    if let root = plan.repository?.root { folders.append(root) }
    folders.append(plan.request.workingFolder)
    var seen: Set<String> = []
    for folder in folders {
      for name in Self.ignoreFiles {
        let path = folder == "." ? name : "\(folder)/\(name)"
        guard let bytes = readFile(path), seen.insert(String(decoding: bytes, as: UTF8.self)).inserted
        else { continue }
        ignores.append(GitleaksIgnore(bytes, file: name, diagnostics: &diagnostics))
      }
    }
    let configured = plan.configuration.baselines.map {
      $0.hasPrefix("/") ? $0 : "\(plan.base)/\($0)"
    }
    for path in configured + plan.request.baselines {
      guard let bytes = readFile(path, limit: 1 << 30) else {
        diagnostics.report(
          Diagnostic(
            .error, "baseline.missing", "the baseline '\(path)' cannot be read",
            help: "write one with 'shrike scan --output json=\(path)'"))
        continue
      }
      if let baseline = Baseline.read(bytes, file: path, diagnostics: &diagnostics) {
        baselines.append(baseline)
      }
    }
  }

  /// Adds every waiver that holds for the finding.
  func apply(to finding: inout Finding, aliases: [String]) {
    let ids = [finding.rule] + aliases
    for ignore in ignores {
      let waivers = finding.places.map { ignore.waiver(for: $0, rule: ids) }
      // A finding is silenced by places only when all of them are.
      if waivers.allSatisfy({ $0 != nil }) {
        finding.waivers += Set(waivers.compactMap { $0 }).sorted {
          ($0.origin ?? "") < ($1.origin ?? "")
        }
      }
    }
    for baseline in baselines {
      if let waiver = baseline.waiver(for: finding, aliases: aliases) {
        finding.waivers.append(waiver)
      }
    }
  }
}
