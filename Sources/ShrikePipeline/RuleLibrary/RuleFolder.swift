import ShrikeInfra
import ShrikeText

/// The rule files below a path that somebody named, told apart by what they hold.
struct RuleFolder {
  /// Folders within folders; KICS' queries lie six deep in its repository.
  private static let depthLimit = 12
  private static let filesLimit = 30_000

  /// Policies and what belongs to them, by the paths people are shown.
  private(set) var policies: [RuleFiles.File] = []
  /// Whether rules of the secrets engine are here.
  private(set) var hasSecretRules = false
  private var hasTOML = false
  private var isCut = false

  init(_ path: String, _ diagnostics: inout Diagnostics) {
    if isRegularFile(path) {
      let isPolicy = [".rego", ".yaml", ".yml"].contains { path.hasSuffix($0) }
      if isPolicy { add(path, &diagnostics) } else { hasSecretRules = true }
      return
    }
    collect(path, depth: 0, &diagnostics)
    // Whatever TOML stands beside policies is most likely not about secrets.
    if policies.isEmpty { hasSecretRules = hasTOML }
    if isCut {
      diagnostics.report(
        Diagnostic(
          .warning, "rules.limit",
          "of the folder '\(path)' only the first \(Self.filesLimit) files are read",
          help: "name the folder that holds the rules themselves"))
    }
  }

  private mutating func collect(_ folder: String, depth: Int, _ diagnostics: inout Diagnostics) {
    guard depth < Self.depthLimit, let names = folderEntries(folder) else { return }
    // What lies below a query are its samples.
    let isQuery = names.contains("query.rego")
    for name in names where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".toml") {
        hasTOML = true
        if !hasSecretRules, let bytes = readFile(path, limit: RuleLibrary.fileLimit) {
          hasSecretRules = Self.holdsSecretRules(bytes)
        }
      } else if RuleFiles.mayHold(name) {
        guard policies.count < Self.filesLimit else {
          isCut = true
          return
        }
        if isRegularFile(path) { add(path, &diagnostics) }
      } else if !isQuery, isFolder(path) {
        collect(path, depth: depth + 1, &diagnostics)
      }
    }
  }

  private mutating func add(_ path: String, _ diagnostics: inout Diagnostics) {
    if let bytes = readFile(path, limit: RuleLibrary.fileLimit) {
      policies.append((path: path, bytes: bytes))
    } else {
      diagnostics.report(RuleLibrary.unreadable(path))
    }
  }

  private static func holdsSecretRules(_ bytes: [UInt8]) -> Bool {
    ["[[rules]]", "[rules", "[shrike]", "[extend]"].contains { marker in
      bytes.withUnsafeBufferPointer { find(Array(marker.utf8), in: $0) != nil }
    }
  }

  /// KICS' shared modules, where a folder of its queries was named and not the one that holds both.
  static func librariesBeside(
    _ path: String, _ diagnostics: inout Diagnostics
  ) -> [RuleFiles.File] {
    var folder = path
    // From `queries/terraform/aws/x` to `libraries`.
    for _ in 0..<5 {
      folder += "/.."
      let candidate = "\(folder)/libraries"
      guard isRegularFile("\(candidate)/common.rego") else { continue }
      return RuleFolder(candidate, &diagnostics).policies
    }
    return []
  }
}
