import Glibc
import ShrikeSources
import ShrikeText
import Synchronization

/// Finds and reads the configuration files of a tree.
struct ConfigurationFiles: Sendable {
  let request: ScanRequest
  /// The repository's top, else the scanned folder; without symbolic links.
  let root: String
  /// The scanned folder, or that of the scanned file, from the root: empty, or with a slash at the end.
  let scope: String
  private let workingFolder: String

  init(_ request: ScanRequest, _ repository: GitRepository?) {
    self.request = request
    workingFolder = resolved(request.workingFolder) ?? request.workingFolder
    let start = resolved(request.path) ?? request.path
    let folder = isFolder(start) ? start : Self.parent(of: start)
    root = repository.flatMap { resolved($0.root) } ?? folder
    scope =
      folder.hasPrefix(root + "/")
      ? folder.dropFirst(root.utf8.count + 1) + "/"
      : root == "/" && folder != "/" ? folder.dropFirst() + "/" : ""
  }

  /// The one that was named, else those from the root down to the scanned folder. Nil when one has a mistake.
  func read(_ diagnostics: inout Diagnostics) -> ConfigurationTree? {
    var tree = ConfigurationTree()
    if let file = request.configFile {
      guard let bytes = readFile(file, limit: Self.byteLimit) else {
        diagnostics.report(
          Diagnostic(.error, "config.missing", "the configuration '\(file)' cannot be read"))
        return nil
      }
      guard
        let read = ConfigurationReader.read(bytes, file: file, diagnostics: &diagnostics)
      else { return nil }
      let folder = Self.parent(of: resolved(file) ?? file)
      let inside = folder.hasPrefix(root + "/")
      tree.add(
        .init(
          scope: inside ? folder.dropFirst(root.utf8.count + 1) + "/" : "", folder: folder,
          configuration: read))
      return tree
    }
    var failed = false
    var scopes = [""]
    for component in scope.split(separator: "/") {
      scopes.append(scopes[scopes.count - 1] + component + "/")
    }
    for scope in scopes {
      switch layer(scope, &diagnostics) {
      case .absent: break
      case .wrong: failed = true
      case .read(let layer): tree.add(layer)
      }
    }
    return failed ? nil : tree
  }

  enum Outcome {
    case absent, wrong
    case read(ConfigurationTree.Layer)
  }

  private static let byteLimit = 4 << 20

  /// The file of a folder, given from the root.
  func layer(_ scope: String, _ diagnostics: inout Diagnostics) -> Outcome {
    let base = root == "/" ? "" : root
    let folder = scope.isEmpty ? root : "\(base)/\(scope.dropLast())"
    let file = "\(folder)/\(Configuration.fileName)"
    guard let bytes = readFile(file, limit: Self.byteLimit) else { return .absent }
    guard
      let read = ConfigurationReader.read(bytes, file: shown(file), diagnostics: &diagnostics)
    else { return .wrong }
    return .read(.init(scope: scope, folder: folder, configuration: read))
  }

  /// A file as people are shown it: from the working folder where it lies below it.
  func shown(_ file: String) -> String {
    file.hasPrefix(workingFolder + "/")
      ? String(file.dropFirst(workingFolder.utf8.count + 1)) : file
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// The configurations below the scanned folder, read as the walk comes to them.
final class InnerConfigurations: Sendable {
  private let files: ConfigurationFiles
  private let found = Mutex<[String: (layer: ConfigurationTree.Layer?, notes: [Diagnostic])]>([:])

  init(_ files: ConfigurationFiles) { self.files = files }

  /// What the folder's file leaves out; nil when it has none or a mistake.
  func filter(for scope: String) -> PathFilter? {
    found.withLock { found in
      if let known = found[scope] { return known.layer?.configuration.filter }
      var diagnostics = Diagnostics()
      var layer: ConfigurationTree.Layer?
      if case .read(let read) = files.layer(scope, &diagnostics) { layer = read }
      if let configuration = layer?.configuration {
        Self.tell(configuration, &diagnostics)
      }
      found[scope] = (layer, diagnostics.finish())
      return layer?.configuration.filter
    }
  }

  /// What a file further down cannot change.
  private static func tell(_ configuration: Configuration, _ diagnostics: inout Diagnostics) {
    let keys = [
      configuration.engines == nil ? nil : "'engines'",
      configuration.rules.isEmpty ? nil : "'rules'",
      configuration.tools == nil ? nil : "'tools'",
      configuration.gate == .init() ? nil : "'gate'",
    ].compactMap(\.self)
    guard let last = keys.last, let file = configuration.file else { return }
    let verb = keys.count == 1 ? "counts" : "count"
    let list = keys.count == 1 ? last : keys.dropLast().joined(separator: ", ") + " and " + last
    diagnostics.report(
      Diagnostic(
        .note, "config.folder",
        "\(list) of \(file) \(verb) only when that folder is scanned"))
  }

  /// Adds what was read since to the tree; mistakes are told.
  func move(into tree: inout ConfigurationTree, _ diagnostics: inout Diagnostics) {
    let all = found.withLock { found in
      let all = found.sorted { $0.key < $1.key }
      for key in found.keys { found[key]?.notes = [] }
      return all
    }
    for (_, value) in all {
      for note in value.notes { diagnostics.report(note) }
      if let layer = value.layer { tree.addInner(layer) }
    }
  }
}

private func resolved(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
