import ShrikeFormats
public import ShrikeText

/// The Terraform and OpenTofu files of a tree, read: its modules, and which of them are roots.
///
/// Reading knows no file system; paths are taken by their text. A file that cannot be read takes
/// nothing from any other.
public struct TerraformTree: Sendable {
  /// Files beyond so many are left out, with a diagnostic.
  public static let fileLimit = 100_000

  /// The files in the order they were given; places count them from 0.
  public let files: [DiagnosedText]
  /// Folders that are planned on their own: no module of the tree calls them. Sorted.
  public let roots: [String]
  let modules: [String: TerraformModule]
  /// Plans among the files.
  let plans: [Int]
  private let paths: [String: Int]
  /// By root folder, then by the module's path (`net.subnets`): the folder it was put into.
  let vendored: [String: [String: String]]
  /// What `file()` and its like see beside `files`, by a path in the tree.
  let other: @Sendable (String) -> TerraformFiles.Content

  /// Whether a path is one to hand over: told by its name alone. A plan of another name is read, too,
  /// when it is handed over.
  public static func recognizes(path: String) -> Bool { TerraformFileKind(path: path) != nil }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// - Parameters:
  ///   - files: by their paths from the top of the tree, with `/`. Those that `recognizes` does not
  ///     know are only seen by functions such as `file`.
  ///   - other: gives files that were not handed over, to those functions alone.
  public init(
    _ files: [(path: String, bytes: [UInt8])],
    other: @escaping @Sendable (String) -> TerraformFiles.Content = { _ in .unknown },
    diagnostics: inout Diagnostics
  ) {
    var reader = TerraformTreeReader()
    for (index, file) in files.enumerated() {
      guard index < Self.fileLimit else {
        diagnostics.report(
          Diagnostic(
            .error, "terraform.limit", "more than \(Self.fileLimit) files; the rest is not read",
            file: file.path))
        break
      }
      reader.read(file.path, file.bytes, &diagnostics)
    }
    reader.finish(&diagnostics)
    self.files = reader.texts
    paths = Dictionary(
      reader.texts.enumerated().map { ($1.file, $0) }, uniquingKeysWith: { first, _ in first })
    modules = reader.modules
    plans = reader.plans
    vendored = reader.vendored
    self.other = other
    roots = Self.roots(of: modules, vendored)
  }

  // MARK: roots

  private static func roots(
    of modules: [String: TerraformModule], _ vendored: [String: [String: String]]
  ) -> [String] {
    // What was fetched is no project of its own, and of a folder of values alone nothing is planned.
    let candidates = modules.values.filter { !isFetched($0.folder) && $0.isConfiguration }
      .map(\.folder).sorted()
    var called: Set<String> = []
    var callees: [String: [String]] = [:]
    for folder in candidates {
      for call in modules[folder]?.calls ?? [] {
        guard let source = call.body["source"]?.value.word,
          case .local(let path) = TerraformSource(source),
          let target = TerraformSource.folder(path, from: folder), target != folder,
          modules[target] != nil
        else { continue }
        called.insert(target)
        callees[folder, default: []].append(target)
      }
    }
    var seen: Set<String> = []
    func reach(_ folder: String) {
      var left = [folder]
      while let next = left.popLast() {
        guard seen.insert(next).inserted else { continue }
        left.append(contentsOf: callees[next] ?? [])
      }
    }
    var roots = candidates.filter { !called.contains($0) }
    for root in roots { reach(root) }
    // Of modules that only call each other the first is a root: every file is looked at.
    for folder in candidates where !seen.contains(folder) {
      roots.append(folder)
      reach(folder)
    }
    return roots.sorted()
  }

  private static func isFetched(_ folder: String) -> Bool {
    folder.split(separator: "/").contains(".terraform")
  }

  // MARK: files

  /// What the functions of a root module's expressions see; paths are taken from its folder.
  func visibleFiles(from folder: String) -> TerraformFiles {
    TerraformFiles(read: { path in
      // What is told by an absolute path is another machine's.
      guard !path.hasPrefix("/"), let place = TerraformSource.folder(path, from: folder) else {
        return .unknown
      }
      return paths[place].map { .bytes(files[$0].bytes) } ?? other(place)
    })
  }
}

/// Reads files one after another, then joins those of each folder.
private struct TerraformTreeReader {
  private struct Part {
    var path: String
    var isOverride: Bool
    var body: TerraformBody
  }
  private struct Folder {
    var parts: [Part] = []
    var values: [(path: String, body: TerraformBody)] = []
  }

  private(set) var texts: [DiagnosedText] = []
  private(set) var modules: [String: TerraformModule] = [:]
  private(set) var vendored: [String: [String: String]] = [:]
  private(set) var plans: [Int] = []
  private var folders: [String: Folder] = [:]

  mutating func read(_ path: String, _ bytes: [UInt8], _ diagnostics: inout Diagnostics) {
    let number = texts.count
    let context = FileContext(path, quotes: false)
    let folder = TerraformTree.folder(of: path)
    switch TerraformFileKind(path: path) {
    case .configuration(let isJSON, let isOverride):
      let file =
        isJSON
        ? HCLReader().readJSON(
          bytes, context, blocks: TerraformFileKind.blocks, diagnostics: &diagnostics)
        : HCLReader().read(bytes, context, diagnostics: &diagnostics)
      texts.append(file?.text ?? DiagnosedText(file: path, bytes: bytes))
      guard let file else { return }
      let body = TerraformBody(
        blocks: file.body.blocks.map {
          isJSON ? TerraformBlock(json: $0, file: number) : TerraformBlock($0, file: number)
        })
      folders[folder, default: Folder()].parts.append(
        Part(path: path, isOverride: isOverride, body: body))
    case .values(let isJSON):
      let file =
        isJSON
        ? HCLReader().readJSON(bytes, context, blocks: [:], diagnostics: &diagnostics)
        : HCLReader().read(bytes, context, diagnostics: &diagnostics)
      texts.append(file?.text ?? DiagnosedText(file: path, bytes: bytes))
      guard let file else { return }
      folders[folder, default: Folder()].values.append(
        (path, TerraformBody(file.body, file: number)))
    case .manifest:
      let text = DiagnosedText(file: path, bytes: bytes)
      texts.append(text)
      let document = JSONReader.strict.read(bytes, context, diagnostics: &diagnostics)
      if let document { addManifest(document.root, path) }
    case .plan, nil:
      if path.hasSuffix(".json"), TerraformPlan.recognizes(bytes) { plans.append(number) }
      texts.append(DiagnosedText(file: path, bytes: bytes))
    }
  }

  private mutating func addManifest(_ root: Node, _ path: String) {
    let folder =
      path == TerraformFileKind.manifestPath
      ? "" : String(path.dropLast(TerraformFileKind.manifestPath.utf8.count + 1))
    for entry in root["Modules"].map({ Array($0.elements) }) ?? [] {
      guard let key = entry["Key"]?.string, !key.isEmpty, let place = entry["Dir"]?.string,
        let target = TerraformSource.folder(place, from: folder)
      else { continue }
      vendored[folder, default: [:]][key] = target
    }
  }

  mutating func finish(_ diagnostics: inout Diagnostics) {
    for (folder, content) in folders.sorted(by: { $0.key < $1.key }) {
      let paths = Set(content.parts.map(\.path))
      let replaced = Set(
        paths.compactMap { TerraformFileKind.replaced(by: $0) }.filter { paths.contains($0) })
      var parts = TerraformModuleParts()
      let files = content.parts.filter { !replaced.contains($0.path) }
        .sorted { $0.path < $1.path }
      for file in files where !file.isOverride { parts.add(file.body) }
      for file in files where file.isOverride { parts.override(file.body) }
      for file in content.values.sorted(by: { Self.precedes($0.path, $1.path) }) {
        parts.values.append(contentsOf: file.body.attributes)
      }
      for problem in parts.problems { diagnostics.report(problem.diagnostic(in: texts)) }
      modules[folder] = TerraformModule(parts, folder: folder)
    }
  }

  /// `terraform.tfvars`, `terraform.tfvars.json`, then the others by name; what is read later counts.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    func rank(_ path: String) -> Int {
      path.hasSuffix(".auto.tfvars") || path.hasSuffix(".auto.tfvars.json")
        ? 2 : path.hasSuffix(".json") ? 1 : 0
    }
    return rank(a) == rank(b) ? a < b : rank(a) < rank(b)
  }
}

extension TerraformProblem {
  func diagnostic(in files: [DiagnosedText]) -> Diagnostic {
    let code = "terraform.configuration"
    guard files.indices.contains(Int(place.file)) else {
      return Diagnostic(.warning, code, message)
    }
    var diagnostic = files[Int(place.file)].diagnostic(.warning, code, message, at: place.range)
    // Scanned files are never quoted.
    diagnostic.frame?.text = ""
    return diagnostic
  }
}

extension TerraformModule {
  /// It declares something, and is no mere folder of values.
  fileprivate var isConfiguration: Bool {
    !resources.isEmpty || !calls.isEmpty || !providers.isEmpty || !settings.isEmpty
      || !variables.isEmpty || !outputs.isEmpty || !locals.isEmpty
  }
}
