import Glibc
import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText

/// What a request comes to once configuration and repository are known.
struct ScanPlan: Sendable {
  let request: ScanRequest
  let configuration: Configuration
  /// Folder that the configuration's paths are relative to.
  let base: String
  let repository: GitRepository?
  var target: Report.Target

  init(
    _ request: ScanRequest, _ configuration: Configuration, base: String,
    repository: GitRepository?
  ) {
    self.request = request
    self.configuration = configuration
    self.base = base
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
    return configuration.engines?.contains(engine) ?? true
  }

  func whyNot(_ engine: String) -> String {
    if request.skip.contains(engine) { return "--skip" }
    if request.only != nil { return "not in --only" }
    return "not in engines: of \(configuration.file ?? Configuration.fileName)"
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

  var filter: PathFilter {
    PathFilter(
      include: configuration.include, exclude: configuration.exclude.map(\.pattern))
  }

  /// Tells excluded paths why.
  private func explained(_ skips: [Skip]) -> [Skip] {
    let reasons = PathTable(configuration.exclude.map { ($0.pattern, $0.reason) })
    if reasons.isEmpty { return skips }
    return skips.map { skip in
      guard skip.reason == .excluded, skip.detail == nil else { return skip }
      var skip = skip
      let path = skip.path.hasSuffix("/") ? skip.path + "x" : skip.path
      skip.detail = reasons.value(for: path) ?? nil
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

  func scan(
    _ run: SecretsRun, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> (findings: [Finding], coverage: Coverage) {
    var outcome: SecretsRun.Outcome
    var skips: [Skip] = []
    var commits = 0
    switch request.subject {
    case .standardInput:
      outcome = run.scan(descriptor: STDIN_FILENO, name: "stdin")
    case .workTree:
      let listing = try WorkTree.list(request.path, workTreeOptions(&diagnostics))
      skips = listing.skips
      outcome = run.scan(listing.files, naming: naming(listing.files))
    case .history, .staged, .since:
      guard let repository else {
        throw EngineError(
          .unavailable, "'\(request.path)' is no git repository",
          cause: "history, staged changes and ranges need one")
      }
      let history = try history(repository)
      commits = history.commits.count
      skips = history.skipped
      outcome = run.scan(history, repository, filter: filter, shown: "")
    }
    skips += outcome.skips
    for (rule, count) in outcome.abandoned.sorted(by: { $0.key < $1.key }) {
      diagnostics.report(
        Diagnostic(
          .warning, "secrets.abandoned",
          "\(rule): \(count == 1 ? "a search" : "\(count) searches") took too many steps and was given up",
          help: "the rule's regular expression backtracks without bound; make it more exact"))
    }
    let status: Coverage.Status =
      outcome.failures.first.map { .failed($0) } ?? .ran
    let coverage = Coverage(
      engine: "secrets", status: status, files: outcome.files, bytes: outcome.bytes,
      commits: commits,
      skipped: explained(skips).sorted {
        ($0.path, $0.reason.rawValue) < ($1.path, $1.reason.rawValue)
      },
      rules: run.rules.about.rules)
    return (outcome.findings.finish(), coverage)
  }

  private func history(_ repository: GitRepository) throws(EngineError) -> GitHistory {
    switch request.subject {
    case .staged: try GitHistory.staged(repository)
    case .since(let revision): try GitHistory.read(repository, .since(revision))
    default: try GitHistory.read(repository, .all)
    }
  }

  private func workTreeOptions(_ diagnostics: inout Diagnostics) -> WorkTree.Options {
    var options = WorkTree.Options()
    options.usesIgnoreFiles = request.usesIgnoreFiles
    options.followsSymlinks = request.followsSymlinks
    options.filter = filter
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

  func adjust(
    _ finding: inout Finding, _ severities: PathTable<Configuration.SeverityRule>
  ) {
    guard !severities.isEmpty, let path = finding.places.first?.path else { return }
    let bare = finding.rule.split(separator: "/").last.map(String.init) ?? finding.rule
    let holds = severities.values(for: path).last {
      $0.rules.isEmpty || $0.rules.contains(finding.rule) || $0.rules.contains(bare)
    }
    guard let holds, holds.severity != finding.severity else { return }
    if finding.statedSeverity == nil { finding.statedSeverity = finding.severity.rawValue }
    finding.severity = holds.severity
  }

  func verdict(_ open: [Finding], _ coverage: [Coverage], partial: Bool) -> Verdict {
    let asked = request.only ?? configuration.engines ?? []
    var unknown: [String] = []
    for part in coverage {
      switch part.status {
      case .ran: break
      case .failed(let why): unknown.append("\(part.engine) failed: \(why)")
      case .skipped(let why):
        if asked.contains(part.engine) { unknown.append("\(part.engine) did not run: \(why)") }
      }
    }
    let failOn = request.failOn ?? configuration.failOn
    if case .severity(let least) = failOn {
      let failing = open.filter { $0.severity >= least }
      if !failing.isEmpty {
        let noun = failing.count == 1 ? "finding is" : "findings are"
        let band = least == .critical ? "critical" : "\(least.rawValue) or worse"
        return .fail(["\(failing.count) \(noun) \(band)"])
      }
    }
    if partial { unknown.append("the scan was stopped before it was through") }
    return unknown.isEmpty ? .pass : .notEvaluated(unknown)
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
