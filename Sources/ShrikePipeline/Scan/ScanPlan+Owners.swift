import ShrikeModel
import ShrikeSources
import ShrikeText

extension ScanPlan {
  /// The property that names those who answer for the file of a finding's first place.
  static let ownersProperty = "owners"

  /// Says of each finding who answers for it by the repository's CODEOWNERS.
  func nameOwners(of findings: inout [Finding], _ diagnostics: inout Diagnostics) {
    guard !findings.isEmpty, let root = repository?.root else { return }
    let found = CodeOwners.paths.lazy.compactMap { path in
      readFile("\(root)/\(path)", limit: CodeOwners.byteLimit).map { (path, $0) }
    }.first
    guard let (path, bytes) = found else { return }
    let owners = CodeOwners(bytes, file: path, diagnostics: &diagnostics)
    guard !owners.isEmpty else { return }
    // Many findings stand in one file.
    var known: [String: [String]] = [:]
    for index in findings.indices {
      guard let place = findings[index].places.first else { continue }
      // What stands in an archive belongs to whom the archive belongs to.
      let file = String(naming.identityPath(place.path).prefix { $0 != "!" })
      let names = known[file] ?? owners.owners(of: file)
      known[file] = names
      if !names.isEmpty { findings[index].properties[Self.ownersProperty] = .list(names) }
    }
  }
}
