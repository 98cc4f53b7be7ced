import Glibc
import ShrikeModel
import ShrikeSources
import ShrikeText

/// What a plan knows of waivers and of the gate.
extension ScanPlan {
  /// The waiver files that are there: at the top, and in every folder with a configuration of its own. `shown`: as
  /// people are shown it.
  var waiverPlaces: [(path: String, shown: String, scope: String)] {
    var seen: Set<String> = []
    let layers = configurations.all.map { (scope: $0.scope, folder: $0.folder) }
    return ([("", files.root)] + layers).compactMap { scope, folder in
      let path = "\(folder)/\(WaiverFile.path)"
      guard seen.insert(folder).inserted, access(path, F_OK) == 0 else { return nil }
      return (path, files.shown(path), scope)
    }
  }

  /// The waivers that a team wrote down.
  func waivers(_ diagnostics: inout Diagnostics) -> WaiverSet {
    var set = WaiverSet(
      today: Day(nanoseconds: request.now),
      limit: configurations.waiverLimit ?? WaiverSet.standardLimit)
    for place in waiverPlaces {
      set.read(place.path, shown: place.shown, scope: place.scope, &diagnostics)
    }
    return set
  }

  /// Whether everything below a folder, given from the top, was looked at with every engine.
  func looksAtAll(below folder: String) -> Bool {
    let own = scope.isEmpty ? "" : scope + "/"
    return target.kind == "work-tree" && folder.hasPrefix(own) && request.only == nil
      && request.skip.isEmpty && configurations.engines == nil && !lacksTools
  }

  /// The severity from which the finding fails the gate, of its places the strictest; nil: it never does.
  private func failOn(_ finding: Finding) -> Severity? {
    finding.places.compactMap { place in
      (request.failOn ?? configurations.failOn(naming.identityPath(place.path))).severity
    }.min()
  }

  /// Adds what is known of the assets that findings stand in.
  func describe(_ findings: inout [Finding]) {
    guard !configurations.assets.isEmpty else { return }
    var known: [String: Asset] = [:]
    for index in findings.indices {
      var assets: [Asset] = []
      for place in findings[index].places {
        let path = naming.identityPath(place.path)
        let asset = known[path] ?? configurations.asset(at: path)
        known[path] = asset
        if !assets.contains(asset) { assets.append(asset) }
      }
      if !assets.allSatisfy(\.isEmpty) { findings[index].assets = assets }
    }
  }

  /// What the gate is told beside what was found.
  func facts(
    _ open: [Finding], _ diff: BaselineDiff?, _ waivers: [WaiverRecord],
    _ diagnostics: inout Diagnostics
  ) -> GateFacts {
    var facts = GateFacts()
    facts.failOn = open.map { failOn($0) }
    facts.required = requiredEngines
    facts.settings = configurations.gate
    facts.diff = diff
    facts.waivers = waivers
    facts.assets = configurations.assets
    facts.now = request.now
    tellUnknownEnvironments(facts, &diagnostics)
    // The command line wins over the file.
    if request.failOn != nil { facts.settings.severityByEnvironment = [:] }
    return facts
  }

  /// A threshold for an environment that nothing is in is most likely misspelt.
  private func tellUnknownEnvironments(_ facts: GateFacts, _ diagnostics: inout Diagnostics) {
    guard target.kind == "work-tree", scope.isEmpty else { return }
    let known = Set(facts.assets.compactMap(\.asset.environment)).sorted()
    for name in facts.settings.severityByEnvironment.keys.sorted() where !known.contains(name) {
      let near = suggestion(for: name, among: known)
      diagnostics.report(
        Diagnostic(
          .warning, "config.environment",
          "'severity-by-environment' names '\(name)', an environment that no asset is in",
          help: near.map { "did you mean '\($0)'?" }
            ?? "say which folders are: asset: {environment: \(name)}"))
    }
  }

  /// Where the repository, or the scanned folder, keeps its own policies.
  var policies: String {
    "\(repository?.root ?? request.path)/\(GateRun.policyFolder)"
  }
}
