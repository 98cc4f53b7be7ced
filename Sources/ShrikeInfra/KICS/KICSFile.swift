import ShrikeFormats
import ShrikeRego
import ShrikeText

/// A file as KICS sees it.
public struct KICSFile: Sendable {
  public let name: String
  let documents: [KICSDocument]
  private let finder: KICSLineFinder
  private let kind: KICSDocument.Kind
  private let text: DiagnosedText?
  private let terraform: HCLFile?

  /// Files of one scan; those whose names tell no format, or in which nothing can be read, are left out.
  /// Terraform's variables and local values hold for their folder.
  public static func read(_ files: [(name: String, bytes: [UInt8])]) -> [KICSFile] {
    var modules: [String: HCLFile] = [:]
    var folders: [Substring: [(name: String, file: HCLFile)]] = [:]
    for file in files where file.name.hasSuffix(".tf") || file.name.hasSuffix(".tfvars") {
      var diagnostics = Diagnostics()
      if let read = HCLReader().read(file.bytes, FileContext(file.name), diagnostics: &diagnostics)
      {
        modules[file.name] = read
        let name = file.name[file.name.lastComponentStart...]
        folders[file.name[..<file.name.lastComponentStart], default: []].append(
          (String(name), read))
      }
    }
    let variables = folders.mapValues { KICSTerraform.Variables($0) }
    return files.compactMap { file in
      if let module = modules[file.name],
        let known = variables[file.name[..<file.name.lastComponentStart]]
      {
        return KICSFile(module, name: file.name, bytes: file.bytes, known)
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
    let last = name[name.lastComponentStart...].lowercased()
    let ending =
      InfraReader.isDockerfile(last)
      ? "dockerfile" : last.split(separator: ".").last.map { String($0) } ?? ""
    var diagnostics = Diagnostics()
    let lines = Self.lines(bytes)
    terraform = nil
    switch ending {
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

extension String {
  /// Where the last part of a path begins.
  var lastComponentStart: Index { lastIndex(of: "/").map { index(after: $0) } ?? startIndex }
}
