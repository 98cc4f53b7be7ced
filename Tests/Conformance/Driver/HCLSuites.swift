import Foundation
import ShrikeFormats
import ShrikeInfra
import ShrikeText

/// HCL's own cases, and Terraform's functions as its console answers them.
let hclSuites = [
  Suite(name: "policy.hcl", answer: answerHCL),
  Suite(name: "policy.terraform-functions", answer: answerFunctions),
]

private func answerFunctions(_ corpus: Corpus, _ answers: inout Answers) throws {
  let scope = TerraformScope(
    [
      "path": .object([("module", .string(".")), ("root", .string("."))]),
      "terraform": .object([("workspace", .string("default"))]),
    ], isOpen: false,
    files: TerraformFiles(read: { _ in .missing }, list: { _ in [] }))
  for line in corpus.bytes(in: "policy/terraform-functions/cases.jsonl").split(separator: 0x0A) {
    guard let text = corpus.json(Array(line), "cases.jsonl")["expr"]?.string else { continue }
    var diagnostics = Diagnostics()
    let expression = HCLReader().readExpression(
      Array(text.utf8), FileContext("expr"), diagnostics: &diagnostics)
    let name = try JSONText.encoded(.string(text))
    guard let expression else {
      let message = diagnostics.finish().first?.message ?? "no expression"
      try answers.add(["case": text, "error": message])
      continue
    }
    var evaluator = TerraformEvaluator(scope)
    let value = evaluator.evaluate(expression)
    if let problem = evaluator.problems.first {
      try answers.add(["case": text, "error": problem.message])
    } else if value.holdsSensitive {
      try answers.add(["case": text, "error": "the value is sensitive"])
    } else if let json = try? JSONText.encoded(value) {
      answers.add(line: "{\"case\":\(name),\"json\":\(json)}")
    } else {
      try answers.add(["case": text, "error": "the value is not known"])
    }
  }
}

private func answerHCL(_ corpus: Corpus, _ answers: inout Answers) throws {
  let folder = "policy/hcl-specsuite"
  for path in corpus.files(folder, suffix: ".t") {
    let name = String(path.dropLast(2))
    let schema = corpus.bytes(in: "\(folder)/\(name).hcldec")
    let input = corpus.bytes(in: "\(folder)/\(name).hcl")
    var diagnostics = Diagnostics()
    guard
      let description = HCLReader().read(
        schema, FileContext("\(name).hcldec"), diagnostics: &diagnostics),
      let file = HCLReader().read(input, FileContext("\(name).hcl"), diagnostics: &diagnostics)
    else { continue }
    var decoder = SchemaDecoder(description.body)
    var value = TerraformValue.null()
    if file.mistakes.isEmpty {
      value = decoder.decode(file.body)
    } else {
      decoder.mistakes = file.mistakes.map(\.range)
    }
    let marks = decoder.mistakes.map { range in
      "{\"severity\":\"error\",\"from\":\(place(range.lower, file)),\"to\":\(place(range.upper, file))}"
    }
    var answer = "{\"case\":\(try JSONText.encoded(.string(name)))"
    if let json = try? JSONText.encoded(value) { answer += ",\"result\":\(json)" }
    answers.add(line: answer + ",\"diagnostics\":[\(marks.joined(separator: ","))]}")
  }
}

/// Columns count what a reader sees as characters.
private func place(_ offset: Int, _ file: HCLFile) -> String {
  let line = file.position(of: offset).line
  let start = file.text.lines.start(ofLine: line)
  let before = String(decoding: file.text.bytes[start..<offset], as: UTF8.self)
  return "{\"line\":\(line),\"column\":\(before.count + 1),\"byte\":\(offset)}"
}

/// Decodes a body as an `.hcldec` file says
/// (https://github.com/hashicorp/hcl/blob/main/cmd/hcldec/spec-format.md).
private struct SchemaDecoder {
  var mistakes: [ByteRange] = []
  private let schema: HCLBlock?
  private let scope: TerraformScope

  init(_ description: HCLBody) {
    schema = description.blocks.first { !["variables", "function"].contains($0.type) }
    var variables: [String: TerraformValue] = [:]
    var evaluator = TerraformEvaluator(TerraformScope())
    for block in description.blocks("variables") {
      for attribute in block.body.attributes {
        variables[attribute.name] = evaluator.evaluate(attribute.value)
      }
    }
    scope = TerraformScope(variables, isOpen: false)
  }

  mutating func decode(_ body: HCLBody) -> TerraformValue {
    guard let schema else { return .null() }
    return decode(body, [], schema, checks: true)
  }

  private mutating func evaluate(_ expression: HCLExpression) -> TerraformValue {
    var evaluator = TerraformEvaluator(scope)
    let value = evaluator.evaluate(expression)
    mistakes.append(contentsOf: evaluator.problems.map(\.place.range))
    return value
  }

  private mutating func decode(
    _ body: HCLBody, _ labels: [HCLLabel], _ spec: HCLBlock, checks: Bool
  ) -> TerraformValue {
    if checks { check(body, spec) }
    let name = setting(spec, spec.type == "attr" ? "name" : "block_type") ?? spec.labels.first?.text
    switch spec.type {
    case "literal": return spec.body["value"].map { evaluate($0.value) } ?? .null()
    case "object":
      return .object(
        spec.body.blocks.map {
          ($0.labels.first?.text ?? "", decode(body, labels, $0, checks: false))
        })
    case "array", "tuple":
      return .tuple(spec.body.blocks.map { decode(body, labels, $0, checks: false) })
    case "default":
      for block in spec.body.blocks {
        let value = decode(body, labels, block, checks: false)
        if !value.isNull { return value }
      }
      return .null()
    case "attr":
      let type = spec.body["type"].flatMap { Self.type($0.value) } ?? .dynamic
      guard let attribute = body[name ?? ""] else {
        if isSet(spec, "required") { missing(body) }
        return .null(type)
      }
      let value = evaluate(attribute.value)
      do {
        return try value.converted(to: type)
      } catch {
        mistakes.append(attribute.value.range)
        return .unknown(type, because: [])
      }
    case "block_label":
      let index = Int(setting(spec, "index") ?? "") ?? 0
      return index < labels.count ? .string(labels[index].text) : .null()
    case "block":
      let blocks = body.blocks(name ?? "")
      guard let first = blocks.first, let inner = spec.body.blocks.first else {
        if isSet(spec, "required") { missing(body) }
        return .null()
      }
      for extra in blocks.dropFirst() { mistakes.append(extra.headRange) }
      return decode(first.body, first.labels, inner, checks: true)
    case "block_list", "block_set", "block_tuple":
      guard let inner = spec.body.blocks.first else { return .null() }
      let blocks = body.blocks(name ?? "")
      if blocks.count < Int(setting(spec, "min_items") ?? "") ?? 0 { missing(body) }
      if let most = Int(setting(spec, "max_items") ?? ""), blocks.count > most {
        mistakes.append(blocks[most].headRange)
      }
      let values = blocks.map { decode($0.body, $0.labels, inner, checks: true) }
      let tuple = TerraformValue.tuple(values)
      if spec.type == "block_tuple" { return tuple }
      return (try? tuple.converted(to: spec.type == "block_set" ? .set(.dynamic) : .list(.dynamic)))
        ?? tuple
    case "block_map", "block_object":
      guard let inner = spec.body.blocks.first else { return .null() }
      return .object(
        body.blocks(name ?? "").map {
          ($0.labels.first?.text ?? "", decode($0.body, $0.labels, inner, checks: true))
        })
    case "block_attrs":
      guard let block = body.blocks(name ?? "").first else {
        if isSet(spec, "required") { missing(body) }
        return .null()
      }
      let element = spec.body["element_type"].flatMap { Self.type($0.value) } ?? .dynamic
      let values = TerraformValue.object(
        block.body.attributes.map { ($0.name, evaluate($0.value)) })
      return (try? values.converted(to: .map(element))) ?? values
    case "transform":
      guard let inner = spec.body.blocks.first, let result = spec.body["result"] else {
        return .null()
      }
      var variables = scope
      variables.variables["nested"] = decode(body, labels, inner, checks: false)
      var evaluator = TerraformEvaluator(variables)
      return evaluator.evaluate(result.value)
    default: return .null()
    }
  }

  private mutating func missing(_ body: HCLBody) {
    mistakes.append(ByteRange(body.range.lower, body.range.lower))
  }

  /// Names that the specification does not know.
  private mutating func check(_ body: HCLBody, _ spec: HCLBlock) {
    var attributes: Set<String> = []
    var blocks: Set<String> = []
    gather(spec, &attributes, &blocks)
    for attribute in body.attributes where !attributes.contains(attribute.name) {
      mistakes.append(attribute.nameRange)
    }
    for block in body.blocks where !blocks.contains(block.type) {
      mistakes.append(block.typeRange)
    }
  }

  private func gather(
    _ spec: HCLBlock, _ attributes: inout Set<String>, _ blocks: inout Set<String>
  ) {
    switch spec.type {
    case "attr":
      if let name = setting(spec, "name") ?? spec.labels.first?.text { attributes.insert(name) }
    case "block", "block_list", "block_set", "block_tuple", "block_map", "block_object",
      "block_attrs":
      if let name = setting(spec, "block_type") ?? spec.labels.first?.text { blocks.insert(name) }
    default: for inner in spec.body.blocks { gather(inner, &attributes, &blocks) }
    }
  }

  private func setting(_ spec: HCLBlock, _ name: String) -> String? {
    switch spec.body[name]?.value.kind {
    case .string(let text): text
    case .number(let text): text
    default: nil
    }
  }

  private func isSet(_ spec: HCLBlock, _ name: String) -> Bool {
    if case .bool(true) = spec.body[name]?.value.kind { true } else { false }
  }

  private static func type(_ expression: HCLExpression) -> TerraformType? {
    switch expression.kind {
    case .variable("string", _): return .string
    case .variable("number", _): return .number
    case .variable("bool", _): return .bool
    case .variable("any", _): return .dynamic
    case .call(let call):
      guard let first = call.arguments.first else { return nil }
      switch call.name {
      case "list": return type(first).map { .list($0) }
      case "set": return type(first).map { .set($0) }
      case "map": return type(first).map { .map($0) }
      case "tuple":
        guard case .tuple(let items) = first.kind else { return nil }
        return .tuple(items.map { type($0) ?? .dynamic })
      case "object":
        guard case .object(let items) = first.kind else { return nil }
        var fields: [String: TerraformType] = [:]
        for item in items { if let name = item.key.word { fields[name] = type(item.value) } }
        return .object(fields)
      default: return nil
      }
    default: return nil
    }
  }
}
