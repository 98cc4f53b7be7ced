import ShrikeFormats
public import ShrikeModel
public import ShrikeRego
public import ShrikeText

/// Checks over infrastructure files, written in Rego: each a package below `infra` whose `deny` holds what
/// is wrong, with a `# METADATA` block that says what it is about.
public struct InfraPack: InfraLibrary {
  public let checks: [InfraCheck]
  public let rules: [RuleInfo]
  public let packs: [String]
  let policy: Policy
  /// Checks by the kind of file they look at.
  let byKind: [InfraKind: [Int]]

  /// Compiles rule files; nil, after diagnostics, where one has a mistake.
  public static func read(
    _ files: [(path: String, bytes: [UInt8])], pack: String, diagnostics: inout Diagnostics
  ) -> InfraPack? {
    var modules: [Module] = []
    for file in files {
      let (module, errors) = Parser.parse(file.bytes, name: file.path)
      let text = DiagnosedText(file: file.path, bytes: file.bytes)
      for error in errors { diagnostics.report(error.diagnostic(in: text)) }
      if let module { modules.append(module) }
    }
    guard diagnostics.errorCount == 0 else { return nil }
    let (policy, errors) = Policy.compile(modules)
    for error in errors {
      guard let file = files.first(where: { $0.path == error.module }) else { continue }
      diagnostics.report(error.diagnostic(in: DiagnosedText(file: file.path, bytes: file.bytes)))
    }
    guard let policy else { return nil }
    var checks: [InfraCheck] = []
    for module in modules {
      if let check = InfraCheck(module, pack: pack, &diagnostics) { checks.append(check) }
    }
    guard diagnostics.errorCount == 0 else { return nil }
    return InfraPack(checks, policy, pack: pack)
  }

  /// Compiles rule files that somebody gave in place of the built-in ones. A mistake costs its file the
  /// rules, and no other; nil where nothing is left.
  /// - Parameter shared: modules that the given ones may import, unless they bring their own.
  public static func readGiven(
    _ files: [(path: String, bytes: [UInt8])], shared: [(path: String, bytes: [UInt8])],
    pack: String, diagnostics: inout Diagnostics
  ) -> InfraPack? {
    let texts = RuleTexts(files + shared)
    var modules: [Module] = []
    for file in files {
      let (module, errors) = Parser.parse(file.bytes, name: file.path)
      for error in errors { diagnostics.report(error.diagnostic(in: texts.text(file.path))) }
      if let module { modules.append(module) }
    }
    let brought = Set(modules.map(\.package))
    for file in shared {
      if let module = Parser.parse(file.bytes, name: file.path).module,
        !brought.contains(module.package)
      {
        modules.append(module)
      }
    }
    guard let (policy, kept) = texts.compile(modules, &diagnostics) else { return nil }
    var checks: [InfraCheck] = []
    for module in kept {
      if let check = InfraCheck(module, pack: pack, &diagnostics) { checks.append(check) }
    }
    return checks.isEmpty ? nil : InfraPack(checks, policy, pack: pack)
  }

  private init(_ unsorted: [InfraCheck], _ policy: Policy, pack: String) {
    checks = unsorted.sorted { $0.info.id < $1.info.id }
    var byKind: [InfraKind: [Int]] = [:]
    for (index, check) in checks.enumerated() {
      for kind in check.kinds { byKind[kind, default: []].append(index) }
    }
    rules = checks.map(\.info)
    packs = [pack]
    self.policy = policy
    self.byKind = byKind
  }

  public func mayRecognize(path: String) -> Bool { InfraReader.mayRecognize(path: path) }

  public func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    InfraReader.recognizes(bytes, path: path)
  }

  public func makeChecker() -> any InfraChecker { InfraWorker(self) }

  /// `settings` is what a team decides for checks that ask: `data.settings`, an object by family.
  public func makeChecker(settings: Value) -> any InfraChecker {
    InfraWorker(self, settings: settings)
  }
}

/// What a file is to the checks.
public enum InfraKind: String, Sendable, CaseIterable {
  case dockerfile, kubernetes, compose, terraform, cloudformation, openapi
}

/// One check: what is known of it, and where its findings are.
public struct InfraCheck: Sendable {
  public let info: RuleInfo
  let kinds: [InfraKind]
  /// The path of its `deny` below `data`.
  let path: [String]
  /// What the text it points at becomes, where that mends it: `true` to `false`.
  let fix: (from: [UInt8], to: String)?

  /// Nil for a module that is no check: a library, or a test.
  init?(_ module: Module, pack: String, _ diagnostics: inout Diagnostics) {
    guard module.package.first == "infra", module.package.count >= 3, module.package[1] != "lib",
      !module.name.hasSuffix("_test.rego")
    else { return nil }
    let text = DiagnosedText(file: module.name, bytes: module.text)
    func complain(_ message: String, _ help: String) {
      diagnostics.report(
        text.diagnostic(.error, "infra.metadata", message, at: module.packageSpan.range, help: help)
      )
    }
    guard let annotation = module.annotations.first(where: { $0.rule == nil }) else {
      complain(
        "this check has no '# METADATA' block before its package", "give it a title and a severity")
      return nil
    }
    var ignored = Diagnostics()
    guard
      let root = YAMLReader().readSingle(
        Array(annotation.yaml.utf8), FileContext(module.name), diagnostics: &ignored)?.root
    else {
      complain("the '# METADATA' block is no YAML", "it is read without the comment signs")
      return nil
    }
    let custom = root["custom"]
    guard let title = root["title"]?.string, let word = custom?["severity"]?.string,
      let severity = Severity(rawValue: word)
    else {
      complain(
        "the '# METADATA' block lacks 'title' or 'custom.severity'",
        "severities are critical, high, medium, low and info")
      return nil
    }
    let words =
      custom?["input"]?.strings ?? custom?["input"]?.string.map { [$0] } ?? [module.package[1]]
    let known = words.compactMap { InfraKind(rawValue: $0) }
    guard known.count == words.count else {
      complain(
        "'custom.input' names what no file is",
        "known are \(InfraKind.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    kinds = known
    path = module.package + ["deny"]
    if let entry = custom?["fix"] {
      guard let from = entry["from"]?.text, let to = entry["to"]?.text else {
        complain("'custom.fix' lacks 'from' or 'to'", "write {from: \"true\", to: \"false\"}")
        return nil
      }
      fix = (Array(from.utf8), to)
    } else {
      fix = nil
    }
    let id = module.package.dropFirst().joined(separator: "-").replacing("_", with: "-")
    info = RuleInfo(
      id: "\(pack)/\(id)", title: title, why: root["description"]?.string,
      remedy: custom?["remedy"]?.string, severity: severity, engine: "infra",
      tags: custom?["tags"]?.strings ?? [],
      taxonomies: (custom?["cwe"]?.strings ?? []).map { Taxonomy("CWE", $0) }
        + (custom?["controls"]?.strings ?? []).map { Taxonomy("control", $0) },
      aliases: custom?["aliases"]?.strings ?? [])
  }
}
