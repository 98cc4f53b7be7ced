import ShrikeText

/// A git repository, found by its files. Nothing here runs a program or loads a library; objects
/// are read by `BlobReader` and `GitHistory`.
public struct GitRepository: Sendable {
  /// Top of the work tree, absolute; of a bare repository its git folder.
  public let root: String
  /// Holds HEAD and the index; a linked work tree and a submodule have their own.
  public let gitDirectory: String
  /// Holds objects and references; differs from `gitDirectory` in linked work trees only.
  public let commonDirectory: String
  public let isBare: Bool
  public let format: ObjectFormat
  public let storage: ReferenceStorage
  public let config: GitConfig
  let environment: [String: String]

  public enum ReferenceStorage: String, Sendable, Hashable { case files, reftable }

  /// How many folders up a repository is looked for.
  static let maximumDepth = 256

  /// The repository that holds `path`; nil when none does.
  ///
  /// `environment` is the caller's: HOME, XDG_CONFIG_HOME, GIT_CONFIG_GLOBAL, GIT_CONFIG_NOSYSTEM
  /// and GIT_INDEX_FILE (set in hooks of `git commit FILE`) count, the other variables of git do
  /// not.
  public static func discover(
    from path: String, environment: [String: String]
  ) -> GitRepository? {
    guard var folder = absolutePath(path) else { return nil }
    if fileKind(folder) == .file { folder = parent(of: folder) }
    for _ in 0..<maximumDepth {
      if let found = open(folder, environment: environment) { return found }
      if folder == "/" { return nil }
      folder = parent(of: folder)
    }
    return nil
  }

  /// The repository whose top is `folder`.
  static func open(_ folder: String, environment: [String: String]) -> GitRepository? {
    let dotGit = folder == "/" ? "/.git" : folder + "/.git"
    switch fileKind(dotGit) {
    case .folder:
      if let common = commonFolder(of: dotGit) {
        return GitRepository(
          root: folder, gitDirectory: dotGit, commonDirectory: common, isBare: false,
          environment: environment)
      }
    case .file:
      if let target = gitFileTarget(dotGit, in: folder), let common = commonFolder(of: target) {
        return GitRepository(
          root: folder, gitDirectory: target, commonDirectory: common, isBare: false,
          environment: environment)
      }
    case .none: break
    }
    guard let common = commonFolder(of: folder) else { return nil }
    return GitRepository(
      root: folder, gitDirectory: folder, commonDirectory: common, isBare: true,
      environment: environment)
  }

  private init(
    root: String, gitDirectory: String, commonDirectory: String, isBare: Bool,
    environment: [String: String]
  ) {
    self.root = root
    self.gitDirectory = gitDirectory
    self.commonDirectory = commonDirectory
    self.isBare = isBare
    self.environment = environment
    let home = environment["HOME"]
    var config = GitConfig()
    if GitConfig.isOff(environment["GIT_CONFIG_NOSYSTEM"]) {
      config.add(file: environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig", home: home)
    }
    if let global = environment["GIT_CONFIG_GLOBAL"] {
      config.add(file: global, home: home)
    } else {
      if let folder = Self.userFolder(environment) {
        config.add(file: folder + "/config", home: home)
      }
      if let home { config.add(file: home + "/.gitconfig", home: home) }
    }
    // What the repository says of itself must not come from the user's files.
    var own = GitConfig()
    own.add(file: commonDirectory + "/config", home: home)
    config.add(file: commonDirectory + "/config", home: home)
    if own.flag("extensions.worktreeconfig") == true {
      config.add(file: gitDirectory + "/config.worktree", home: home)
    }
    self.config = config
    format = own["extensions.objectformat"]?.lowercased() == "sha256" ? .sha256 : .sha1
    let stored = own["extensions.refstorage"]?.lowercased().hasPrefix("reftable") == true
    storage = stored ? .reftable : .files
  }

  /// What Shrike cannot read here with the git at hand; the work tree is scanned all the same.
  public func trouble() -> Diagnostic? {
    if storage == .reftable {
      let version = GitCommand.version(environment: environment)
      guard let version, version >= GitVersion.reftable else {
        return .reftableNeedsNewerGit(version, root: root)
      }
    }
    if format == .sha256, GitCommand.version(environment: environment) == nil {
      return .sha256NeedsGit(root: root)
    }
    return nil
  }

  // MARK: facts

  /// Whether history is cut off: commits have parents that are not here.
  public var isShallow: Bool { !shallowCommits().isEmpty }

  func shallowCommits() -> Set<ObjectID> {
    guard let bytes = readFile(commonDirectory + "/shallow", limit: 64 << 20) else {
      return []
    }
    return Set(bytes.split(separator: 0x0A).compactMap { ObjectID(hexadecimal: $0) })
  }

  /// Where `origin`, or else the one remote, fetches from, without user, password, query and
  /// fragment.
  public var remoteURL: String? {
    config["remote.origin.url"].map(Self.withoutCredentials)
      ?? config.onlyRemoteURL.map(Self.withoutCredentials)
  }

  /// Folder of the hooks, absolute.
  public var hooksPath: String {
    guard let path = config["core.hookspath"], !path.isEmpty else {
      return commonDirectory + "/hooks"
    }
    return GitConfig.path(path, home: environment["HOME"], relativeTo: root)
  }

  public struct ExcludeFile: Sendable, Hashable {
    public let path: String
    public let bytes: [UInt8]
  }

  public static let maximumExcludeFileSize = 16 << 20

  /// `core.excludesFile`, or git's default `$XDG_CONFIG_HOME/git/ignore`.
  public func userExcludes() -> ExcludeFile? {
    if let path = config["core.excludesfile"] {
      if path.isEmpty { return nil }
      return excludeFile(GitConfig.path(path, home: environment["HOME"], relativeTo: root))
    }
    return Self.userFolder(environment).flatMap { excludeFile($0 + "/ignore") }
  }

  /// `info/exclude` of the repository.
  public func repositoryExcludes() -> ExcludeFile? {
    excludeFile(commonDirectory + "/info/exclude")
  }

  /// The index in use, or the one of the commit being made when a hook says so.
  var indexPath: String {
    guard let path = environment["GIT_INDEX_FILE"], !path.isEmpty else {
      return gitDirectory + "/index"
    }
    return path.hasPrefix("/") ? path : root + "/" + path
  }

  // MARK: private parts

  private func excludeFile(_ path: String) -> ExcludeFile? {
    readFile(path, limit: Self.maximumExcludeFileSize).map {
      ExcludeFile(path: path, bytes: $0)
    }
  }

  private static func userFolder(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty { return folder + "/git" }
    return environment["HOME"].map { $0 + "/.config/git" }
  }

  /// Where objects and references of a git folder are; nil when it is none.
  private static func commonFolder(of folder: String) -> String? {
    guard fileKind(folder + "/HEAD") == .file || isDanglingLink(folder + "/HEAD") else {
      return nil
    }
    var common = folder
    if let line = readFirstLine(folder + "/commondir") {
      guard let path = absolutePath(line.hasPrefix("/") ? line : folder + "/" + line) else {
        return nil
      }
      common = path
    }
    guard fileKind(common + "/objects") == .folder, fileKind(common + "/refs") == .folder else {
      return nil
    }
    return common
  }

  private static func gitFileTarget(_ file: String, in folder: String) -> String? {
    guard let line = readFirstLine(file), line.hasPrefix("gitdir:") else { return nil }
    let path = String(line.dropFirst(7).drop { $0 == " " })
    return absolutePath(path.hasPrefix("/") ? path : folder + "/" + path)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else {
      // `user@host:path` is no secret; `user:password@host` may be one.
      let head = url.prefix { $0 != "/" }
      guard let at = head.lastIndex(of: "@"), head[..<at].contains(":") else { return url }
      return String(url[url.index(after: at)...])
    }
    let rest = url[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
    let authority = rest.prefix { $0 != "/" }
    let host =
      authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    return String(url[..<scheme.upperBound]) + host + rest[authority.endIndex...]
  }
}

extension GitConfig {
  static func isOff(_ value: String?) -> Bool {
    guard let value else { return true }
    return ["", "0", "false", "no", "off"].contains(value.lowercased())
  }

  /// The url of the remote, where there is just one.
  var onlyRemoteURL: String? {
    let urls = pairs { $0.hasPrefix("remote.") && $0.hasSuffix(".url") }
    return urls.count == 1 ? urls.first?.value : nil
  }
}

extension Diagnostic {
  static func reftableNeedsNewerGit(_ version: GitVersion?, root: String) -> Diagnostic {
    Diagnostic(
      .warning, "git.reftable",
      "this repository keeps its references in a reftable, which needs git 2.45 or newer to read"
        + (version.map { "; here is \($0)" } ?? "; no git is here"),
      file: root, help: "install a newer git; the files of the work tree are scanned without it")
  }

  static func sha256NeedsGit(root: String) -> Diagnostic {
    Diagnostic(
      .warning, "git.sha256",
      "this repository names its objects by SHA-256, which needs the git command to read",
      file: root, help: "install git; the files of the work tree are scanned without it")
  }
}
