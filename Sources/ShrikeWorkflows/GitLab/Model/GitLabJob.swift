import ShrikeFormats
import ShrikeText

/// What one mapping of a file says: a job, or the defaults.
public struct GitLabSettings: Sendable {
  /// The key under which it stands; of the top of a file its root.
  public let name: Node
  public let node: Node
  /// The commands of `before_script`, `script` and `after_script`, in the order they run.
  public let scripts: [GitLabScript]
  private let only: Set<String>?

  /// `budget` is how many bytes of scripts may still be read.
  init(name: Node, node: Node, only: Set<String>? = nil, _ budget: inout Int) {
    self.name = name
    self.node = node
    self.only = only
    var scripts: [GitLabScript] = []
    for section in GitLabScript.sections where only?.contains(section) ?? true {
      if let value = node[section] {
        scripts += GitLabScript.all(in: value, section: section, &budget)
      }
    }
    self.scripts = scripts
  }

  /// An entry with its key.
  public func entry(_ key: String) -> Node.Entry? {
    guard only?.contains(key) ?? true else { return nil }
    return node.entry(key)
  }

  func value(_ key: String) -> Node? { entry(key)?.value }

  /// The names under `extends:`.
  var parents: [Node] {
    guard let node = value("extends") else { return [] }
    return node.isSequence ? node.elements.map { $0 } : [node]
  }

  /// Something of it is taken from elsewhere by `!reference`.
  var hasReferences: Bool {
    node.entries.contains { entry in
      entry.value.tag == "!reference"
        || entry.value.isSequence && entry.value.elements.contains { $0.tag == "!reference" }
    }
  }

  public var image: GitLabImage? { value("image").flatMap { GitLabImage($0) } }
  public var services: [GitLabImage] {
    (value("services")?.elements.map { $0 } ?? []).compactMap { GitLabImage($0) }
  }
  public var variables: [GitLabVariable] { GitLabVariable.all(in: value("variables")) }
  public var artifacts: GitLabArtifacts? { entry("artifacts").map { GitLabArtifacts($0) } }
  public var caches: [GitLabCache] {
    guard let node = value("cache") else { return [] }
    let items = node.isSequence ? node.elements.map { $0 } : [node]
    return items.filter { $0.isMapping }.map { GitLabCache($0) }
  }
  public var identityTokens: [GitLabIdentityToken] {
    (value("id_tokens")?.entries.map { $0 } ?? []).map { GitLabIdentityToken($0) }
  }
  /// The variables that hold what `secrets:` fetches.
  public var secrets: [Node.Entry] { value("secrets")?.entries.map { $0 } ?? [] }
  public var tags: [Node] { value("tags")?.elements.filter { $0.isScalar } ?? [] }
}

/// A job with what it gets from others.
public struct GitLabJob: Sendable {
  /// What the job itself says.
  public let own: GitLabSettings
  /// The same, then what it extends, nearest first.
  let layers: [GitLabSettings]
  let defaults: [GitLabSettings]
  /// False where it extends, or refers to, what another file holds.
  public let isComplete: Bool
  /// Another file may set defaults for it.
  let mayInherit: Bool

  public var name: String { own.name.text ?? "" }
  public var isHidden: Bool { name.hasPrefix(".") }

  /// The entry in force: the job's own, that of what it extends, or the default.
  public func entry(_ key: String) -> Node.Entry? {
    for layer in layers { if let entry = layer.entry(key) { return entry } }
    for layer in defaults { if let entry = layer.entry(key) { return entry } }
    return nil
  }

  func value(_ key: String) -> Node? { entry(key)?.value }

  /// Variables of the job, those of what it extends where it says nothing else.
  public var variables: [GitLabVariable] {
    var seen: Set<String> = []
    return layers.flatMap(\.variables).filter { seen.insert($0.name).inserted }
  }
  public var stage: String? { value("stage")?.text }
  public var rules: [GitLabRule]? { value("rules").map { GitLabRule.all(in: $0) } }
  public var environment: GitLabEnvironment? {
    entry("environment").flatMap { GitLabEnvironment($0) }
  }
  public var trigger: Node.Entry? { entry("trigger") }
  public var allowFailure: Node.Entry? { entry("allow_failure") }
  /// The commands in force.
  public var scripts: [GitLabScript] {
    GitLabScript.sections.flatMap { section in
      let layer = (layers + defaults).first { $0.entry(section) != nil }
      return layer?.scripts.filter { $0.section == section } ?? []
    }
  }
}

/// One element of a script.
public struct GitLabScript: Sendable {
  public let section: String
  public let node: Node
  public let script: ShellScript

  static let sections = ["before_script", "script", "after_script"]

  /// GitLab flattens lists in lists.
  static func all(
    in node: Node, section: String, _ budget: inout Int
  ) -> [GitLabScript] {
    var found: [GitLabScript] = []
    func visit(_ node: Node, _ depth: Int) {
      guard depth <= GitLabPipeline.Limits.nesting, node.tag != "!reference", budget > 0 else {
        return
      }
      if node.isScalar, !node.isNull {
        budget -= node.text?.utf8.count ?? 0
        var ignored = Diagnostics()
        let script = ShellReader().read(node, diagnostics: &ignored)
        found.append(GitLabScript(section: section, node: node, script: script))
      }
      for element in node.elements { visit(element, depth + 1) }
    }
    visit(node, 0)
    return found
  }
}

/// `image:` or an element of `services:`.
public struct GitLabImage: Sendable {
  /// Where it is named.
  public let node: Node
  public let name: String
  let reference: ImageReference

  init?(_ node: Node) {
    guard let node = node.isMapping ? node["name"] : node, let name = node.string else {
      return nil
    }
    self.node = node
    self.name = name
    reference = ImageReference(name)
  }

  /// A variable or an input decides what it is.
  public var isOpen: Bool { name.contains("$") }
}

/// `artifacts:`
public struct GitLabArtifacts: Sendable {
  public let entry: Node.Entry
  public let paths: [Node]
  public let excluded: [Node]
  public let untracked: Node.Entry?
  /// `reports: { dotenv: … }`, whose variables later jobs get.
  public let dotenv: Node.Entry?
  /// `public: false` or `access: developer`.
  public let isRestricted: Bool

  init(_ entry: Node.Entry) {
    self.entry = entry
    let node = entry.value
    paths = node["paths"]?.elements.filter { $0.isScalar } ?? []
    excluded = node["exclude"]?.elements.filter { $0.isScalar } ?? []
    untracked = node.entry("untracked")
    dotenv = node["reports"]?.entry("dotenv")
    let access = node["access"]?.text
    isRestricted = node["public"]?.bool == false || access == "developer" || access == "none"
  }
}

/// One of the caches of a job.
public struct GitLabCache: Sendable {
  public let node: Node
  /// A text, or a mapping of files that are hashed.
  public let key: Node?
  public let policy: String?
  /// `unprotect: true`: protected and other branches share it.
  public let unprotect: Node.Entry?

  init(_ node: Node) {
    self.node = node
    key = node["key"]
    policy = node["policy"]?.text
    unprotect = node.entry("unprotect")
  }
}

/// An entry of `id_tokens:`.
public struct GitLabIdentityToken: Sendable {
  public let name: String
  public let key: Node
  public let audiences: [Node]

  init(_ entry: Node.Entry) {
    name = entry.name
    key = entry.key
    guard let node = entry.value["aud"] else {
      audiences = []
      return
    }
    audiences = node.isSequence ? node.elements.map { $0 } : [node]
  }
}

/// `environment:`
public struct GitLabEnvironment: Sendable {
  public let entry: Node.Entry
  public let name: String
  /// `start`, `prepare`, `stop`, `verify` or `access`.
  public let action: String
  public let tier: String?

  init?(_ entry: Node.Entry) {
    let node = entry.value
    guard let name = node.isMapping ? node["name"]?.text : node.text else { return nil }
    self.entry = entry
    self.name = name
    action = node.isMapping ? node["action"]?.text ?? "start" : "start"
    tier = node.isMapping ? node["deployment_tier"]?.text : nil
  }
}
