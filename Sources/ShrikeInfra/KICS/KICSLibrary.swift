import ShrikeFormats
public import ShrikeRego
public import ShrikeText

/// KICS' shared modules and data: `assets/libraries`, which its queries import from.
public struct KICSLibrary: Sendable {
  /// By the package's name below `generic`.
  private let modules: [String: Module]
  private let data: Value
  private let files: [(path: String, bytes: [UInt8])]

  /// - Parameter files: modules of packages `generic.…`, and `common.json`; others are passed over.
  public init(_ files: [(path: String, bytes: [UInt8])], diagnostics: inout Diagnostics) {
    var modules: [String: Module] = [:]
    var data = Value.emptyObject
    for file in files {
      if file.path.hasSuffix(".rego") {
        let (module, errors) = Parser.parse(file.bytes, name: file.path, version: .v0)
        let text = DiagnosedText(file: file.path, bytes: file.bytes)
        for error in errors { diagnostics.report(error.diagnostic(in: text)) }
        if let module, module.package.count == 2, module.package[0] == "generic" {
          modules[module.package[1]] = module
        }
      } else if file.path == "common.json" || file.path.hasSuffix("/common.json") {
        data = Value(json: file.bytes) ?? data
      }
    }
    (self.modules, self.data, self.files) = (modules, data, files)
  }

  /// A query as it is written.
  public struct Source: Sendable {
    public let path: String
    public let text: [UInt8]
    /// Its own `data.json`, which wins over the libraries'.
    public let data: Value?

    public init(path: String, text: [UInt8], data: Value? = nil) {
      self.path = path
      self.text = text
      self.data = data
    }
  }

  /// Queries compiled together with the libraries they import, in the order in which they were given;
  /// nil for those that have a mistake or lack a library.
  ///
  /// All are written for the same package, so each gets one of its own. Queries with data of their own
  /// are compiled alone.
  public func compile(_ sources: [Source], diagnostics: inout Diagnostics) -> [KICSQuery?] {
    let texts = RuleTexts(sources.map { ($0.path, $0.text) } + files)
    var queries = [KICSQuery?](repeating: nil, count: sources.count)
    var together: [(index: Int, module: Module)] = []
    var missing: Set<String> = []
    for (index, source) in sources.enumerated() {
      let (module, errors) = Parser.parse(source.text, name: source.path, version: .v0)
      for error in errors { diagnostics.report(error.diagnostic(in: texts.text(source.path))) }
      guard let module = module?.moved(to: ["Cx", "query\(index)"]) else { continue }
      let lacking = imports(of: module).filter { modules[$0] == nil }
      missing.formUnion(lacking)
      if !lacking.isEmpty { continue }
      if source.data?.object == nil {
        together.append((index, module))
      } else {
        compile([(index, module)], source.data, texts, into: &queries, &diagnostics)
      }
    }
    compile(together, nil, texts, into: &queries, &diagnostics)
    if !missing.isEmpty {
      let names = missing.sorted().map { "generic.\($0)" }.joined(separator: ", ")
      diagnostics.report(
        Diagnostic(
          .error, "rules.library", "KICS queries import \(names), which is not at hand",
          help: "give the folder that holds both 'queries' and 'libraries'"))
    }
    return queries
  }

  private func compile(
    _ sources: [(index: Int, module: Module)], _ own: Value?, _ texts: RuleTexts,
    into queries: inout [KICSQuery?], _ diagnostics: inout Diagnostics
  ) {
    guard !sources.isEmpty else { return }
    var wanted: [String: Module] = [:]
    var open = sources.flatMap { imports(of: $0.module) }
    while let name = open.popLast() {
      guard wanted[name] == nil, let module = modules[name] else { continue }
      wanted[name] = module
      open += imports(of: module)
    }
    let libraries = wanted.sorted { $0.key < $1.key }.map(\.value)
    guard
      let (policy, kept) = texts.compile(libraries + sources.map(\.module), &diagnostics)
    else { return }
    let data = own?.object.map { Value(self.data.object?.joined(with: $0) ?? $0) } ?? self.data
    let names = Set(kept.map(\.name))
    for (index, module) in sources where names.contains(module.name) {
      queries[index] = KICSQuery(
        policy: policy, data: data, path: module.package + ["CxPolicy"])
    }
  }

  private func imports(of module: Module) -> [String] {
    module.imports.compactMap { found in
      found.path.count >= 3 && found.path[0] == "data" && found.path[1] == "generic"
        ? found.path[2] : nil
    }
  }
}

/// One compiled query, which may share its policy with others.
public struct KICSQuery: Sendable {
  let policy: Policy
  let data: Value
  let path: [String]

  /// What a query says of a set of files.
  public struct Answer: Sendable {
    public let file: Int
    public let line: Int
    public let result: Value
  }

  /// Asks the query about all files at once, as KICS does.
  public func evaluate(_ files: [KICSFile]) throws(EvaluationError) -> [Answer] {
    let input = KICSInput(files)
    let results = try Machine(policy, data: data).value(of: path, input: input.value)
    return input.answers(results)
  }
}

/// The documents of a scan as one input.
struct KICSInput {
  let files: [KICSFile]
  let value: Value
  private let owners: [(file: Int, document: Int)]

  /// - Parameter isWanted: which of a file's documents are handed to the queries.
  init(_ files: [KICSFile], where isWanted: (KICSFile, Int) -> Bool = { _, _ in true }) {
    self.files = files
    var documents: [Value] = []
    var owners: [(file: Int, document: Int)] = []
    for (index, file) in files.enumerated() {
      for (number, document) in file.documents.enumerated() where isWanted(file, number) {
        var entries = document.value.object?.entries ?? []
        entries.append((Value("id"), Value("\(owners.count)")))
        entries.append((Value("file"), Value(file.name)))
        documents.append(Value(object: entries))
        owners.append((index, number))
      }
    }
    self.owners = owners
    value = Value(object: [(Value("document"), Value(array: documents))])
  }

  var isEmpty: Bool { owners.isEmpty }
  /// The files of which any document is asked about.
  var used: Set<Int> { Set(owners.map(\.file)) }

  func answers(_ results: Value?) -> [KICSQuery.Answer] {
    (results?.elements ?? []).compactMap { result in
      guard let id = result["documentId"]?.string.flatMap({ Int($0) }), owners.indices.contains(id)
      else { return nil }
      let owner = owners[id]
      return KICSQuery.Answer(
        file: owner.file, line: files[owner.file].line(of: result, document: owner.document),
        result: result)
    }
  }
}
