import Glibc
import ShrikeText

/// The git command, called without a shell and so that nothing a repository or a user configured is
/// run, fetched, waited for or changes the output.
struct GitCommand {
  private let directory: String
  private let environment: [String: String]
  private let indexFile: String?

  init(_ repository: GitRepository) {
    directory = repository.isBare ? repository.gitDirectory : repository.root
    environment = repository.environment
    indexFile = environment["GIT_INDEX_FILE"].flatMap { $0.isEmpty ? nil : repository.indexPath }
  }

  /// Everything that names a program, opens a connection or alters a patch, set to git's default or
  /// off.
  private static let configuration = [
    "safe.directory=*", "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat",
    "core.sshCommand=false", "core.gitProxy=", "core.askPass=", "core.editor=false",
    "core.alternateRefsCommand=false", "core.attributesFile=/dev/null", "core.quotePath=false",
    "core.bigFileThreshold=512m", "core.notesRef=refs/notes/commits", "core.useReplaceRefs=true",
    "core.untrackedCache=false", "core.abbrev=auto", "credential.helper=", "protocol.allow=never",
    "gpg.program=false", "gpg.ssh.program=false", "gpg.x509.program=false", "diff.external=",
    "diff.algorithm=default", "diff.noprefix=false", "diff.mnemonicPrefix=false",
    "diff.renames=true", "diff.renameLimit=1000", "diff.interHunkContext=0", "diff.relative=false",
    "diff.suppressBlankEmpty=false", "diff.submodule=short", "diff.indentHeuristic=true",
    "diff.orderFile=/dev/null", "diff.colorMoved=no", "diff.wordRegex=",
    "diff.ignoreSubmodules=none",
    "color.ui=never", "color.diff=never", "log.date=unix", "log.decorate=no", "log.follow=false",
    "log.mailmap=true", "log.showSignature=false", "log.showRoot=true", "log.abbrevCommit=false",
    "log.diffMerges=separate", "format.pretty=medium", "i18n.logOutputEncoding=UTF-8",
    "pager.log=false", "pager.diff=false",
  ]

  private static let variables = [
    "GIT_OPTIONAL_LOCKS=0", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
    "GIT_ATTR_NOSYSTEM=1", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none",
    "GIT_TERMINAL_PROMPT=0", "GIT_PAGER=cat", "LC_ALL=C",
  ]

  /// Starts git in the repository.
  func start(_ arguments: [String], input: Bool = false) throws(EngineError) -> ChildProcess {
    var words = ["-C", directory]
    for setting in Self.configuration { words += ["-c", setting] }
    var variables = Self.variables
    if let indexFile { variables.append("GIT_INDEX_FILE=" + indexFile) }
    return try ChildProcess(
      "git", words + arguments, path: environment["PATH"], variables: variables, input: input)
  }

  /// What git writes, for answers of a few megabytes.
  func text(_ arguments: [String]) throws(EngineError) -> String {
    let child = try start(arguments)
    let bytes = try child.readAll(limit: 256 << 20)
    guard child.finish() == 0 else {
      throw EngineError(.unavailable, "git \(arguments[0]) failed", cause: child.complaint())
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The version of the git on the path; nil when there is none.
  static func version(environment: [String: String]) -> GitVersion? {
    do throws(EngineError) {
      let child = try ChildProcess(
        "git", ["--version"], path: environment["PATH"], variables: ["LC_ALL=C"], input: false)
      let bytes = try child.readAll(limit: 1 << 16)
      guard child.finish() == 0 else { return nil }
      return GitVersion(String(decoding: bytes, as: UTF8.self))
    } catch {
      return nil
    }
  }
}
