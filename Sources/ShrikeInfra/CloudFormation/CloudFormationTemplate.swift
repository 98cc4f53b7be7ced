import ShrikeFormats
import ShrikeRego
import ShrikeText

/// A CloudFormation template as the checks see it: resources by type, their properties with every
/// intrinsic function computed that the template alone decides, and what each property refers to.
///
/// What is known only when a stack is made (a parameter without default, an attribute of a resource, the
/// region) is unknown, with the reason.
struct CloudFormationTemplate {
  private let root: Node
  private let file: Int
  private var evaluator: CloudFormationEvaluator

  /// Whether a document is a template: it says so, or has resources whose types are of AWS.
  static func recognizes(_ root: Node) -> Bool {
    guard root.isMapping else { return false }
    if root["AWSTemplateFormatVersion"] != nil { return true }
    return root["Resources"]?.entries.contains { entry in
      let type = entry.value["Type"]?.string ?? ""
      return type.hasPrefix("AWS::") || type.hasPrefix("Custom::")
    } ?? false
  }

  static func subject(
    _ root: Node, file: Int, path: String, places: inout PlaceTable
  ) -> InfraSubject {
    var template = CloudFormationTemplate(root, file: file, places)
    let value = template.value(path)
    places = template.evaluator.places
    return InfraSubject(
      kind: .cloudformation, name: "template", value: value, range: root.range)
  }

  private init(_ root: Node, file: Int, _ places: PlaceTable) {
    self.root = root
    self.file = file
    evaluator = CloudFormationEvaluator(root, file: file, places)
  }

  private mutating func value(_ path: String) -> Value {
    var byType: [String: [Value]] = [:]
    for entry in root["Resources"]?.entries.map({ $0 }) ?? [] {
      guard let type = entry.value["Type"]?.string else { continue }
      // What a condition leaves out is in no stack; where nobody knows, it may be.
      if let condition = entry.value["Condition"]?.string,
        evaluator.condition(named: condition) == .value(false)
      {
        continue
      }
      byType[type, default: []].append(resource(entry, type))
    }
    return Value(object: [
      (Value("kind"), Value("cloudformation")),
      (Value("path"), Value(path)),
      (
        Value("resources"),
        Value(object: byType.map { (Value($0.key), Value(array: $0.value)) })
      ),
      (Value("parameters"), plain(root["Parameters"])),
      (Value("transform"), plain(root["Transform"])),
    ])
  }

  private mutating func resource(_ entry: Node.Entry, _ type: String) -> Value {
    let place = evaluator.places.add(file: file, entry.key.range)
    var values: [ObjectBox.Entry] = []
    var references: [ObjectBox.Entry] = []
    for property in entry.value["Properties"]?.entries.map({ $0 }) ?? [] {
      evaluator.references = []
      if let value = evaluator.value(of: property.value) {
        values.append((Value(property.name), value))
      }
      if !evaluator.references.isEmpty {
        references.append(
          (Value(property.name), Value(array: evaluator.references.map { Value($0) })))
      }
    }
    return Value(object: [
      (Value("address"), Value(entry.name).at(place)),
      (Value("name"), Value(entry.name).at(place)),
      (Value("type"), Value(type).at(place)),
      (Value("values"), Value(object: values).at(place)),
      (Value("references"), Value(object: references)),
    ]).at(place)
  }

  private mutating func plain(_ node: Node?) -> Value {
    node.map { Value($0, file: file, places: &evaluator.places) } ?? .emptyObject
  }
}
