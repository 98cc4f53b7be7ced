import ShrikeFormats
import ShrikeText

/// One instance of a resource or data source, its block expanded.
struct TerraformResourceInstance {
  let key: TerraformInstanceKey
  /// As seen from the root.
  let address: String
  /// Attributes, and inner blocks as lists of objects.
  let values: TerraformFields

  /// What a reference to it gives: attributes that nobody wrote are only known after a run.
  var reference: TerraformValue {
    var fields = values
    fields.openAddress = address
    return TerraformValue(.object(fields))
  }
}

extension TerraformModuleInstance {
  /// Arguments that are about a block and no part of what it makes.
  static let metaArguments: Set<String> = ["count", "for_each", "provider", "depends_on"]

  func resourceInstances(_ index: Int) -> [TerraformResourceInstance] {
    let block = module.resources[index]
    guard let key = block.key else { return [] }
    switch resources[index] {
    case .done(let instances): return instances
    case .pending:
      expansion.note("the block depends on itself", at: block.head)
      return []
    case nil: break
    }
    resources[index] = .pending
    var instances: [TerraformResourceInstance] = []
    for instance in expansion.keys(of: block.body, at: block.head, in: self) {
      guard expansion.takeInstance(at: block.head) else { break }
      let address = full(key.address + instance.suffix)
      var body = TerraformBodyExpansion(self)
      var values = body.expand(resource: block, instance, address: address)
      if key.mode == "data", key.type == "aws_iam_policy_document" {
        values = TerraformPolicyDocument.completed(values, address: address)
      }
      expansion.count(TerraformValue(.object(values)))
      instances.append(
        TerraformResourceInstance(key: instance, address: address, values: values))
    }
    resources[index] = .done(instances)
    return instances
  }

  /// A reference to a resource; `base` steps name it.
  func resourceReference(
    _ key: TerraformModule.ResourceKey, _ steps: [HCLStep], from base: Int,
    at place: TerraformPlace
  ) -> TerraformScope.Reference {
    let known = module.resourceIndex[key]
    // An attribute that only a run tells; the block itself need not be looked at.
    if let attribute = attribute(steps, from: base, known),
      let name = steps[attribute].name
    {
      let block = known.map { module.resources[$0] }
      if block.map({ !$0.isTold(name) }) ?? true {
        if known == nil { expansion.note("no resource of this name is declared", at: place) }
        let index = TerraformEvaluator.text("", Array(steps[base..<attribute]))
        return .init(
          .unknown(because: [full(key.address + index + "." + name)]), steps: attribute + 1)
      }
    }
    guard let known else {
      expansion.note("no resource of this name is declared", at: place)
      return .init(.unknown(because: [full(key.address)]), steps: steps.count)
    }
    if case .pending? = resources[known] {
      expansion.note("the value depends on itself", at: place)
      return .init(.unknown(because: [full(key.address)]), steps: steps.count)
    }
    let values = resourceInstances(known).map { ($0.key, $0.reference) }
    let isMap = module.resources[known].body["for_each"] != nil
    return .init(TerraformInstanceKey.value(of: values, isMap: isMap), steps: base)
  }

  /// The step that names an attribute: the first one, or the one after a key.
  private func attribute(_ steps: [HCLStep], from base: Int, _ index: Int?) -> Int? {
    guard steps.count > base else { return nil }
    let body = index.map { module.resources[$0].body }
    if let body, body["count"] == nil, body["for_each"] == nil {
      return steps[base].name == nil ? nil : base
    }
    if body == nil, case .attribute = steps[base].kind { return base }
    guard steps.count > base + 1 else { return nil }
    switch steps[base].kind {
    case .index, .key: return steps[base + 1].name == nil ? nil : base + 1
    case .attribute: return nil
    }
  }
}

extension TerraformBlock {
  /// Whether the configuration alone gives an attribute's value.
  fileprivate func isTold(_ name: String) -> Bool {
    if type == "data", labels.first == "aws_iam_policy_document",
      TerraformPolicyDocument.results.contains(name)
    {
      return true
    }
    return !TerraformModuleInstance.metaArguments.contains(name) && body.writes(name)
  }
}
