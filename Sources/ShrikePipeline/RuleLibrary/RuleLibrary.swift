import Crypto
import FoundationEssentials
import Glibc
import ShrikeMatch
import ShrikeInfra
public import ShrikeModel
public import ShrikeSecrets
public import ShrikeText

/// A rule set of the secrets engine, ready to run, and where it came from.
public struct LoadedRules: Sendable {
  public var scanner: SecretScanner
  public var pack: String
  public var about: Report.RuleSet
  /// Whether it came out of the cache.
  public var isWarm: Bool
}

/// Finds rule files, reads them once and keeps what was made of them in the cache.
public struct RuleLibrary: Sendable {
  /// A rule file may have so many bytes, a folder so many files.
  public static let fileLimit = 16 << 20
  public static let filesLimit = 10_000

  /// Version of the automaton's library and the processor it compiles for.
  public static var platform: String { PatternSet.platform }

  public let folders: Folders
  public let cache: RuleCache

  public init(folders: Folders) {
    self.folders = folders
    cache = RuleCache(folder: folders.cache + "/rules")
  }

  /// Policy files below a folder, without their tests, under the names people are shown; nil after
  /// diagnostics.
  func policies(
    at folder: String, shownAs shown: String, _ diagnostics: inout Diagnostics
  ) -> [(path: String, bytes: [UInt8])]? {
    files(at: folder, ending: ".rego", &diagnostics).map { files in
      files.filter { !$0.path.hasSuffix("_test.rego") }
        .map { (path: shown + $0.path.dropFirst(folder.count), bytes: $0.bytes) }
    }
  }

  /// What is known of the built-in rules over infrastructure and pipelines.
  public func infraRules() throws(EngineError) -> [RuleInfo] {
    var diagnostics = Diagnostics()
    return (try infra(&diagnostics)?.pack.rules ?? []) + PipelineLibrary().rules
  }

  /// The checks over infrastructure files below a folder, or the built-in ones; nil after diagnostics.
  /// The built-in libraries (`data.infra.lib`) serve every pack that brings none of the same name.
  /// - Parameter family: of the built-in checks only those over such files.
  func infra(
    at path: String? = nil, family: InfraFamily? = nil, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> (pack: InfraPack, about: Report.RuleSet)? {
    let builtIn = folders.rules.map { $0 + "/infra" }
    guard let folder = path ?? builtIn else {
      throw EngineError(
        .unavailable, "the built-in rules are not beside the program", cause: "reinstall Shrike")
    }
    guard var files = files(at: folder, ending: ".rego", &diagnostics) else { return nil }
    files.removeAll { $0.path.hasSuffix("_test.rego") }
    if let family {
      files.removeAll { file in
        let parts = file.path.dropFirst(folder.count).split(separator: "/")
        return parts.count > 1 && !family.wants(folder: String(parts[0]))
      }
    }
    let digest = Self.digest(files)
    let shown = path ?? "infra"
    files = files.map { .init(path: shown + $0.path.dropFirst(folder.count), bytes: $0.bytes) }
    if path != nil, let builtIn,
      let shared = self.files(at: builtIn + "/lib", ending: ".rego", &diagnostics)
    {
      let known = Set(files.map { $0.path.split(separator: "/").suffix(2).joined(separator: "/") })
      for file in shared where !file.path.hasSuffix("_test.rego") {
        let name = "lib" + file.path.dropFirst(builtIn.count + 4)
        if !known.contains(name) { files.append(.init(path: "infra/" + name, bytes: file.bytes)) }
      }
    }
    let pack = InfraPack.read(
      files.map { (path: $0.path, bytes: $0.bytes) }, pack: "infra", diagnostics: &diagnostics)
    guard let pack else { return nil }
    return (
      pack,
      Report.RuleSet(
        engine: "infra", name: family.map { "\(shown)/\($0)" } ?? shown, format: "rego",
        rules: pack.rules.count, digest: digest)
    )
  }

  /// The built-in pack, or the rules at `path`; nil after diagnostics.
  public func secrets(
    at path: String? = nil, options: SecretScanner.Options = .init(),
    diagnostics: inout Diagnostics
  ) throws(EngineError) -> LoadedRules? {
    guard let folder = path ?? folders.rules.map({ $0 + "/secrets" }) else {
      throw EngineError(
        .unavailable, "the built-in rules are not beside the program",
        cause: "reinstall Shrike, or give rules with --rules")
    }
    guard let files = files(at: folder, ending: ".toml", &diagnostics) else { return nil }
    let digest = Self.digest(files)
    // Another file may be extended: such a set is read anew each time.
    if let cached = cache.load(key: digest) {
      let scanner = SecretScanner(cached.set, options: options, automaton: cached.automaton)
      return loaded(scanner, path, folder, digest, warm: true)
    }
    var reads: [String] = []
    let set = SecretPack.read(
      files, name: path ?? "secrets", defaultRules: nil, diagnostics: &diagnostics,
      open: { name in
        reads.append(name)
        return readFile(name, limit: Self.fileLimit)
      })
    guard let set else { return nil }
    let automaton = CompiledAutomaton.compile(set)
    if reads.isEmpty, diagnosticsFree(diagnostics) {
      cache.store(key: digest, set, automaton)
    }
    let scanner = SecretScanner(set, options: options, automaton: automaton)
    return loaded(scanner, path, folder, digest, warm: false)
  }

  /// Sets with warnings are not cached, so that the warnings come again.
  private func diagnosticsFree(_ diagnostics: borrowing Diagnostics) -> Bool {
    diagnostics.isEmpty
  }

  private func loaded(
    _ scanner: SecretScanner, _ path: String?, _ folder: String, _ digest: String, warm: Bool
  ) -> LoadedRules {
    let format = scanner.set.dialect.rawValue
    let pack: String =
      if path == nil { "secrets" } else if scanner.set.dialect == .shrike {
        Self.name(of: folder)
      } else { format }
    return LoadedRules(
      scanner: scanner, pack: pack,
      about: Report.RuleSet(
        engine: "secrets", name: path ?? "secrets", format: format,
        rules: scanner.rules.count { !$0.skipReport }, digest: digest),
      isWarm: warm)
  }

  static func name(of path: String) -> String {
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    let last = trimmed.split(separator: "/").last.map(String.init) ?? "rules"
    return last.hasSuffix(".toml") ? String(last.dropLast(5)) : last
  }

  // MARK: files

  private func files(
    at path: String, ending: String, _ diagnostics: inout Diagnostics
  ) -> [SecretPack.File]? {
    if isRegularFile(path) {
      guard let bytes = readFile(path, limit: Self.fileLimit) else {
        diagnostics.report(Self.unreadable(path))
        return nil
      }
      return [SecretPack.File(path: path, bytes: bytes)]
    }
    guard isFolder(path) else {
      diagnostics.report(Self.missing(path))
      return nil
    }
    var found: [SecretPack.File] = []
    collect(path, ending, depth: 0, into: &found, &diagnostics)
    if found.isEmpty {
      diagnostics.report(
        Diagnostic(
          .error, "rules.missing", "the folder '\(path)' holds no rule files",
          help: "rule files end in \(ending)"))
      return nil
    }
    // The pack's own file first: its filters hold for all.
    return found.sorted {
      let (a, b) = ($0.path.hasSuffix("/pack.toml"), $1.path.hasSuffix("/pack.toml"))
      return a != b ? a : $0.path < $1.path
    }
  }

  /// Whether a folder holds files of this ending, itself or further down.
  public func holds(_ folder: String, ending: String) -> Bool {
    var found: [SecretPack.File] = []
    var ignored = Diagnostics()
    collect(folder, ending, depth: 0, into: &found, &ignored)
    return !found.isEmpty
  }

  private func collect(
    _ folder: String, _ ending: String, depth: Int, into found: inout [SecretPack.File],
    _ diagnostics: inout Diagnostics
  ) {
    guard depth < 8, let names = folderEntries(folder) else { return }
    for name in names where !name.hasPrefix(".") && found.count < Self.filesLimit {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(ending) {
        if let bytes = readFile(path, limit: Self.fileLimit) {
          found.append(SecretPack.File(path: path, bytes: bytes))
        } else if isRegularFile(path) {
          diagnostics.report(Self.unreadable(path))
        }
      } else if name != "cases", !name.contains("."), isFolder(path) {
        collect(path, ending, depth: depth + 1, into: &found, &diagnostics)
      }
    }
  }

  static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, "rules.unreadable", "the rule file '\(path)' cannot be read",
      help: "it may be missing, forbidden, or larger than \(fileLimit >> 20) MiB")
  }

  static func digest(_ files: [SecretPack.File]) -> String {
    var hash = SHA256()
    hash.update(data: Data("shrike/rules/\(RuleBundle.version)/\(ToolVersion.current)\0".utf8))
    for file in files {
      hash.update(data: Data("\(file.path)\0\(file.bytes.count)\0".utf8))
      hash.update(data: file.bytes)
    }
    return hexadecimal(hash.finalize())
  }
}
