import ShrikeFormats
import ShrikeText

/// A pipeline of GitLab as far as one file tells of it; every part knows its node.
///
/// https://docs.gitlab.com/ci/yaml/
public struct GitLabPipeline: Sendable {
  public let document: Document
  /// The mapping under `spec:` of a component's first document.
  public let specification: Node?
  public let includes: [GitLabInclude]
  public let stages: [Node]
  public let variables: [GitLabVariable]
  public let workflow: GitLabWorkflow?
  /// `default:`, and the older form of the same at the top of the file.
  public let defaults: [GitLabSettings]
  /// In the order of the file, those that begin with a dot included.
  public let jobs: [GitLabJob]

  /// The variables that strangers decide, those of the file that are made of them included.
  let foreign: GitLabForeignVariables

  /// The place of a job by its name.
  private let jobIndex: [String: Int]

  /// Bounds for what a file may ask for.
  enum Limits {
    /// GitLab follows `extends` so far.
    static let extends = 11
    /// GitLab takes nested lists of commands so deep.
    static let nesting = 10
    static let depth = 100
    static let aliasedNodes = 100_000
    /// Settings a job may get from others.
    static let layers = 100
    /// Bytes of scripts that are read; aliases repeat them.
    static let scripts = 4 << 20
  }

  /// Keys at the top of a file that are no jobs.
  private static let reserved: Set<String> = [
    "default", "include", "stages", "types", "variables", "workflow", "image", "services",
    "cache", "before_script", "after_script", "spec",
  ]
  private static let defaultKeys: Set<String> = [
    "image", "services", "cache", "before_script", "after_script",
  ]

  /// Nil where the file holds no pipeline; then a message says why.
  static func read(_ bytes: [UInt8], file: String) -> (pipeline: GitLabPipeline?, problem: String?)
  {
    var yaml = YAMLReader(schema: .yaml11)
    yaml.limits.depth = Limits.depth
    yaml.limits.aliasedNodes = Limits.aliasedNodes
    var diagnostics = Diagnostics()
    let documents = yaml.read(bytes, FileContext(file, quotes: false), diagnostics: &diagnostics)
    let error = diagnostics.finish().first { $0.level == .error }
    let mappings = documents.filter { $0.root.isMapping }
    // A component says what it takes in a document of its own.
    let header = mappings.first.flatMap { $0.root.count == 1 ? $0.root["spec"] : nil }
    guard let document = header == nil ? mappings.first : mappings.dropFirst().first else {
      return (nil, error.map { "this is no YAML: \($0.message)" } ?? "the file holds no pipeline")
    }
    return (GitLabPipeline(document, specification: header), nil)
  }

  private init(_ document: Document, specification: Node?) {
    self.document = document
    self.specification = specification
    let root = document.root
    includes = GitLabInclude.all(in: root["include"])
    stages = root["stages"]?.elements.filter { $0.isScalar } ?? []
    variables = GitLabVariable.all(in: root["variables"])
    workflow = root["workflow"].map { GitLabWorkflow($0) }
    foreign = GitLabForeignVariables().adding(variables)
    var budget = Limits.scripts
    var defaults: [GitLabSettings] = []
    if let entry = root.entry("default"), entry.value.isMapping {
      defaults.append(GitLabSettings(name: entry.key, node: entry.value, &budget))
    }
    if root.entries.contains(where: { Self.defaultKeys.contains($0.name) }) {
      defaults.append(GitLabSettings(name: root, node: root, only: Self.defaultKeys, &budget))
    }
    self.defaults = defaults

    var own: [GitLabSettings] = []
    var index: [String: Int] = [:]
    for entry in root.entries where entry.value.isMapping && !Self.reserved.contains(entry.name) {
      let settings = GitLabSettings(name: entry.key, node: entry.value, &budget)
      // The last of equal names wins.
      if let before = index[entry.name] {
        own[before] = settings
      } else {
        index[entry.name] = own.count
        own.append(settings)
      }
    }
    jobIndex = index
    let includesOthers = !includes.isEmpty
    jobs = own.map { settings in
      Self.job(settings, own, index, defaults, includesOthers: includesOthers)
    }
  }

  public func job(_ name: String) -> GitLabJob? { jobIndex[name].map { jobs[$0] } }

  /// The jobs that run: those without a dot.
  public var visibleJobs: [GitLabJob] { jobs.filter { !$0.isHidden } }

  /// Everything that holds settings, each once: the defaults, and what each job itself says.
  public var settings: [GitLabSettings] { defaults + jobs.map(\.own) }

  private static func job(
    _ own: GitLabSettings, _ all: [GitLabSettings], _ index: [String: Int],
    _ defaults: [GitLabSettings], includesOthers: Bool
  ) -> GitLabJob {
    var layers: [GitLabSettings] = []
    var seen: Set<Int> = []
    var isComplete = true
    func add(_ settings: GitLabSettings, depth: Int) {
      layers.append(settings)
      // Of several parents the last wins.
      for parent in settings.parents.reversed() {
        guard depth < Limits.extends, layers.count < Limits.layers, let name = parent.text,
          let number = index[name]
        else {
          isComplete = false
          continue
        }
        if seen.insert(number).inserted { add(all[number], depth: depth + 1) }
      }
    }
    if let number = own.name.text.flatMap({ index[$0] }) { seen.insert(number) }
    add(own, depth: 0)
    let inherits = own.node["inherit"]?["default"]?.bool != false
    // Another file may set defaults.
    return GitLabJob(
      own: own, layers: layers, defaults: inherits ? defaults : [],
      isComplete: isComplete && !layers.contains(where: \.hasReferences),
      mayInherit: inherits && includesOthers)
  }
}

/// `workflow:`, which decides whether there is a pipeline at all.
public struct GitLabWorkflow: Sendable {
  public let node: Node
  public let rules: [GitLabRule]?

  init(_ node: Node) {
    self.node = node
    rules = node["rules"].map { GitLabRule.all(in: $0) }
  }
}

/// `include:` of one thing.
public struct GitLabInclude: Sendable {
  public enum Kind: Sendable {
    case local(String)
    case project(String, ref: Node?)
    case remote(String, integrity: Node?)
    case template(String)
    case component(String)
  }

  public let kind: Kind
  /// Where it is named.
  public let range: ByteRange

  static func all(in node: Node?) -> [GitLabInclude] {
    guard let node else { return [] }
    let items = node.isSequence ? node.elements.map { $0 } : [node]
    return items.compactMap { item in
      let item = item.aliasTarget ?? item
      if let text = item.string {
        // A bare text is a file here or an address.
        let isRemote = text.hasPrefix("http://") || text.hasPrefix("https://")
        return GitLabInclude(
          kind: isRemote ? .remote(text, integrity: nil) : .local(text), range: item.range)
      }
      for entry in item.entries {
        guard let text = entry.value.text else { continue }
        let range = entry.range
        switch entry.name {
        case "local": return GitLabInclude(kind: .local(text), range: range)
        case "project":
          return GitLabInclude(kind: .project(text, ref: item["ref"]), range: range)
        case "remote":
          return GitLabInclude(kind: .remote(text, integrity: item["integrity"]), range: range)
        case "template": return GitLabInclude(kind: .template(text), range: range)
        case "component": return GitLabInclude(kind: .component(text), range: range)
        default: continue
        }
      }
      return nil
    }
  }
}

/// An entry of `variables:`.
public struct GitLabVariable: Sendable {
  public let name: String
  public let key: Node
  /// Nil for one that only has a description.
  public let value: Node?
  public var range: ByteRange {
    ByteRange(key.range.lower, max(key.range.upper, value?.range.upper ?? 0))
  }

  static func all(in node: Node?) -> [GitLabVariable] {
    (node?.entries.map { $0 } ?? []).map { entry in
      GitLabVariable(
        name: entry.name, key: entry.key,
        value: entry.value.isMapping ? entry.value["value"] : entry.value)
    }
  }
}
