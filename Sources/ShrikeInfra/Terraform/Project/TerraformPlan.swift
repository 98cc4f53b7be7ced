import ShrikeFormats
import ShrikeRego
import ShrikeText

/// A plan as `terraform show -json` writes it, in the shape that checks see of a root module.
///
/// https://developer.hashicorp.com/terraform/internals/json-format
struct TerraformPlan {
  /// A plan beyond so many bytes is not read; what is read takes some six times its size in memory.
  static let byteLimit = 64 << 20
  /// Levels of values within values.
  static let depthLimit = 200
  /// Resources and data sources that are taken from one plan.
  static let instanceLimit = TerraformExpansion.totalLimit

  let root: Node
  /// The plan's own number in the table of places.
  private let file: Int
  let source: TerraformPlanSource?
  var places: PlaceTable
  private var changes: [String: Node] = [:]
  private(set) var secrets: [(file: Int, range: ByteRange)] = []
  private var count = 0

  /// Whether a file is a plan, told by the words that all plans have.
  static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let head = UnsafeBufferPointer(rebasing: bytes.prefix(4_096))
      return find(Array("\"format_version\"".utf8), in: head) != nil
        && find(Array("\"planned_values\"".utf8), in: bytes) != nil
    }
  }

  /// The plan's value; nil, after diagnostics, where it cannot be read.
  ///
  /// - Parameter source: the configuration that it was made of, where that is at hand.
  static func subject(
    _ bytes: [UInt8], path: String, file: Int, source: (TerraformPlanFacts) -> TerraformPlanSource?,
    places: inout PlaceTable, diagnostics: inout Diagnostics
  ) -> (subject: InfraSubject, secrets: [(file: Int, range: ByteRange)])? {
    var reader = JSONReader.strict
    reader.limits.bytes = byteLimit
    reader.limits.depth = depthLimit
    let document = reader.read(bytes, FileContext(path, quotes: false), diagnostics: &diagnostics)
    guard let root = document?.root, root["planned_values"]?.isMapping == true else { return nil }
    let source = source(TerraformPlanFacts(root))
    var plan = TerraformPlan(root, file, source, places)
    places = PlaceTable()
    let value = plan.value()
    places = plan.places
    if plan.count >= instanceLimit {
      diagnostics.report(
        Diagnostic(
          .warning, "terraform.limit",
          "more than \(instanceLimit) instances in the plan; the rest is left out", file: path))
    }
    return (
      InfraSubject(kind: .terraform, name: path, value: value, file: file, range: nil),
      plan.secrets
    )
  }

  private init(_ root: Node, _ file: Int, _ source: TerraformPlanSource?, _ places: PlaceTable) {
    self.root = root
    self.file = file
    self.source = source
    self.places = places
    for change in root["resource_changes"]?.items ?? [] {
      if let address = change["address"]?.string { changes[address] = change["change"] }
    }
  }

  // MARK: the root

  private mutating func value() -> Value {
    var resources: [String: [Value]] = [:]
    var data: [String: [Value]] = [:]
    let planned = root["planned_values"]?["root_module"]
    // Data sources that were read while planning stand in the state before.
    let prior = root["prior_state"]?["values"]?["root_module"]
    for (tree, wantsData) in [(planned, false), (prior, true)] {
      var left = tree.map { [$0] } ?? []
      while let module = left.popLast() {
        for resource in module["resources"]?.items ?? [] {
          let isData = resource["mode"]?.string == "data"
          guard isData || !wantsData, let type = resource["type"]?.string,
            count < Self.instanceLimit
          else { continue }
          count += 1
          let instance = instanceValue(resource, type, module["address"]?.string ?? "")
          if isData {
            data[type, default: []].append(instance)
          } else {
            resources[type, default: []].append(instance)
          }
        }
        left.append(contentsOf: (module["child_modules"]?.items ?? []).reversed())
      }
    }
    func grouped(_ groups: [String: [Value]]) -> Value {
      Value(object: groups.map { (Value($0.key), Value(array: $0.value)) })
    }
    return Value(object: [
      (Value("kind"), Value("terraform")),
      (Value("path"), Value(source?.folder ?? ".")),
      (Value("resources"), grouped(resources)),
      (Value("data"), grouped(data)),
      (Value("providers"), providersValue()),
      (Value("modules"), modulesValue()),
      (Value("terraform"), settingsValue()),
    ])
  }

  // MARK: instances

  private mutating func instanceValue(_ resource: Node, _ type: String, _ module: String) -> Value {
    let address = resource["address"]?.string ?? ""
    let name = resource["name"]?.string ?? ""
    let mode = resource["mode"]?.string == "data" ? "data" : "resource"
    let key = TerraformModule.ResourceKey(mode: mode, type: type, name: name)
    let plainModule = Self.withoutKeys(module)
    let block = source?.block(key, in: plainModule)
    let place = block.map { source?.number($0.head, &places) ?? 0 } ?? number(resource.range)
    var values: [ObjectBox.Entry] = []
    let unknown = changes[address]?["after_unknown"]
    let known = resource["values"]
    for entry in known.map({ Array($0.entries) }) ?? [] where !entry.value.isNull {
      let target = Target(block, entry.name)
      values.append(
        (
          Value(entry.name),
          value(
            entry.value, unknown?[entry.name], resource["sensitive_values"]?[entry.name], target,
            address + "." + entry.name)
        ))
    }
    for entry in unknown.map({ Array($0.entries) }) ?? []
    where entry.value.bool == true && known?[entry.name]?.isNull != false {
      let target = Target(block, entry.name)
      values.append(
        (
          Value(entry.name),
          TerraformSubject.unknown([address + "." + entry.name])
            .at(self.place(target, resource.range))
        ))
    }
    let made = Value(object: values).at(place)
    var entries: [ObjectBox.Entry] = [
      (Value("address"), Value(address)), (Value("type"), Value(type)),
      (Value("name"), Value(name)), (Value("module"), Value(module)), (Value("values"), made),
      (Value("references"), referencesValue(key, plainModule)),
    ]
    var documents: [ObjectBox.Entry] = []
    TerraformDocuments.add(of: made, "", to: &documents)
    if !documents.isEmpty { entries.append((Value("documents"), Value(object: documents))) }
    return Value(object: entries).at(place)
  }

  /// Where a planned value stands in the configuration.
  struct Target {
    var attribute: TerraformAttribute?
    var blocks: [TerraformBlock] = []
    /// The block around it, where what nobody wrote stands.
    var around: TerraformPlace?

    init(_ block: TerraformBlock?, _ name: String) {
      guard let block else { return }
      around = block.head
      let body = block.content
      attribute = body[name]
      if attribute == nil {
        blocks = body.blocks.filter {
          $0.type == name || $0.type == "dynamic" && $0.name == name
        }
      }
    }

    /// What stands under a name in the one block that is meant; else the same place.
    func part(_ name: String) -> Target {
      guard attribute == nil, blocks.count == 1 else { return self }
      return Target(blocks[0], name)
    }

    /// One block of several; a dynamic one stands for all that it makes.
    func block(_ index: Int) -> TerraformBlock? {
      if blocks.count == 1 { return blocks[0] }
      return blocks.indices.contains(index) && !blocks.contains { $0.type == "dynamic" }
        ? blocks[index] : nil
    }
  }

  mutating func place(_ target: Target, _ range: ByteRange) -> UInt32 {
    if let source,
      let place = target.attribute?.place ?? target.blocks.first?.head ?? target.around
    {
      return source.number(place, &places)
    }
    return number(range)
  }

  mutating func number(_ range: ByteRange) -> UInt32 { places.add(file: file, range) }

  mutating func value(
    _ node: Node, _ unknown: Node?, _ sensitive: Node?, _ target: Target, _ address: String
  ) -> Value {
    if sensitive?.bool == true { secrets.append((file, node.range)) }
    if unknown?.bool == true {
      return TerraformSubject.unknown([address]).at(place(target, node.range))
    }
    switch node.kind {
    case .sequence:
      var elements: [Value] = []
      elements.reserveCapacity(node.count)
      for (index, element) in node.elements.enumerated() {
        var inner = target
        if let block = target.block(index), element.isMapping { inner.blocks = [block] }
        elements.append(
          value(element, unknown?[index], sensitive?[index], inner, "\(address)[\(index)]"))
      }
      return Value(array: elements).at(place(target, node.range))
    case .mapping:
      var entries: [ObjectBox.Entry] = []
      for entry in node.entries where !entry.value.isNull {
        entries.append(
          (
            Value(entry.name),
            value(
              entry.value, unknown?[entry.name], sensitive?[entry.name],
              target.part(entry.name), address + "." + entry.name)
          ))
      }
      for entry in unknown.map({ Array($0.entries) }) ?? []
      where entry.value.bool == true && node[entry.name]?.isNull != false {
        entries.append(
          (
            Value(entry.name),
            TerraformSubject.unknown([address + "." + entry.name])
              .at(place(target.part(entry.name), node.range))
          ))
      }
      return Value(object: entries).at(place(target, node.range))
    default: return Value(scalar: node).at(place(target, node.range))
    }
  }

  // MARK: addresses

  /// `module.a["x"].module.b[0]` as `module.a.module.b`.
  static func withoutKeys(_ address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: "[")) else { return address }
    var out: [UInt8] = []
    var isKey = false
    var isQuoted = false
    var isEscaped = false
    for byte in address.utf8 {
      if isEscaped {
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if isKey, byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") {
        isKey = byte == UInt8(ascii: "[")
        continue
      }
      if !isKey { out.append(byte) }
    }
    return String(decoding: out, as: UTF8.self)
  }

  static func names(_ module: String) -> [String] {
    module.split(separator: ".").enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
  }
}

extension Node {
  /// A sequence's elements.
  var items: [Node] { Array(elements) }
}

extension TerraformBlock {
  /// What stands in it; of a dynamic block in its content.
  fileprivate var content: TerraformBody {
    type == "dynamic" ? body.blocks("content").first?.body ?? body : body
  }
}

extension Value {
  /// A scalar's value, without a place.
  init(scalar node: Node) {
    switch node.kind {
    case .null, .sequence, .mapping: self = .null
    case .bool: self = Value(node.bool ?? false)
    case .integer, .float:
      let number = node.int.map { Value($0) } ?? node.withText { Value(numberText: $0) } ?? nil
      self = number ?? Value(node.text ?? "")
    case .string, .dateTime: self = Value(node.text ?? "")
    }
  }
}
