import ShrikeFormats
import ShrikeRego
import ShrikeText

@testable import ShrikeInfra

extension FuzzTarget {
  static let infra = [
    FuzzTarget("terraform", "Terraform's expressions, evaluated with nothing known around them") {
      bytes in
      let input = Array(bytes)
      let context = FileContext("a.tf", quotes: false)
      var diagnostics = Diagnostics()
      var evaluator = TerraformEvaluator(
        TerraformScope(
          files: TerraformFiles(
            read: { $0.isEmpty ? .unknown : .bytes(Array($0.utf8)) }, list: { [$0, $0 + "/a.b"] })))
      if let file = HCLReader().read(input, context, diagnostics: &diagnostics) {
        evaluate(file.body, &evaluator)
      }
      let expression = HCLReader().readExpression(input, context, diagnostics: &diagnostics)
      if let expression { check(evaluator.evaluate(expression)) }
      require(
        evaluator.problems.count <= TerraformEvaluator.problemLimit,
        "no more problems are kept than stated")
    },
    FuzzTarget("compose", "compose files, their variables and what services extend") {
      let check = """
        # METADATA
        # title: Any service
        # custom:
        #   severity: low
        package infra.compose.any

        deny contains {"message": "a service", "at": service, "key": name} if {
          some name, service in input.services
        }
        """
      let checker = try engine(of: check)
      return { bytes in
        let inspection = checker.inspect([InfraFile(path: "compose.yaml", bytes: Array(bytes))])
        for match in inspection?.matches ?? [] {
          require(match.range != nil, "a service knows where it stands")
        }
      }
    },
    FuzzTarget(
      "terraform-project", "Terraform's files and plans together, as checks see them",
      longest: 4_096
    ) { bytes in
      let names = [
        "main.tf", "m/main.tf", "override.tf", "more.tf.json", "terraform.tfvars", "plan.json",
        ".terraform/modules/modules.json",
      ]
      var diagnostics = Diagnostics()
      let tree = TerraformTree(
        zip(names, parts(bytes, atMost: names.count)).map { ($0, $1) }, diagnostics: &diagnostics)
      var places = PlaceTable()
      let found = tree.subjects(places: &places, diagnostics: &diagnostics)
      require(found.subjects.count >= tree.roots.count, "every root is looked at")
      require(places.files.count == tree.files.count, "files have the numbers of their order")
      for subject in found.subjects { check(subject.value, places) }
      for secret in found.secrets {
        require(
          secret.range.upper <= places.files[secret.file].bytes.count,
          "a secret lies within its file")
      }
    },
    FuzzTarget("cloudformation", "templates, their conditions and intrinsic functions") {
      let checker = try engine(
        of: """
          # METADATA
          # title: Any resource
          # custom:
          #   severity: low
          package infra.cloudformation.any

          deny contains {"message": "a resource", "at": resource, "key": resource.address} if {
            some type, resources in input.resources
            some resource in resources
          }
          """)
      return { bytes in
        for path in ["template.yaml", "template.json"] {
          let inspection = checker.inspect([InfraFile(path: path, bytes: Array(bytes))])
          for match in inspection?.matches ?? [] {
            require(match.range != nil, "a resource knows where it stands")
          }
        }
      }
    },
    FuzzTarget("openapi", "documents that describe an interface") {
      let checker = try engine(
        of: """
          # METADATA
          # title: Any path
          # custom:
          #   severity: low
          package infra.openapi.any

          deny contains {"message": "a path", "at": path, "key": name} if {
            some name, path in input.paths
          }
          """)
      return { bytes in
        for path in ["api.yaml", "api.json"] {
          _ = checker.inspect([InfraFile(path: path, bytes: Array(bytes))])
        }
      }
    },
    FuzzTarget("given-rules", "a folder of rules in any format, and a file for them") { bytes in
      let input = Array(bytes)
      var diagnostics = Diagnostics()
      let rules = RuleFiles(
        [
          ("a/query.rego", input), ("a/metadata.json", input), ("lib/common.rego", input),
          ("p.rego", input), ("t.yaml", input),
        ], diagnostics: &diagnostics)
      for library in rules.libraries(diagnostics: &diagnostics) {
        let checker = library.makeChecker()
        for path in ["a.yaml", "a.json", "a.tf", "a.toml", "Dockerfile"] {
          let inspection = checker.inspect([InfraFile(path: path, bytes: input)])
          for match in inspection?.matches ?? [] {
            require(library.rules.indices.contains(match.rule), "a match names its rule")
            require(match.range.map { $0.upper <= input.count } ?? true, "a place is in the file")
          }
        }
      }
    },
  ]

  /// Our own engine with one check.
  private static func engine(of check: String) throws -> any InfraChecker {
    var diagnostics = Diagnostics()
    let pack = InfraPack.read(
      [("any.rego", Array(check.utf8))], pack: "infra", diagnostics: &diagnostics)
    guard let pack else { throw CheckIsBroken() }
    return pack.makeChecker()
  }

  /// The check that a target brings along does not compile.
  private struct CheckIsBroken: Error {}

  private static func evaluate(_ body: HCLBody, _ evaluator: inout TerraformEvaluator) {
    for attribute in body.attributes { check(evaluator.evaluate(attribute.value)) }
    for block in body.blocks { evaluate(block.body, &evaluator) }
  }

  private static func check(_ value: TerraformValue) {
    require(value.weight <= TerraformValue.weightLimit, "values are bounded")
    require(value.place != nil, "a value knows where it was written")
    if value.isWhollyKnown {
      _ = try? JSONText.encoded(value)
    } else {
      require(!value.reasons.isEmpty, "what is unknown has a reason")
    }
  }

  private static func check(_ value: Value, _ places: PlaceTable) {
    if let place = places[value.place] {
      require(
        place.range.upper <= places.files[place.file].bytes.count, "a place lies within its file")
    }
    for element in value.elements ?? [] { check(element, places) }
    for entry in value.object?.entries ?? [] { check(entry.value, places) }
  }
}
