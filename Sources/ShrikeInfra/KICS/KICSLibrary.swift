import ShrikeFormats
import ShrikeRego
import ShrikeText

/// KICS' shared modules and data, and the queries that are compiled with them.
public struct KICSLibrary: Sendable {
  private let common: Module
  private let data: Value
  private let platforms: [String: Module]

  /// The files of KICS' `assets/libraries`: `common.rego`, `common.json`, and `<platform>.rego`.
  public init?(_ files: [String: [UInt8]], diagnostics: (String, SyntaxError) -> Void) {
    var modules: [String: Module] = [:]
    for (name, text) in files where name.hasSuffix(".rego") {
      let (module, errors) = Parser.parse(text, name: name, version: .v0)
      for error in errors { diagnostics(name, error) }
      modules[String(name.dropLast(5))] = module
    }
    guard let common = modules["common"] else { return nil }
    self.common = common
    data = files["common.json"].flatMap { Value(json: $0) } ?? .emptyObject
    platforms = modules
  }

  /// A query with its libraries, ready to be asked. Its own data wins over the libraries'.
  public func compile(_ text: [UInt8], name: String, platform: String, data own: Value? = nil)
    -> (query: KICSQuery?, errors: [PolicyError])
  {
    let (module, errors) = Parser.parse(text, name: name, version: .v0)
    guard let module else {
      return (
        nil,
        errors.map {
          PolicyError("rego_parse_error", $0.message, module: name, span: $0.span, help: $0.help)
        }
      )
    }
    let modules = [common] + [platforms[platform.lowercased()]].compactMap { $0 } + [module]
    let (policy, mistakes) = Policy.compile(modules)
    guard let policy else { return (nil, mistakes) }
    let merged = own?.object.map { Value(data.object?.joined(with: $0) ?? $0) } ?? data
    return (KICSQuery(policy: policy, data: merged), [])
  }
}

/// One compiled query.
public struct KICSQuery: Sendable {
  let policy: Policy
  let data: Value

  /// What a query says of a set of files.
  public struct Answer: Sendable {
    public let file: Int
    public let line: Int
    public let result: Value
  }

  /// Asks the query about all files at once, as KICS does.
  public func evaluate(_ files: [KICSFile]) throws(EvaluationError) -> [Answer] {
    let machine = Machine(policy, data: data)
    var documents: [Value] = []
    var owners: [(file: Int, document: Int)] = []
    for (index, file) in files.enumerated() {
      for (number, document) in file.documents.enumerated() {
        var entries = document.value.object?.entries ?? []
        entries.append((Value("id"), Value("\(owners.count)")))
        entries.append((Value("file"), Value(file.name)))
        documents.append(Value(object: entries))
        owners.append((index, number))
      }
    }
    let input = Value(object: [(Value("document"), Value(array: documents))])
    let results = try machine.value(of: ["Cx", "CxPolicy"], input: input)
    return (results?.elements ?? []).compactMap { result in
      guard let id = result["documentId"]?.string.flatMap({ Int($0) }), owners.indices.contains(id)
      else { return nil }
      let owner = owners[id]
      return Answer(
        file: owner.file, line: files[owner.file].line(of: result, document: owner.document),
        result: result)
    }
  }
}

/// A file as KICS sees it.
public struct KICSFile: Sendable {
  public let name: String
  let documents: [KICSDocument]
  private let finder: KICSLineFinder
  private let kind: KICSDocument.Kind
  private let text: DiagnosedText?
  private let terraform: HCLFile?

  /// Files of one scan; those whose names tell no format, or in which nothing can be read, are left out.
  /// Terraform's variables and local values hold for all of them.
  public static func read(_ files: [(name: String, bytes: [UInt8])]) -> [KICSFile] {
    var modules: [(name: String, file: HCLFile)] = []
    for file in files where file.name.hasSuffix(".tf") || file.name.hasSuffix(".tfvars") {
      var diagnostics = Diagnostics()
      if let read = HCLReader().read(file.bytes, FileContext(file.name), diagnostics: &diagnostics)
      {
        modules.append((file.name, read))
      }
    }
    let variables = KICSTerraform.Variables(modules)
    return files.compactMap { file in
      if let module = modules.first(where: { $0.name == file.name }) {
        return KICSFile(module.file, name: file.name, bytes: file.bytes, variables)
      }
      return KICSFile(name: file.name, bytes: file.bytes)
    }
  }

  private init?(
    _ file: HCLFile, name: String, bytes: [UInt8], _ variables: KICSTerraform.Variables
  ) {
    guard file.mistakes.isEmpty, let document = KICSTerraform(file, variables).document() else {
      return nil
    }
    self.name = name
    kind = .terraform
    documents = [document]
    text = nil
    terraform = file
    finder = KICSLineFinder(lines: Self.lines(bytes), isYAML: false)
  }

  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      $0.last == 0x0D ? Array($0.dropLast()) : Array($0)
    }
  }

  /// Nil where the file's name tells no format, or nothing in it can be read.
  public init?(name: String, bytes: [UInt8]) {
    self.name = name
    let extension_ = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    var diagnostics = Diagnostics()
    let lines = Self.lines(bytes)
    terraform = nil
    switch extension_ {
    case "yaml", "yml":
      let read = YAMLReader().read(bytes, FileContext(name), diagnostics: &diagnostics)
      guard !read.isEmpty else { return nil }
      kind = .yaml
      documents = KICSDocument.yaml(read)
      text = read.first?.text
    case "json":
      guard let read = JSONReader.strict.read(bytes, FileContext(name), diagnostics: &diagnostics)
      else { return nil }
      kind = .json
      documents = KICSDocument.json(read)
      text = read.text
    case "dockerfile", "ubi8", "debian":
      guard let file = DockerfileReader().read(bytes, FileContext(name), diagnostics: &diagnostics)
      else { return nil }
      kind = .dockerfile
      documents = [KICSDocument.dockerfile(file)]
      text = nil
    default: return nil
    }
    finder = KICSLineFinder(
      lines: kind == .dockerfile ? KICSLineFinder.joined(lines) : lines, isYAML: kind == .yaml)
  }

  /// The line a result means; 1 where its keys are not found.
  func line(of result: Value, document: Int) -> Int {
    var line = result["searchKey"]?.string.flatMap { key in
      terraform.map { finder.terraformLine(of: key, in: $0) } ?? finder.line(of: key)
    }
    if kind != .terraform, let path = result["searchLine"]?.elements,
      let found = documents[document].line(
        of: path.map { $0.string ?? $0.numberText }, { number($0) })
    {
      line = found
    }
    return line ?? 1
  }

  private func number(_ node: Node) -> Int {
    text.map { $0.lines.line(of: node.range.lower) } ?? 1
  }
}
