import ShrikeFormats

/// What a file is to Terraform and OpenTofu, told by its name alone.
enum TerraformFileKind: Hashable {
  case configuration(isJSON: Bool, isOverride: Bool)
  /// Values of variables that are read without being asked for.
  case values(isJSON: Bool)
  /// `.terraform/modules/modules.json`: where the modules from elsewhere were put.
  case manifest
  /// Perhaps a plan in JSON; the content decides.
  case plan

  /// Nil for what neither program reads by itself.
  init?(path: String) {
    let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    // Editors' and tools' files in between.
    guard !name.hasPrefix("."), !name.hasSuffix("~"), !name.hasPrefix("#") else { return nil }
    let isJSON = name.hasSuffix(".json")
    let stem = isJSON ? name.dropLast(5) : name
    if stem.hasSuffix(".tf") || stem.hasSuffix(".tofu") {
      let base = stem[..<(stem.lastIndex(of: ".") ?? stem.endIndex)]
      guard !base.isEmpty else { return nil }
      self = .configuration(
        isJSON: isJSON, isOverride: base == "override" || base.hasSuffix("_override"))
    } else if stem == "terraform.tfvars" || stem.hasSuffix(".auto.tfvars") {
      self = .values(isJSON: isJSON)
    } else if path == Self.manifestPath || path.hasSuffix("/" + Self.manifestPath) {
      self = .manifest
    } else if isJSON, stem == "plan" || stem.hasSuffix("tfplan") || stem.hasSuffix(".plan") {
      self = .plan
    } else {
      return nil
    }
  }

  static let manifestPath = ".terraform/modules/modules.json"

  /// The file that this one replaces where both stand: `main.tofu` stands for `main.tf`.
  static func replaced(by path: String) -> String? {
    if path.hasSuffix(".tofu") { return path.dropLast(5) + ".tf" }
    if path.hasSuffix(".tofu.json") { return path.dropLast(10) + ".tf.json" }
    return nil
  }

  /// Blocks of a module's files and how many labels each has, as JSON cannot tell.
  static let blocks: [String: Int] = [
    "resource": 2, "data": 2, "ephemeral": 2, "variable": 1, "output": 1, "module": 1,
    "provider": 1, "locals": 0, "terraform": 0, "moved": 0, "import": 0, "removed": 0, "check": 1,
  ]
}
