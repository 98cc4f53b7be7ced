import ShrikeModel
import ShrikeSources
import ShrikeText

/// What a plan knows of waivers and of the gate.
extension ScanPlan {
  /// The waivers that a team wrote down: at the top, and in every folder with a configuration of its own.
  func waivers(_ diagnostics: inout Diagnostics) -> WaiverSet {
    var set = WaiverSet(today: Day(nanoseconds: request.now))
    var seen: Set<String> = []
    let layers = configurations.all.map { (scope: $0.scope, folder: $0.folder) }
    for (scope, folder) in [("", files.root)] + layers where seen.insert(folder).inserted {
      let path = "\(folder)/\(WaiverFile.path)"
      set.read(path, shown: files.shown(path), scope: scope, &diagnostics)
    }
    return set
  }

  /// Whether everything below a folder, given from the top, was looked at with every engine.
  func looksAtAll(below folder: String) -> Bool {
    let own = scope.isEmpty ? "" : scope + "/"
    return target.kind == "work-tree" && folder.hasPrefix(own) && request.only == nil
      && request.skip.isEmpty && configurations.engines == nil
  }

  /// The severity from which the finding fails the gate, of its places the strictest; nil: it never does.
  private func failOn(_ finding: Finding) -> Severity? {
    finding.places.compactMap { place -> Severity? in
      switch request.failOn ?? configurations.failOn(naming.identityPath(place.path)) {
      case .never: nil
      case .severity(let least): least
      }
    }.min()
  }

  /// What the gate is told beside the report.
  func circumstances(_ open: [Finding]) -> GateRun.Circumstances {
    var circumstances = GateRun.Circumstances()
    circumstances.failOn = open.map { failOn($0) }
    circumstances.required = request.only ?? configurations.engines?.names ?? []
    circumstances.now = request.now
    return circumstances
  }

  /// Where the repository, or the scanned folder, keeps its own policies.
  var policies: String {
    "\(repository?.root ?? request.path)/\(GateRun.policyFolder)"
  }
}
