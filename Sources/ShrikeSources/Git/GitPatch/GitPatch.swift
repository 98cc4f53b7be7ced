import ShrikeModel
import ShrikeText

/// History and staged changes as the patches git prints: what gitleaks scans, for output equal to
/// its own.
public enum GitPatch {
  public enum Source: Sendable, Hashable {
    /// `git log -p -U0` with these options, which are gitleaks' own when there are none.
    case history(options: [String])
    /// `git diff --staged` of a folder, given relative to the top; `.` for all.
    case staged(folder: String)
  }

  /// Lines added at one place.
  public struct Hunk: Sendable, Hashable {
    public var path: String
    /// nil for what is staged.
    public var commit: CommitInfo?
    /// Line of the first byte in the new file.
    public var firstLine: Int
    /// The added lines with their newlines, without `+`; empty where lines were only removed.
    public var text: [UInt8]
  }

  /// A file git takes for binary; it may be an archive.
  public struct BinaryFile: Sendable, Hashable {
    public var path: String
    public var commit: CommitInfo?
    /// Of the new content.
    public var blob: ObjectID?
  }

  public enum Part: Sendable, Hashable {
    case text(Hunk)
    case binary(BinaryFile)
  }

  public struct Summary: Sendable, Hashable {
    public var commits = 0
    public var hunks = 0
    public var bytes = 0
    /// Hunks longer than `maximumHunkSize`, cut there.
    public var cut: [Skip] = []
    /// What git said when it ended before its time: a blob of a partial clone is missing, an object
    /// damaged.
    public var failure: String?
  }

  /// Bytes of added lines in one hunk.
  public static let maximumHunkSize = 256 << 20
  /// Bytes of one line; what is longer is cut.
  static let maximumLineLength = 256 << 20

  /// Options that would write files, or run programs that the repository names.
  static let refusedOptions = ["--output", "--ext-diff", "--textconv", "--show-signature"]

  /// Runs git and gives every part as it comes; memory holds one hunk at a time.
  ///
  /// The patch does not depend on configuration of user, system or repository, and nothing they
  /// name is run. Attributes of the work tree still say what is binary, as they do for gitleaks.
  public static func read(
    _ repository: GitRepository, _ source: Source,
    each: (Part) throws(EngineError) -> Void
  ) throws(EngineError) -> Summary {
    let child = try GitCommand(repository).start(try arguments(source))
    var parser = PatchParser(child)
    try parser.run(each)
    var summary = parser.summary
    if child.finish() != 0 { summary.failure = child.complaint() ?? "git failed" }
    return summary
  }

  private static func arguments(_ source: Source) throws(EngineError) -> [String] {
    // Full ids, so that a binary file's blob can be read without asking git again.
    let common = [
      "-p", "-U0", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index",
      "--src-prefix=a/", "--dst-prefix=b/",
    ]
    switch source {
    case .history(let options):
      for option in options where option.utf8.count > 3 && option.hasPrefix("--") {
        // Git takes unique beginnings of long options.
        let name = option.prefix { $0 != "=" }
        if refusedOptions.contains(where: { $0.hasPrefix(name) && name.utf8.count > 4 }) {
          throw EngineError(
            .unavailable, "'\(option.printable)' cannot be used for a scan",
            cause: "it writes a file or runs a program")
        }
      }
      let chosen =
        options.isEmpty ? ["--full-history", "--all", "--diff-filter=tuxdb"] : options
      return ["log"] + common + ["--no-show-signature"] + chosen
    case .staged(let folder):
      return ["diff"] + common + ["--staged", "--", folder.isEmpty ? "." : folder]
    }
  }
}
