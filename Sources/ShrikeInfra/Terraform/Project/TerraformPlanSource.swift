import ShrikeFormats
import ShrikeRego
import ShrikeText

/// What tells which configuration a plan was made of.
struct TerraformPlanFacts {
  /// Resources and data sources of the root module.
  let resources: Set<String>
  let calls: Set<String>

  init(_ plan: Node) {
    let root = plan["configuration"]?["root_module"]
    resources = Set(root?["resources"]?.elements.compactMap { $0["address"]?.string } ?? [])
    calls = Set(root?["module_calls"]?.entries.map(\.name) ?? [])
  }

  /// How many of them a module declares.
  func agreement(with module: TerraformModule) -> Int {
    module.resourceIndex.keys.count { resources.contains($0.address) }
      + module.callIndex.keys.count { calls.contains($0) }
  }
}

/// The configuration of a plan: where what was planned is written.
struct TerraformPlanSource {
  private let expansion: TerraformExpansion
  private let modules: [String: TerraformModuleInstance]
  private let firstFile: Int

  init(_ expansion: TerraformExpansion, firstFile: Int) {
    self.expansion = expansion
    self.firstFile = firstFile
    modules = Dictionary(
      expansion.modules.map { ($0.plainAddress, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var folder: String { expansion.rootFolder.isEmpty ? "." : expansion.rootFolder }

  func number(_ place: TerraformPlace, _ places: inout PlaceTable) -> UInt32 {
    places.add(file: firstFile + Int(place.file), place.range)
  }

  func block(_ key: TerraformModule.ResourceKey, in module: String) -> TerraformBlock? {
    guard let module = modules[module]?.module else { return nil }
    return module.resourceIndex[key].map { module.resources[$0] }
  }

  func call(_ name: String, in module: String) -> TerraformBlock? {
    guard let module = modules[module]?.module else { return nil }
    return module.callIndex[name].map { module.calls[$0] }
  }

  func provider(_ name: String, _ alias: String?) -> TerraformBlock? {
    expansion.root?.module.providers.first {
      $0.name == name && $0.body["alias"]?.value.word == alias
    }
  }

  func references(
    _ key: TerraformModule.ResourceKey, in module: String
  ) -> [(name: String, addresses: [String])]? {
    guard let instance = modules[module], let block = block(key, in: module) else { return nil }
    return TerraformReferenceTrail.references(of: block, in: instance)
  }

  func settings(_ places: inout PlaceTable) -> Value {
    TerraformSubject.settings(expansion, firstFile: firstFile, places: &places)
  }
}

extension TerraformTree {
  /// The root that a plan was made of: that of its own folder, else the one that declares most of
  /// what it plans.
  func planSource(
    _ facts: TerraformPlanFacts, beside folder: String, firstFile: Int
  ) -> TerraformPlanSource? {
    func agreement(_ folder: String) -> Int { modules[folder].map(facts.agreement) ?? 0 }
    let best = roots.map { (folder: $0, agreement: agreement($0)) }
      .max { $0.agreement < $1.agreement }
    let own = agreement(folder)
    guard let chosen = own > 0 ? folder : best.flatMap({ $0.agreement > 0 ? $0.folder : nil })
    else { return nil }
    return TerraformPlanSource(TerraformExpansion(self, root: chosen), firstFile: firstFile)
  }
}
