import ShrikeFormats
public import ShrikeText

/// Policies and data that belong together, as OPA packs them: `.manifest`, modules, and files named `data.json`
/// or `data.yaml` whose folders are the path of what they hold
/// (https://www.openpolicyagent.org/docs/latest/management-bundles, "Bundle File Format").
public struct PolicyBundle: Sendable {
  /// The archive or folder it was read from.
  public let name: String
  public let revision: String?
  /// Paths below `data` that belong to this bundle alone; the empty one is all of it.
  public let roots: [[String]]
  public let version: RegoVersion
  public let files: [(path: String, bytes: [UInt8])]
  public let data: Value

  static let manifestName = ".manifest"
  static let signatureNames = [".signatures.json", "signatures.json"]

  /// Whether a file of a folder can be a part of a bundle at all.
  public static func takes(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".rego") || isData(name) || path == manifestName
      || signatureNames.contains(path)
  }

  private static func isData(_ name: String) -> Bool {
    name == "data.json" || name == "data.yaml" || name == "data.yml"
  }

  /// Puts a bundle together from its files; nil, after diagnostics, where one is wrong.
  public static func read(
    name: String, files: [(path: String, bytes: [UInt8])], defaultVersion: RegoVersion = .v1,
    diagnostics: inout Diagnostics
  ) -> PolicyBundle? {
    let before = diagnostics.errorCount
    var reader = PolicyBundleReader(name: name, defaultVersion: defaultVersion)
    for file in files.sorted(by: { $0.path < $1.path }) {
      let word = file.path.split(separator: "/").last.map(String.init) ?? file.path
      if file.path == manifestName {
        reader.manifest(file.bytes, &diagnostics)
      } else if signatureNames.contains(file.path) {
        diagnostics.report(
          Diagnostic(
            .warning, "bundle.signature", "the signature of '\(name)' is not verified", file: name))
      } else if word.hasSuffix(".rego") {
        reader.modules.append((path: "\(name)/\(file.path)", bytes: file.bytes))
      } else if isData(word) {
        reader.data(file.path, file.bytes, &diagnostics)
      }
    }
    if reader.modules.isEmpty, reader.data == .emptyObject, diagnostics.errorCount == before {
      diagnostics.report(
        Diagnostic(.error, "bundle.empty", "'\(name)' holds neither policies nor data", file: name))
    }
    reader.checkRoots(&diagnostics)
    guard diagnostics.errorCount == before else { return nil }
    return PolicyBundle(
      name: name, revision: reader.revision, roots: reader.roots, version: reader.version,
      files: reader.modules, data: reader.data)
  }

  /// Tells of bundles that claim the same part of `data`.
  public static func checkRoots(_ bundles: [PolicyBundle], diagnostics: inout Diagnostics) {
    for (index, bundle) in bundles.enumerated() {
      for other in bundles[..<index] {
        for root in bundle.roots {
          guard
            let taken = other.roots.first(where: { $0.starts(with: root) || root.starts(with: $0) })
          else { continue }
          diagnostics.report(
            Diagnostic(
              .error, "bundle.roots",
              "the bundles '\(other.name)' and '\(bundle.name)' both own '\(text(taken))' and '\(text(root))'",
              help: "give their manifests roots that do not overlap"))
        }
      }
    }
  }

  static func text(_ root: [String]) -> String {
    (["data"] + root).joined(separator: ".")
  }
}

private struct PolicyBundleReader {
  let name: String
  var version: RegoVersion
  var revision: String?
  var roots: [[String]] = [[]]
  var modules: [(path: String, bytes: [UInt8])] = []
  var data = Value.emptyObject
  /// By path of a value that was taken: the file it is from.
  private var owners: [(path: [String], file: String)] = []

  init(name: String, defaultVersion: RegoVersion) {
    self.name = name
    version = defaultVersion
  }

  mutating func manifest(_ bytes: [UInt8], _ diagnostics: inout Diagnostics) {
    func complain(_ message: String) {
      diagnostics.report(
        Diagnostic(.error, "bundle.manifest", message, file: "\(name)/\(PolicyBundle.manifestName)")
      )
    }
    guard let manifest = Value(json: bytes), manifest.object != nil else {
      complain("the manifest is no JSON object")
      return
    }
    revision = manifest["revision"]?.string
    if let given = manifest["roots"] {
      let words = given.array?.elements.compactMap { $0.string }
      guard let words, words.count == given.count else {
        complain("the manifest's 'roots' are no list of paths")
        return
      }
      roots = words.map { $0.split(separator: "/").map(String.init) }
      for (index, root) in roots.enumerated() {
        if let other = roots[..<index].first(where: {
          $0.starts(with: root) || root.starts(with: $0)
        }) {
          complain(
            "the manifest's roots '\(PolicyBundle.text(other))' and '\(PolicyBundle.text(root))' overlap"
          )
        }
      }
    }
    switch manifest["rego_version"]?.int {
    case 0?: version = .v0
    case 1?: version = .v1
    default:
      if manifest["rego_version"] != nil {
        complain("the manifest's 'rego_version' is neither 0 nor 1")
      }
    }
  }

  mutating func data(_ path: String, _ bytes: [UInt8], _ diagnostics: inout Diagnostics) {
    let file = "\(name)/\(path)"
    let folders = path.split(separator: "/").dropLast().map(String.init)
    let value: Value?
    if path.hasSuffix(".json") {
      value = Value(json: bytes)
    } else {
      var places = PlaceTable()
      value = YAMLReader().readSingle(bytes, FileContext(file), diagnostics: &diagnostics).map {
        Value($0.root, file: 0, places: &places)
      }
    }
    guard let value else {
      diagnostics.report(
        Diagnostic(.error, "bundle.data", "the file holds no value that can be read", file: file))
      return
    }
    guard !folders.isEmpty || value.object != nil else {
      diagnostics.report(
        Diagnostic(.error, "bundle.data", "data at the root of a bundle is an object", file: file))
      return
    }
    if let other = conflict(data, value, folders[...], []) {
      let owner = owners.last { $0.path.starts(with: other) || other.starts(with: $0.path) }
      diagnostics.report(
        Diagnostic(
          .error, "bundle.data",
          "'\(PolicyBundle.text(other))' has a value from '\(owner?.file ?? name)' already",
          file: file))
      return
    }
    owners.append((folders, file))
    let wrapped = folders.reversed().reduce(value) { Value(object: [(Value($1), $0)]) }
    if let base = data.object, let more = wrapped.object { data = Value(base.joined(with: more)) }
  }

  /// The path at which two values cannot both be.
  private func conflict(
    _ base: Value, _ value: Value, _ folders: ArraySlice<String>, _ path: [String]
  ) -> [String]? {
    if let folder = folders.first {
      guard base.object != nil else { return path }
      guard let next = base[folder] else { return nil }
      return conflict(next, value, folders.dropFirst(), path + [folder])
    }
    guard base.object != nil, let entries = value.object?.entries else { return path }
    for entry in entries {
      guard let next = base[entry.key] else { continue }
      let key = entry.key.string ?? entry.key.regoText
      if let found = conflict(next, entry.value, [], path + [key]) { return found }
    }
    return nil
  }

  /// What a bundle holds lies below its roots.
  func checkRoots(_ diagnostics: inout Diagnostics) {
    func check(_ path: [String], _ file: String) {
      guard !roots.contains(where: { path.starts(with: $0) }) else { return }
      diagnostics.report(
        Diagnostic(
          .error, "bundle.roots", "'\(PolicyBundle.text(path))' is outside of the manifest's roots",
          file: file,
          help:
            "the roots are \(roots.map { "'\(PolicyBundle.text($0))'" }.joined(separator: ", "))"))
    }
    for module in modules {
      // What cannot be read is told when it is compiled.
      if let package = Parser.parse(module.bytes, name: module.path, version: version).module?
        .package
      {
        check(package, module.path)
      }
    }
    guard !roots.contains([]) else { return }
    func visit(_ value: Value, _ path: [String]) {
      if roots.contains(where: { path.starts(with: $0) }) { return }
      if let entries = value.object?.entries, roots.contains(where: { $0.starts(with: path) }) {
        for entry in entries { visit(entry.value, path + [entry.key.string ?? entry.key.regoText]) }
      } else {
        check(path, name)
      }
    }
    visit(data, [])
  }
}
