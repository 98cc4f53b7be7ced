/// What is known of actions that many workflows use.
enum PopularActions {
  /// The interface of a version of an action: `owner/name@version`.
  static func interface(_ spec: String) -> ActionMetadata? {
    guard let line = lines[spec] else { return nil }
    let parts = line.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var metadata = ActionMetadata(name: spec)
    let flags = parts[0].drop { $0 != " " }
    metadata.acceptsAnyInput = flags.contains("*")
    metadata.givesAnyOutput = flags.contains("+")
    for word in parts[1].split(separator: " ") {
      let isDeprecated = word.hasSuffix("~")
      var name = isDeprecated ? word.dropLast() : word
      let isRequired = name.hasSuffix("!")
      if isRequired { name = name.dropLast() }
      metadata.inputs.append(
        .init(
          id: name.lowercased(), name: String(name), isRequired: isRequired,
          isDeprecated: isDeprecated))
    }
    metadata.outputs = parts[2].split(separator: " ").map { $0.lowercased() }
    return metadata
  }

  static func isOutdated(_ spec: String) -> Bool { old.contains(spec) }

  private static let lines: [String: Substring] = {
    var out: [String: Substring] = [:]
    for line in interfaces.split(separator: "\n") {
      guard let at = line.firstIndex(of: "@"), let space = line.firstIndex(of: " ") else {
        continue
      }
      for version in line[line.index(after: at)..<space].split(separator: ",") {
        out["\(line[..<at])@\(version)"] = line
      }
    }
    return out
  }()

  private static let old: Set<String> = {
    var out: Set<String> = []
    for line in outdated.split(separator: "\n") {
      guard let at = line.firstIndex(of: "@") else { continue }
      for version in line[line.index(after: at)...].split(separator: ",") {
        out.insert("\(line[..<at])@\(version)")
      }
    }
    return out
  }()
}

/// What an action takes and gives.
struct ActionMetadata {
  struct Input {
    let id: String
    let name: String
    let isRequired: Bool
    let isDeprecated: Bool
  }
  let name: String
  var inputs: [Input] = []
  var outputs: [String] = []
  var acceptsAnyInput = false
  var givesAnyOutput = false

  var outputType: ExpressionType {
    if givesAnyOutput { return .looseObject }
    return .closed(Dictionary(outputs.map { ($0, .string) }) { one, _ in one })
  }
}
