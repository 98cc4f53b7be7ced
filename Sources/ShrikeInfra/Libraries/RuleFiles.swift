import ShrikeRego
public import ShrikeText

/// The policy files of a folder, told apart by what they hold: KICS' queries with their libraries, Trivy's
/// checks, Gatekeeper's templates and constraints, conftest's policies, and checks for Shrike itself.
/// Folders may be mixed.
public struct RuleFiles: Sendable {
  public typealias File = (path: String, bytes: [UInt8])

  private var queries: [KICSChecks.Folder] = []
  private var kicsLibraries: [File] = []
  private var templates: [File] = []
  /// Checks for Shrike, as `InfraPack.read` takes them.
  public private(set) var own: [File] = []
  private var checks: [Module] = []
  private var policies: [Module] = []
  /// Modules that are none of these: others may import them.
  private var shared: [Module] = []

  /// Whether a file in a folder of rules may hold some, by its name.
  public static func mayHold(_ name: String) -> Bool {
    name.hasSuffix(".rego") && !name.hasSuffix("_test.rego") || name.hasSuffix(".yaml")
      || name.hasSuffix(".yml") || name == "metadata.json" || name == "data.json"
      || name == "common.json"
  }

  /// Sorts files; what cannot be read is told of with its place.
  public init(_ files: [File], diagnostics: inout Diagnostics) {
    var byFolder: [Substring: [String: File]] = [:]
    for file in files {
      let start = file.path.lastComponentStart
      byFolder[file.path[..<start], default: [:]][String(file.path[start...])] = file
    }
    for file in files.sorted(by: { $0.path < $1.path }) {
      if file.path.hasSuffix(".rego") {
        let siblings = byFolder[file.path[..<file.path.lastComponentStart]] ?? [:]
        add(module: file, siblings, &diagnostics)
      } else if file.path.hasSuffix("/common.json") || file.path == "common.json" {
        kicsLibraries.append(file)
      } else if !file.path.hasSuffix(".json"), Self.mentionsGatekeeper(file.bytes) {
        templates.append(file)
      }
    }
  }

  private mutating func add(
    module file: File, _ siblings: [String: File], _ diagnostics: inout Diagnostics
  ) {
    switch Self.package(of: file.bytes) {
    case "Cx":
      var folder = KICSChecks.Folder(
        path: String(file.path[..<file.path.lastComponentStart].dropLast()), query: file)
      folder.metadata = siblings["metadata.json"]
      folder.data = siblings["data.json"]?.bytes
      queries.append(folder)
    case let name? where name.hasPrefix("generic."): kicsLibraries.append(file)
    case let name? where name.hasPrefix("infra."): own.append(file)
    default:
      guard let module = Self.parse(file, &diagnostics) else { return }
      if TrivyMetadata(module) != nil {
        checks.append(module)
      } else if module.ruleNames.contains(where: { ConftestRule($0) != nil }),
        // Written to be put into a constraint template.
        Self.find(Self.review, in: file.bytes) == nil
      {
        policies.append(module)
      } else {
        shared.append(module)
      }
    }
  }

  /// The language's newer version is tried first; mistakes are told of as it sees them, unless the
  /// module was plainly written for the older one.
  private static func parse(_ file: File, _ diagnostics: inout Diagnostics) -> Module? {
    let (module, errors) = Parser.parse(file.bytes, name: file.path, version: .v1)
    if let module { return module }
    let (older, _) = Parser.parse(file.bytes, name: file.path, version: .v0)
    if let older { return older }
    let text = DiagnosedText(file: file.path, bytes: file.bytes)
    for error in errors { diagnostics.report(error.diagnostic(in: text)) }
    return nil
  }

  /// The word behind `package`, told without reading the file as a module.
  private static func package(of bytes: [UInt8]) -> String? {
    for line in bytes.split(separator: 0x0A) {
      let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
      guard first.elementsEqual("package".utf8), words.count > 1 else { return nil }
      return String(decoding: words[1], as: UTF8.self)
    }
    return nil
  }

  private static let review = Array("input.review".utf8)
  private static let gatekeeper = Array("gatekeeper.sh/".utf8)

  private static func mentionsGatekeeper(_ bytes: [UInt8]) -> Bool {
    find(gatekeeper, in: bytes) != nil
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { ShrikeText.find(needle, in: $0) }
  }

  // MARK: what they are

  /// Whether KICS queries are here whose shared modules are not.
  public var lacksKICSLibraries: Bool {
    !queries.isEmpty && !kicsLibraries.contains { $0.path.hasSuffix(".rego") }
  }

  /// Adds KICS' shared modules and data from beside the folder that was named.
  public mutating func add(kicsLibraries files: [File]) { kicsLibraries += files }

  /// Whether there is anything to ask.
  public var isEmpty: Bool {
    queries.isEmpty && templates.isEmpty && own.isEmpty && checks.isEmpty && policies.isEmpty
  }

  /// The libraries of all formats but Shrike's own, compiled; mistakes are told of and cost their file
  /// its rules, no other.
  /// - Parameter findsSecret: what a text's secret is called, for Trivy's checks that ask.
  public func libraries(
    findsSecret: @escaping @Sendable (String) -> String? = { _ in nil },
    diagnostics: inout Diagnostics
  ) -> [any InfraLibrary] {
    var libraries: [any InfraLibrary] = []
    if !queries.isEmpty {
      let library = KICSLibrary(kicsLibraries, diagnostics: &diagnostics)
      libraries.append(KICSChecks(queries, library: library, diagnostics: &diagnostics))
    }
    if !checks.isEmpty {
      libraries.append(
        TrivyLibrary(checks + shared, findsSecret: findsSecret, diagnostics: &diagnostics))
    }
    if !templates.isEmpty {
      libraries.append(GatekeeperLibrary(templates, diagnostics: &diagnostics))
    }
    if !policies.isEmpty {
      libraries.append(
        ConftestLibrary(policies, shared: shared, diagnostics: &diagnostics))
    }
    return libraries
  }
}
