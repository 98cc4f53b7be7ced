import Glibc
import ShrikeInfra
import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText

/// What a request comes to once configuration and repository are known.
struct ScanPlan: Sendable {
  let request: ScanRequest
  private(set) var configurations: ConfigurationTree
  let files: ConfigurationFiles
  let repository: GitRepository?
  /// From the paths that people are shown to those from the root.
  private(set) var naming = SecretsRun.Naming()
  private var listing: WorkTree.Listing?
  var target: Report.Target
  /// A tool that the configuration names did not run to its end.
  var lacksTools = false

  init(
    _ request: ScanRequest, _ configurations: ConfigurationTree, _ files: ConfigurationFiles,
    repository: GitRepository?
  ) {
    self.request = request
    self.configurations = configurations
    self.files = files
    self.repository = repository
    let kind: String
    var range: String?
    switch request.subject {
    case .workTree: kind = isRegularFile(request.path) ? "file" : "work-tree"
    case .standardInput: kind = "stdin"
    case .history: kind = "history"
    case .staged: kind = "staged"
    case .since(let revision):
      kind = "range"
      range = revision.contains("..") ? revision : "\(revision)..HEAD"
    }
    let head = kind == "stdin" ? nil : try? repository?.head()
    target = Report.Target(
      path: request.path, kind: kind, repository: kind == "stdin" ? nil : repository?.remoteURL,
      ref: head?.branch, commit: head?.commit?.description, scope: "", range: range)
    target.scope = scope
  }

  // MARK: engines

  func runs(_ engine: String) -> Bool {
    if request.skip.contains(engine) { return false }
    if let only = request.only { return only.contains(engine) }
    return configurations.engines?.names.contains(engine) ?? true
  }

  func whyNot(_ engine: String) -> String {
    if request.skip.contains(engine) { return "--skip" }
    if request.only != nil { return "not in --only" }
    return "not in engines: of \(configurations.engines?.file ?? Configuration.fileName)"
  }

  // MARK: paths

  /// The scanned folder, from the repository's top; empty for all of it.
  var scope: String {
    guard let root = repository?.root, let full = absolute(request.path), full.hasPrefix(root)
    else {
      return ""
    }
    let rest = full.dropFirst(root.count).drop { $0 == "/" }
    return String(rest)
  }

  private func absolute(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Tells excluded paths why.
  private func explained(_ skips: [Skip]) -> [Skip] {
    // Each worker says once what it passed over.
    Set(skips).map { skip in
      guard skip.reason == .excluded, skip.detail == nil else { return skip }
      var skip = skip
      skip.detail = configurations.reason(for: naming.identityPath(skip.path))
      return skip
    }
  }

  // MARK: identity

  func identityKey(cache: String, _ diagnostics: inout Diagnostics) -> IdentityKey {
    if let own = request.environment["SHRIKE_FINGERPRINT_KEY"], !own.isEmpty {
      return IdentityKey(own, origin: .environment)
    }
    if case .standardInput = request.subject { return .fixed }
    guard let repository else { return .fixed }
    let store = RootCommitCache(folder: cache + "/roots")
    if let known = store.root(of: repository) { return IdentityKey(known, origin: .repository) }
    do throws(EngineError) {
      guard let root = try repository.rootCommit() else {
        if repository.isShallow {
          diagnostics.report(
            Diagnostic(
              .note, "identity.shallow",
              "this clone is shallow, so identities differ from those of a full clone",
              help:
                "fetch the whole history, or set SHRIKE_FINGERPRINT_KEY to the same secret text "
                + "wherever this repository is scanned"))
        }
        return .fixed
      }
      store.keep(root.description, for: repository)
      return IdentityKey(root.description, origin: .repository)
    } catch {
      diagnostics.report(
        Diagnostic(
          .note, "identity.history", "the history cannot be read, so identities have a fixed key",
          help: error.description))
      return .fixed
    }
  }

  // MARK: scanning

  mutating func scan(
    _ run: SecretsRun, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> (findings: [Finding], coverage: Coverage) {
    var outcome: SecretsRun.Outcome
    var skips: [Skip] = []
    var commits = 0
    switch request.subject {
    case .standardInput:
      outcome = run.scan(descriptor: STDIN_FILENO, name: "stdin")
    case .workTree:
      let listing = try workTree(&diagnostics)
      skips = listing.skips
      outcome = run.scan(listing.files, naming: naming)
    case .history, .staged, .since:
      guard let repository else {
        throw EngineError(
          .unavailable, "'\(request.path)' is no git repository",
          cause: "history, staged changes and ranges need one")
      }
      let inner = InnerConfigurations(files)
      if request.configFile == nil, !repository.isBare, let tracked = try? repository.trackedPaths()
      {
        let known = Set(configurations.layers.map(\.scope))
        let filters = configurations.outerFilters
        for folder in tracked.folders(holding: Configuration.fileName)
        where !known.contains(folder) && filters.admits("\(folder)\(Configuration.fileName)") {
          _ = inner.filter(for: folder)
        }
      }
      try take(inner, &diagnostics)
      let history = try history(repository)
      commits = history.commits.count
      skips = history.skipped
      outcome = run.scan(history, repository, filters: configurations.filters, shown: "")
    }
    skips += outcome.skips
    for (rule, count) in outcome.abandoned.sorted(by: { $0.key < $1.key }) {
      diagnostics.report(
        Diagnostic(
          .warning, "secrets.abandoned",
          "\(rule): \(count == 1 ? "a search" : "\(count) searches") took too many steps and was given up",
          help: "the rule's regular expression backtracks without bound; make it more exact"))
    }
    var status: Coverage.Status =
      outcome.failures.first.map { .failed($0) } ?? .ran
    // What was named and cannot be read leaves nothing that could pass.
    if outcome.files == 0 {
      if target.kind == "file" || target.kind == "stdin",
        let skip = skips.first(where: { $0.reason == .unreadable })
      {
        status = .failed("\(skip.path) cannot be read" + (skip.detail.map { ": \($0)" } ?? ""))
      } else if skips.contains(where: { $0.reason == .missingObject }) {
        status = .failed("the repository lacks its objects; fetch them, or scan a full clone")
      }
    }
    let coverage = Coverage(
      engine: "secrets", status: status, files: outcome.files, bytes: outcome.bytes,
      commits: commits,
      skipped: explained(skips).sorted {
        ($0.path, $0.reason.rawValue) < ($1.path, $1.reason.rawValue)
      },
      rules: run.rules.about.rules)
    return (outcome.findings.finish(), coverage)
  }

  /// The files of the work tree, listed once for all engines.
  mutating func workTree(
    _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> WorkTree.Listing {
    if let listing { return listing }
    let inner = InnerConfigurations(files)
    let listing = try WorkTree.list(request.path, workTreeOptions(inner, &diagnostics))
    try take(inner, &diagnostics)
    naming = naming(listing.files)
    self.listing = listing
    return listing
  }

  /// Whether any file may be one for the infrastructure engine; its rules are not even read otherwise.
  mutating func hasInfrastructure(
    _ source: InfraSource, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> Bool {
    guard request.subject == .workTree else { return false }
    let files = try workTree(&diagnostics).files
    return (0..<files.count).contains { source.mayRecognize(path: files.path(at: $0)) }
  }

  /// Infrastructure files are looked at as they are now: what a history or a pipe holds of them is no
  /// state anybody runs. Nil where nobody would expect the engine: at a single stream.
  var infrastructureStatus: Coverage.Status? {
    switch request.subject {
    case .workTree: .ran
    case .standardInput:
      request.only?.contains("infra") ?? false ? .skipped("standard input is no work tree") : nil
    case .history, .staged, .since:
      .skipped("only a work tree holds a state of infrastructure files")
    }
  }

  mutating func scan(
    _ run: InfraRun, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> (findings: [Finding], coverage: Coverage) {
    let listing = try workTree(&diagnostics)
    let outcome = run.scan(listing.files)
    let failures = outcome.failures + run.source.failures
    let coverage = Coverage(
      engine: "infra", status: failures.first.map { .failed($0) } ?? .ran,
      files: outcome.files, bytes: outcome.bytes,
      skipped: explained(outcome.skips).sorted {
        ($0.path, $0.reason.rawValue) < ($1.path, $1.reason.rawValue)
      },
      rules: run.source.loaded.reduce(0) { $0 + $1.library.rules.count },
      undecided: outcome.undecided.sorted())
    return (outcome.findings, coverage)
  }

  /// What stands in `shrike.yml` files further down; a mistake in one ends the scan.
  private mutating func take(
    _ inner: InnerConfigurations, _ diagnostics: inout Diagnostics
  ) throws(EngineError) {
    inner.move(into: &configurations, &diagnostics)
    if diagnostics.errorCount > 0 { throw EngineError(.unavailable, "the input has mistakes") }
  }

  private func history(_ repository: GitRepository) throws(EngineError) -> GitHistory {
    switch request.subject {
    case .staged: try GitHistory.staged(repository)
    case .since(let revision): try GitHistory.read(repository, .since(revision))
    default: try GitHistory.read(repository, .all)
    }
  }

  private func workTreeOptions(
    _ inner: InnerConfigurations, _ diagnostics: inout Diagnostics
  ) -> WorkTree.Options {
    var options = WorkTree.Options()
    options.usesIgnoreFiles = request.usesIgnoreFiles
    options.followsSymlinks = request.followsSymlinks
    options.filters = configurations.outerFilters
    if request.configFile == nil {
      options.filterFile = Array(Configuration.fileName.utf8)
      options.folderFilter = { inner.filter(for: $0) }
    }
    if let repository, !repository.isBare {
      options.repository = repository.root
      options.excludesFile = repository.userExcludes()?.bytes ?? []
      do throws(EngineError) { options.tracked = try repository.trackedPaths() } catch {
        diagnostics.report(
          Diagnostic(
            .warning, "git.index",
            "the index cannot be read, so tracked files that an ignore rule names are not scanned",
            help: error.description))
      }
    }
    return options
  }

  private func naming(_ files: FileList) -> SecretsRun.Naming {
    let shown = files.prefix.isEmpty ? "" : files.prefix + "/"
    var inside = scope
    if isRegularFile(request.path) {
      inside = inside.lastIndex(of: "/").map { String(inside[..<$0]) } ?? ""
    }
    return SecretsRun.Naming(shown: shown, inRepository: inside.isEmpty ? "" : inside + "/")
  }

  // MARK: after the scan

  /// A finding counts as what the worst of its places does.
  func adjust(_ finding: inout Finding) {
    let own = finding.severity
    let worst = finding.places.map {
      configurations.severity(of: finding.rule, at: naming.identityPath($0.path)) ?? own
    }.max()
    guard let worst, worst != own else { return }
    if finding.statedSeverity == nil { finding.statedSeverity = own.rawValue }
    finding.severity = worst
  }
}

/// The root commits of repositories that were seen: the walk is made once.
struct RootCommitCache: Sendable {
  let folder: String

  private func path(_ repository: GitRepository) -> String {
    let name = IdentityKey.fixed.hash([Array(repository.commonDirectory.utf8)])
    return "\(folder)/\(name)"
  }

  func root(of repository: GitRepository) -> String? {
    guard let bytes = readFile(path(repository), limit: 256) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let valid = (text.utf8.count == 40 || text.utf8.count == 64) && text.allSatisfy(\.isHexDigit)
    return valid ? text : nil
  }

  func keep(_ root: String, for repository: GitRepository) {
    if makeFolder(folder) { try? writeFile(path(repository), Array(root.utf8), mode: 0o600) }
  }
}
