public import ShrikeModel
import ShrikeSources
import ShrikeText

/// The configurations of a tree: each holds for its folder and all below, the outer ones first.
///
/// Paths, severities and baselines add up on the way down; of `fail-on`, `engines`, `rules` and `tools` the innermost
/// says what holds. The last three are those of the scanned folder: a file further down cannot change them.
public struct ConfigurationTree: Sendable {
  public struct Layer: Sendable {
    /// The folder it holds for, from the root: empty, or with a slash at the end.
    public var scope: String
    /// Where its relative paths begin, as the file system knows it.
    public var folder: String
    public var configuration: Configuration
  }

  /// Those of the scanned folder and above.
  public private(set) var layers: [Layer] = []
  /// Those of folders below the scanned one.
  private var inner: [Layer] = []

  public init() {}

  public var all: [Layer] { layers + inner }

  mutating func add(_ layer: Layer) { layers.append(layer) }

  /// Adds one of a folder below the scanned one, unless it is known.
  mutating func addInner(_ layer: Layer) {
    if !inner.contains(where: { $0.scope == layer.scope }) { inner.append(layer) }
  }

  // MARK: of the scanned folder

  /// The files that were read, the outer ones first.
  public var files: [String] { layers.compactMap(\.configuration.file) }

  /// Engines that must run, with the file that says so.
  public var engines: (names: [String], file: String?)? {
    let layer = layers.last { $0.configuration.engines != nil }
    return layer.map { ($0.configuration.engines ?? [], $0.configuration.file) }
  }

  /// Paths of the rules in place of the built-in pack.
  public var rules: [String] {
    guard let layer = layers.last(where: { !$0.configuration.rules.isEmpty }) else { return [] }
    return layer.configuration.rules.map { layer.path($0) }
  }

  public var baselines: [String] {
    all.flatMap { layer in layer.configuration.baselines.map { layer.path($0) } }
  }

  /// Other programs to run.
  public var tools: [Tool] { toolsLayer?.configuration.tools ?? [] }

  /// Where they are named.
  public var toolsFile: String? { toolsLayer?.configuration.file }

  private var toolsLayer: Layer? { layers.last { $0.configuration.tools != nil } }

  /// How the gate is set: of each key the innermost says what holds, of an environment, too.
  public var gate: GateSettings {
    var settings = GateSettings()
    for options in layers.map(\.configuration.gate) {
      settings.newOnly = options.newOnly ?? settings.newOnly
      settings.secrets = options.secrets ?? settings.secrets
      settings.knownExploited = options.knownExploited ?? settings.knownExploited
      settings.coverage = options.coverage ?? settings.coverage
      settings.undecidable = options.undecidable ?? settings.undecidable
      for (environment, least) in options.severityByEnvironment {
        settings.severityByEnvironment[environment] = .some(least.severity)
      }
    }
    return settings
  }

  /// A waiver that covers more findings is told as too broad; nil: nobody said.
  public var waiverLimit: Int? {
    layers.last { $0.configuration.gate.waiverLimit != nil }?.configuration.gate.waiverLimit
  }

  /// What is said of assets, the outer folders first.
  public var assets: [AssetRow] {
    all.flatMap { layer in
      layer.configuration.assets.map {
        AssetRow(folder: layer.scope, path: $0.pattern, asset: $0.asset)
      }
    }
  }

  // MARK: of a path

  /// What is known of the asset at a path: of each fact the innermost and last statement counts.
  func asset(at path: String) -> Asset {
    var asset = Asset()
    for layer in holding(for: path) {
      for row in layer.configuration.assets where row.covers(path.dropFirst(layer.scope.count)) {
        asset.add(row.asset)
      }
    }
    return asset
  }

  private func holding(for path: String) -> [Layer] {
    all.filter { $0.scope.isEmpty || path.hasPrefix($0.scope) }
  }

  /// What a finding at the path must be to fail the gate.
  func failOn(_ path: String) -> Configuration.FailOn {
    holding(for: path).last { $0.configuration.failOn != nil }?.configuration.failOn
      ?? Configuration.defaultFailOn
  }

  /// The severity that a rule's findings at the path count as; nil: their own.
  func severity(of rule: String, at path: String) -> Severity? {
    let bare = rule.split(separator: "/").last.map(String.init) ?? rule
    var held: Severity?
    for layer in holding(for: path) {
      for row in layer.configuration.severities
      where (row.rules.isEmpty || row.rules.contains(rule) || row.rules.contains(bare))
        && row.covers(path.dropFirst(layer.scope.count))
      {
        held = row.severity
      }
    }
    return held
  }

  /// Why the path is left out; nil: nobody said.
  func reason(for path: String) -> String? {
    // A folder is named by what would lie in it.
    let path = path.hasSuffix("/") ? path + "x" : path
    var held: String?
    for layer in holding(for: path) {
      for row in layer.configuration.exclude where row.covers(path.dropFirst(layer.scope.count)) {
        held = row.reason
      }
    }
    return held
  }

  /// What is left out, of the whole tree.
  var filters: PathFilters { Self.filters(all) }

  /// Without the folders below the scanned one, whose files a walk comes to by itself.
  var outerFilters: PathFilters { Self.filters(layers) }

  private static func filters(_ layers: [Layer]) -> PathFilters {
    var filters = PathFilters()
    for layer in layers { filters.add(layer.configuration.filter, scope: layer.scope) }
    return filters
  }
}

extension ConfigurationTree.Layer {
  fileprivate func path(_ relative: String) -> String {
    relative.hasPrefix("/") ? relative : "\(folder)/\(relative)"
  }
}

extension Configuration {
  var filter: PathFilter { PathFilter(include: include, exclude: exclude.map(\.pattern)) }
}
