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
      var diagnostics = Diagnostics()
      let pack = InfraPack.read(
        [("any.rego", Array(check.utf8))], pack: "infra", diagnostics: &diagnostics)
      guard let pack else { throw CheckIsBroken() }
      let checker = pack.makeChecker()
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
  ]

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
