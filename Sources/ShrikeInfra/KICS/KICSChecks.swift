public import ShrikeModel
import ShrikeRego
public import ShrikeText

/// KICS' queries as a library of checks: compiled together by platform, asked only where a file of their
/// platform is.
public struct KICSChecks: InfraLibrary {
  public let packs = ["kics"]
  public let rules: [RuleInfo]
  /// In the order of `rules`.
  let queries: [Query]
  private let platforms: Set<KICSPlatform>

  struct Query: Sendable {
    let platform: KICSPlatform
    let compiled: KICSQuery
    /// Severities by the result's `overrideKey`.
    let overrides: [String: Severity]
  }

  /// A query's folder: `query.rego`, `metadata.json`, sometimes `data.json`.
  public struct Folder: Sendable {
    public var path: String
    public var query: (path: String, bytes: [UInt8])
    public var metadata: (path: String, bytes: [UInt8])?
    public var data: [UInt8]?

    public init(path: String, query: (path: String, bytes: [UInt8])) {
      self.path = path
      self.query = query
    }
  }

  public init(_ folders: [Folder], library: KICSLibrary, diagnostics: inout Diagnostics) {
    var rules: [RuleInfo] = []
    var queries: [Query] = []
    var unasked: [String: Int] = [:]
    let sources = folders.map {
      KICSLibrary.Source(
        path: $0.query.path, text: $0.query.bytes, data: $0.data.flatMap { Value(json: $0) })
    }
    let compiled = library.compile(sources, diagnostics: &diagnostics)
    var seen: Set<String> = []
    for (folder, query) in zip(folders, compiled) {
      guard let query, let metadata = Self.metadata(folder, &diagnostics) else { continue }
      let word = metadata["platform"]?.string ?? ""
      guard let platform = KICSPlatform(word) else {
        unasked[word, default: 0] += 1
        continue
      }
      let info = Self.info(metadata, folder)
      guard seen.insert(info.id).inserted else { continue }
      var overrides: [String: Severity] = [:]
      for entry in metadata["override"]?.object?.entries ?? [] {
        overrides[entry.key.string ?? ""] = Self.severity(entry.value["severity"]?.string)
      }
      rules.append(info)
      queries.append(Query(platform: platform, compiled: query, overrides: overrides))
    }
    for (word, count) in unasked.sorted(by: { $0.key < $1.key }) {
      diagnostics.report(
        Diagnostic(
          .warning, "rules.platform",
          "\(count) KICS \(count == 1 ? "query is" : "queries are") about '\(word)' and will not be asked",
          help: "known are \(KICSPlatform.allCases.map(\.rawValue).joined(separator: ", "))"))
    }
    self.rules = rules
    self.queries = queries
    platforms = Set(queries.map(\.platform))
  }

  private static func metadata(_ folder: Folder, _ diagnostics: inout Diagnostics) -> Value? {
    guard let file = folder.metadata else {
      diagnostics.report(
        Diagnostic(
          .error, "rules.metadata", "this KICS query has no 'metadata.json' beside it",
          file: folder.query.path, help: "it tells the query's id, severity and platform"))
      return nil
    }
    guard let value = Value(json: file.bytes), value.object != nil else {
      diagnostics.report(
        Diagnostic(
          .error, "rules.metadata", "the metadata of this KICS query is no JSON object",
          file: file.path))
      return nil
    }
    return value
  }

  private static func info(_ metadata: Value, _ folder: Folder) -> RuleInfo {
    let name = String(folder.path[folder.path.lastComponentStart...])
    let id = metadata["id"]?.string ?? name
    var tags: [String] = []
    if let category = metadata["category"]?.string { tags.append(category) }
    let cwe = metadata["cwe"].map { $0.string ?? $0.numberText }.flatMap { $0.isEmpty ? nil : $0 }
    return RuleInfo(
      id: "kics/\(id)", title: metadata["queryName"]?.string ?? name,
      why: metadata["descriptionText"]?.string,
      severity: severity(metadata["severity"]?.string) ?? .medium,
      statedSeverity: metadata["severity"]?.string, engine: "infra", tags: tags,
      taxonomies: cwe.map { [Taxonomy("CWE", $0)] } ?? [],
      aliases: name == id || name.isEmpty ? [] : [name],
      documentation: metadata["descriptionUrl"]?.string)
  }

  private static func severity(_ word: String?) -> Severity? {
    guard let word = word?.lowercased() else { return nil }
    return Severity(rawValue: word) ?? (word == "trace" ? .info : nil)
  }

  // MARK: asking

  public func mayRecognize(path: String) -> Bool {
    let name = path[path.lastComponentStart...].lowercased()
    if name.hasSuffix(".tf") || name.hasSuffix(".tfvars") { return platforms.contains(.terraform) }
    if InfraReader.isDockerfile(name) { return platforms.contains(.dockerfile) }
    guard [".yaml", ".yml", ".json"].contains(where: { name.hasSuffix($0) }) else { return false }
    return !platforms.subtracting([.terraform, .dockerfile]).isEmpty
  }

  public func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    let name = path[path.lastComponentStart...].lowercased()
    if name.hasSuffix(".tf") || name.hasSuffix(".tfvars") { return platforms.contains(.terraform) }
    if InfraReader.isDockerfile(name) { return platforms.contains(.dockerfile) }
    return platforms.contains { platform in
      platform.words.contains { find(Array($0.utf8), in: bytes) != nil }
    }
  }

  public func makeChecker() -> any InfraChecker { KICSChecker(self) }
}

/// KICS' queries at work: they compare files, so all are looked at together.
final class KICSChecker: InfraChecker {
  private let library: KICSChecks

  init(_ library: KICSChecks) { self.library = library }

  func gathers(path: String) -> Bool { true }

  func inspect(_ files: [InfraFile]) -> InfraInspection? {
    let read = KICSFile.read(files.map { (name: $0.path, bytes: $0.bytes) })
    let numbers = Dictionary(
      files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    let kinds = Dictionary(
      read.map { ($0.name, $0.documents.map { KICSPlatform.kinds(of: $0) }) },
      uniquingKeysWith: { first, _ in first })
    var inspection = InfraInspection()
    var lines: [Int: LineIndex] = [:]
    var isAsked = false
    for platform in KICSPlatform.allCases {
      let own = library.queries.indices.filter { library.queries[$0].platform == platform }
      if own.isEmpty { continue }
      let input = KICSInput(read) { file, document in
        kinds[file.name]?[document].contains(platform) ?? false
      }
      if input.isEmpty { continue }
      isAsked = true
      for group in grouped(own) {
        let shared = library.queries[group[0]].compiled
        let machine = Machine(shared.policy, data: shared.data, limits: LibraryLimits.machine)
        let paths = group.map { library.queries[$0].compiled.path }
        machine.evaluateAll(paths, input: input.value, apart: true) { position, result in
          let rule = group[position]
          switch result {
          case .failure(let error):
            let first = input.files.first.flatMap { numbers[$0.name] } ?? 0
            inspection.troubles.append(
              InfraTrouble(rule: rule, file: first, message: error.message))
          case .success(let value):
            for answer in input.answers(value) {
              guard let file = numbers[read[answer.file].name] else { continue }
              let index = lines[file] ?? LineIndex(files[file].bytes)
              lines[file] = index
              inspection.matches.append(match(answer, rule, file, files[file], index))
            }
          }
        }
      }
    }
    return isAsked ? inspection : nil
  }

  /// Queries by the policy they share.
  private func grouped(_ indices: [Int]) -> [[Int]] {
    let groups = Dictionary(grouping: indices) {
      ObjectIdentifier(library.queries[$0].compiled.policy)
    }
    return groups.values.sorted { $0[0] < $1[0] }
  }

  private func match(
    _ answer: KICSQuery.Answer, _ rule: Int, _ file: Int, _ source: InfraFile, _ lines: LineIndex
  ) -> InfraMatch {
    let result = answer.result
    let line = min(max(1, answer.line), lines.count)
    let range = source.bytes.withUnsafeBufferPointer { bytes in
      var range = lines.content(ofLine: line, in: bytes)
      while range.lower < range.upper, bytes[range.lower] == 0x20 || bytes[range.lower] == 0x09 {
        range = ByteRange(range.lower + 1, range.upper)
      }
      return range
    }
    let resource = [result["resourceType"]?.string, result["resourceName"]?.string]
      .compactMap { $0 }.filter { !$0.isEmpty && $0 != "n/a" }.joined(separator: ".")
    var match = InfraMatch(
      rule: rule, message: result["keyActualValue"]?.string ?? library.rules[rule].title,
      file: file, range: range, subject: resource.isEmpty ? source.path : resource,
      key: (result["searchKey"]?.string ?? "") + (result["searchValue"]?.string ?? ""))
    match.severity = result["overrideKey"]?.string.flatMap {
      library.queries[rule].overrides[$0]
    }
    return match
  }
}
