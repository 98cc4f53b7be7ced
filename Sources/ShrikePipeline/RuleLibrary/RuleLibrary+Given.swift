public import ShrikeInfra
public import ShrikeModel
public import ShrikeSecrets
public import ShrikeText

/// Rules that somebody named in place of the built-in ones, by engine.
public struct GivenRules: Sendable {
  public internal(set) var secrets: [LoadedRules] = []
  public internal(set) var infra: [LoadedChecks] = []
  /// Whether files for the infrastructure engine were among them, readable or not.
  public internal(set) var hasInfra = false
  /// What is wrong with single files of policies; the others run all the same.
  public internal(set) var troubles: [Diagnostic] = []
}

/// A library of checks, ready to run, and where it came from.
public struct LoadedChecks: Sendable {
  public let library: any InfraLibrary
  public let about: Report.RuleSet
}

extension RuleLibrary {
  /// The rules at paths, each told apart by its content: secrets rules of gitleaks, Betterleaks and
  /// Shrike, queries of KICS, checks of Trivy, constraint templates of Gatekeeper, policies of conftest,
  /// checks for Shrike. Nil after diagnostics, where a path holds none or secrets rules have a mistake.
  public func given(
    at paths: [String], options: SecretScanner.Options = .init(), diagnostics: inout Diagnostics
  ) throws(EngineError) -> GivenRules? {
    var given = GivenRules()
    var troubles = Diagnostics()
    for path in paths {
      guard isRegularFile(path) || isFolder(path) else {
        diagnostics.report(Self.missing(path))
        continue
      }
      let folder = RuleFolder(path, &troubles)
      var files = RuleFiles(folder.policies, diagnostics: &troubles)
      let isInfra = !files.isEmpty || !folder.policies.isEmpty && !folder.hasSecretRules
      if folder.hasSecretRules {
        if let rules = try secrets(at: path, options: options, diagnostics: &diagnostics) {
          given.secrets.append(rules)
        }
      } else if !isInfra || files.isEmpty && troubles.errorCount == 0 {
        diagnostics.report(Self.empty(path))
        continue
      }
      guard isInfra else { continue }
      given.hasInfra = true
      if files.lacksKICSLibraries {
        files.add(kicsLibraries: RuleFolder.librariesBeside(path, &troubles))
      }
      let digest = Self.digest(folder.policies.map { .init(path: $0.path, bytes: $0.bytes) })
      for library in try libraries(files, named: Self.name(of: path), &troubles) {
        given.infra.append(
          LoadedChecks(
            library: library.library,
            about: Report.RuleSet(
              engine: "infra", name: path, format: library.format,
              rules: library.library.rules.count, digest: digest)))
      }
    }
    given.troubles = troubles.finish()
    return diagnostics.errorCount == 0 ? given : nil
  }

  private func libraries(
    _ files: RuleFiles, named name: String, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> [(library: any InfraLibrary, format: String)] {
    var libraries: [(library: any InfraLibrary, format: String)] = []
    if !files.own.isEmpty {
      let shared = try sharedChecks(&diagnostics)
      if let pack = InfraPack.readGiven(
        files.own, shared: shared, pack: name, diagnostics: &diagnostics)
      {
        libraries.append((pack, "rego"))
      }
    }
    let findsSecret = secretFinder()
    for library in files.libraries(findsSecret: findsSecret, diagnostics: &diagnostics) {
      libraries.append((library, library.packs.first ?? "rego"))
    }
    return libraries
  }

  /// The modules that the built-in checks share; a team's own may import them.
  private func sharedChecks(
    _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> [RuleFiles.File] {
    guard let folder = folders.rules.map({ $0 + "/infra/lib" }), isFolder(folder) else { return [] }
    return RuleFolder(folder, &diagnostics).policies.filter { !$0.path.hasSuffix("_test.rego") }
      .map { (path: "infra/lib" + $0.path.dropFirst(folder.count), bytes: $0.bytes) }
  }

  /// Whether a text holds a secret by the built-in rules, for checks that ask.
  private func secretFinder() -> @Sendable (String) -> String? {
    let mask = SecretMask(self, running: [])
    return { text in
      let bytes = Array(text.utf8)
      let subject = SecretWorker.Subject(path: "text", ascii: bytes.allSatisfy { $0 < 0x80 })
      let isSecret = mask.makeWorkers().contains { worker in
        var matches: [SecretMatch] = []
        bytes.withUnsafeBufferPointer { worker.inspect($0, subject, into: &matches) }
        return !matches.isEmpty
      }
      return isSecret ? "a secret" : nil
    }
  }

  static func empty(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, "rules.missing", "'\(path)' holds no rules",
      help: "known are TOML of gitleaks, Betterleaks and Shrike, and policies of KICS, Trivy, "
        + "Gatekeeper, conftest and Shrike")
  }

  static func missing(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, "rules.missing", "there are no rules at '\(path)'",
      help: "give a rule file, or a folder of rule files")
  }
}
