import ShrikeInfra
import ShrikeModel
import ShrikeSecrets
import ShrikeSources
public import ShrikeText

/// The waiver files of a tree, for whoever checks them or adds to them.
extension Scan {
  /// The file that a new waiver belongs in: at the top of the repository, else of the folder. `shown`: as people
  /// are shown it.
  public var waiverFile: (path: String, shown: String) {
    let repository = GitRepository.discover(from: request.path, environment: request.environment)
    let files = ConfigurationFiles(request, repository)
    let path = "\(files.root)/\(WaiverFile.path)"
    return (path, files.shown(path))
  }

  /// Every id that a rule goes by, of the built-in packs and of those that are configured; for the sake of a hint
  /// only, so that rules that cannot be read are passed over.
  public func ruleIDs() -> [String] {
    let library = RuleLibrary(folders: folders)
    var ignored = Diagnostics()
    var infos = (try? library.infraRules()) ?? []
    let configured = configurations(&ignored)?.rules ?? []
    let given = try? library.given(at: configured, diagnostics: &ignored)
    infos += (given?.infra ?? []).flatMap(\.library.rules)
    var secrets = given?.secrets ?? []
    if secrets.isEmpty, let own = try? library.secrets(diagnostics: &ignored) { secrets = [own] }
    for loaded in secrets { infos += loaded.scanner.rules.map { $0.info(pack: loaded.pack) } }
    return infos.flatMap { [$0.id, $0.bareID] + $0.aliases }
  }

  /// Reads all waiver files that hold for the request, without looking for findings. Every mistake is told as an
  /// error; nil where the configuration itself has one.
  public func waiverFiles(_ diagnostics: inout Diagnostics) throws(EngineError) -> [WaiverFile]? {
    let repository = GitRepository.discover(from: request.path, environment: request.environment)
    let files = ConfigurationFiles(request, repository)
    guard let configurations = files.read(&diagnostics) else { return nil }
    var plan = ScanPlan(request, configurations, files, repository: repository)
    _ = try plan.workTree(&diagnostics)
    var read: [WaiverFile] = []
    for place in plan.waiverPlaces {
      guard let bytes = readFile(place.path, limit: WaiverFile.byteLimit) else {
        diagnostics.report(WaiverFile.unreadable(place.shown))
        continue
      }
      let file = WaiverFile.read(
        bytes, file: place.shown, scope: place.scope, diagnostics: &diagnostics)
      if let file { read.append(file) }
    }
    return read
  }
}
