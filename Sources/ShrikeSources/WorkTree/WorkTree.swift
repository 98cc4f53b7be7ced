import Glibc
import ShrikeModel
import ShrikeText

/// A folder as git sees it: which files are there to be looked at, and what is left out and why.
///
/// Symbolic links to folders are never followed, `.git` is never entered, a repository inside the
/// folder is walked by its own rules. Costs about four system calls a folder and one a file.
public enum WorkTree {
  /// Folders below folders; deeper ones are skipped. One descriptor is open a level.
  public static let depthLimit = 256
  /// Entries of `Listing.skips` for one reason; more are only counted.
  public static let skipLimit = 10_000

  public struct Options: Sendable {
    /// Off: no ignore file counts.
    public var usesIgnoreFiles = true
    /// Symbolic links to files are listed, not skipped; those to folders never.
    public var followsSymlinks = false
    /// Root of the repository the folder lies in; nil: the folder is its own root. The ignore files
    /// from there down to the folder count.
    public var repository: String?
    /// Content of the file that `core.excludesFile` names.
    public var excludesFile: [UInt8] = []
    /// Patterns that go before all ignore files.
    public var commandLine: [UInt8] = []
    /// Their scopes are relative to the repository's root.
    public var filters = PathFilters()
    /// Asked for every folder below the listed one that holds a file of the name `filterFile`: what holds
    /// from there on. Its path, from the root, ends in a slash.
    public var folderFilter: (@Sendable (_ folder: String) -> PathFilter?)?
    public var filterFile: [UInt8] = []
    /// The repository's index; nil: there is none.
    public var tracked: (any TrackedPathSet)?
    /// The index of a repository inside the folder, by its path.
    public var trackedInNested: (@Sendable (_ folder: String) -> (any TrackedPathSet)?)?

    public init() {}
  }

  public struct Listing: Sendable {
    public var files: FileList
    /// What was left out; a folder once, with a slash at the end, not each of its files.
    public var skips: [Skip] = []
    /// How much was left out for each reason, whether or not it stands in `skips`.
    public var counts: [Skip.Reason: Int] = [:]
    /// Relative paths of the repositories inside the folder, submodules among them.
    public var nestedRepositories: [String] = []

    mutating func skip(_ path: String, _ reason: Skip.Reason, _ detail: String?) {
      counts[reason, default: 0] += 1
      if counts[reason, default: 0] <= WorkTree.skipLimit {
        skips.append(Skip(path, reason, detail))
      }
    }
  }

  /// Lists `folder`, or the one file it names; throws when it cannot be opened.
  ///
  /// The folder itself is listed even when a rule ignores it: it was asked for.
  public static func list(
    _ folder: String, _ options: Options = Options()
  ) throws(EngineError) -> Listing {
    var status = stat()
    guard stat(folder, &status) == 0 else { throw .cannotOpen(folder) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return single(folder, status) }
    guard let stream = opendir(folder) else { throw .cannotOpen(folder) }
    defer { closedir(stream) }
    var walk = Walk(folder: folder, options: options)
    walk.run(stream)
    return walk.listing
  }

  /// The nearest folder from `path` upwards that holds a `.git`, absolute; nil: there is none.
  public static func repositoryRoot(above path: String) -> String? {
    guard var folder = resolvedPath(path) else { return nil }
    while true {
      var status = stat()
      if stat(folder == "/" ? "/.git" : folder + "/.git", &status) == 0 { return folder }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  private static func single(_ file: String, _ status: stat) -> Listing {
    let slash = file.lastIndex(of: "/")
    let folder = slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
    var name = slash.map { String(file[file.index(after: $0)...]) } ?? file
    var listing = Listing(files: FileList(folder: folder))
    if status.st_mode & S_IFMT == S_IFREG {
      var link = stat()
      let isLink = lstat(file, &link) == 0 && link.st_mode & S_IFMT == S_IFLNK
      name.withUTF8 {
        listing.files.append($0, size: Int(status.st_size), isSymlink: isLink)
      }
    } else {
      listing.skip(cleanPath(file), .special, specialName(status.st_mode))
    }
    return listing
  }
}

/// FIFO, socket, device: in a word.
func specialName(_ mode: mode_t) -> String {
  switch mode & S_IFMT {
  case S_IFIFO: "FIFO"
  case S_IFSOCK: "socket"
  default: "device"
  }
}

/// The path without symbolic links, absolute.
func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

extension EngineError {
  static func cannotOpen(_ path: String) -> EngineError {
    EngineError(.io, "cannot open '\(path.printable)'", cause: String(cString: strerror(errno)))
  }
}
