import ArgumentParser
import Glibc
import ShrikePipeline
import ShrikeRego
import ShrikeSources
import ShrikeText

/// Bundles given on the command line.
struct BundleOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A bundle: a folder or a .tar.gz; repeatable.", valueName: "path"))
  var bundle: [String] = []

  func validate(with paths: [String]) throws {
    if paths.isEmpty, bundle.isEmpty {
      throw ValidationError("Name files or folders of policies, or a --bundle.")
    }
  }

  private static let depthLimit = 32
  private static let limits = ArchiveFiles.Limits()

  /// The bundles, which own different parts of `data`; mistakes go to standard error.
  func read(_ options: PolicyCommand.Options) throws -> [PolicyBundle] {
    var diagnostics = Diagnostics()
    var bundles: [PolicyBundle] = []
    for path in bundle {
      guard let files = files(path, &diagnostics) else { continue }
      if let bundle = PolicyBundle.read(
        name: path, files: files, defaultVersion: options.version, diagnostics: &diagnostics)
      {
        bundles.append(bundle)
      }
    }
    PolicyBundle.checkRoots(bundles, diagnostics: &diagnostics)
    let failed = diagnostics.errorCount > 0
    let told = diagnostics.finish()
    let style = TextStyle(colour: options.display.color.isOn(STDERR_FILENO))
    for diagnostic in told { Terminal.complain(diagnostic.text(style)) }
    if failed { throw ExitStatus.usage.code }
    return bundles
  }

  private func files(
    _ path: String, _ diagnostics: inout Diagnostics
  ) -> [(path: String, bytes: [UInt8])]? {
    if isFolder(path) {
      var files: [(path: String, bytes: [UInt8])] = []
      var total = 0
      collect(path, "", 0, &files, &total)
      if files.count <= Self.limits.entries, total <= Self.limits.bytes { return files }
      diagnostics.report(
        Diagnostic(
          .error, "bundle.limit", "the folder holds more than is read of a bundle", file: path))
      return nil
    }
    guard let bytes = readFile(path, limit: Self.limits.bytes) else {
      diagnostics.report(
        Diagnostic(
          .error, "bundle.path", "'\(path)' is neither a folder nor a file that can be read"))
      return nil
    }
    do throws(ArchiveFiles.Problem) {
      return try ArchiveFiles(tar: bytes, limits: Self.limits).files.map { ($0.name, $0.bytes) }
    } catch {
      diagnostics.report(
        Diagnostic(
          .error, "bundle.archive", "the bundle cannot be read: \(error.message)", file: path))
      return nil
    }
  }

  private func collect(
    _ folder: String, _ prefix: String, _ depth: Int,
    _ files: inout [(path: String, bytes: [UInt8])], _ total: inout Int
  ) {
    guard depth < Self.depthLimit, let names = folderEntries(folder) else { return }
    for name in names.sorted()
    where files.count <= Self.limits.entries && total <= Self.limits.bytes {
      let path = "\(folder)/\(name)"
      if PolicyBundle.takes(prefix + name), let bytes = readFile(path, limit: Self.limits.bytes) {
        files.append((prefix + name, bytes))
        total += bytes.count
      } else if !name.hasPrefix("."), isFolder(path) {
        collect(path, "\(prefix)\(name)/", depth + 1, &files, &total)
      }
    }
  }
}
