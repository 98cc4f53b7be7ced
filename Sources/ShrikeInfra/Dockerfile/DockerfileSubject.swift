import ShrikeFormats
import ShrikeRego
import ShrikeText

/// A Dockerfile as the checks see it: `docs/dockerfile-shape.md` names every part.
struct DockerfileSubject {
  private let source: Dockerfile
  private let file: Int
  private var places: PlaceTable
  /// The words of the SHELL in force at the end of each stage.
  private var shells: [Value] = []

  /// The one subject of a file; nil where it cannot be read.
  static func subject(
    _ bytes: [UInt8], path: String, places: inout PlaceTable, diagnostics: inout Diagnostics
  ) -> InfraSubject? {
    let context = FileContext(path, quotes: false)
    guard let source = DockerfileReader().read(bytes, context, diagnostics: &diagnostics) else {
      return nil
    }
    var subject = DockerfileSubject(source, file: places.add(source.text), places)
    let value = subject.value()
    places = subject.places
    // What is built has no name in its file; what it is built on changes less than the path does.
    let image = source.stages.last.map { "/" + subject.root(of: $0).image.repository } ?? ""
    return InfraSubject(kind: .dockerfile, name: "Dockerfile" + image, value: value, range: nil)
  }

  private init(_ source: Dockerfile, file: Int, _ places: PlaceTable) {
    self.source = source
    self.file = file
    self.places = places
  }

  private mutating func value() -> Value {
    let used = usedStages()
    var shell = Value.null
    var instructions: [Value] = []
    instructions.reserveCapacity(source.instructions.count)
    for (index, instruction) in source.instructions.enumerated() {
      if instruction.keyword == .from, let stage = instruction.stage {
        if stage > 0 { shells.append(shell) }
        shell = source.stages[stage].base.flatMap { $0 < shells.count ? shells[$0] : nil } ?? .null
      }
      let value = instructionValue(instruction, at: index, shell: shell)
      if instruction.keyword == .shell { shell = value["values"] ?? .null }
      instructions.append(value)
    }
    var stages: [Value] = []
    for stage in source.stages {
      stages.append(
        stageValue(stage, isUsed: used[stage.index], Array(instructions[stage.instructions])))
    }
    return Value(object: [
      (Value("escape"), Value(utf8: [source.escape])),
      (
        Value("directives"),
        Value(
          object: source.directives.map {
            (Value($0.name), text($0.value, $0.valueRange))
          })
      ),
      (Value("comments"), Value(array: source.comments.map { comment($0) })),
      (Value("stages"), Value(array: stages)),
      (Value("instructions"), Value(array: instructions)),
    ])
  }

  private mutating func comment(_ range: ByteRange) -> Value {
    placed(Value(utf8: source.text.bytes[range.lower..<range.upper]), range)
  }

  // MARK: stages

  /// So many stages that go on from each other are told of.
  private static let longestLineage = 100

  /// The stage's number, that of the stage it goes on from, and so on.
  private func lineage(of stage: DockerStage) -> [Int] {
    var out = [stage.index]
    while let base = source.stages[out[out.count - 1]].base, out.count < Self.longestLineage {
      out.append(base)
    }
    return out
  }

  /// The stage that an image of a registry begins.
  private func root(of stage: DockerStage) -> DockerStage {
    var stage = stage
    while let base = stage.base { stage = source.stages[base] }
    return stage
  }

  /// Stages go on from, and copy from, earlier ones: one pass from the end finds all that are used.
  private func usedStages() -> [Bool] {
    var used = [Bool](repeating: false, count: source.stages.count)
    if !used.isEmpty { used[used.count - 1] = true }
    for stage in source.stages.reversed() where used[stage.index] {
      if let base = stage.base { used[base] = true }
      for instruction in source.instructions[stage.instructions] {
        for flag in instruction.flags {
          let names: [String] =
            flag.name == "from"
            ? [flag.value?.resolved.written ?? ""]
            : flag.name == "mount"
              ? flag.options.filter { $0.key == "from" }.map(\.value) : []
          for name in names {
            if let found = source.stage(named: name, before: stage.index) { used[found] = true }
          }
        }
      }
    }
    return used
  }

  private mutating func stageValue(
    _ stage: DockerStage, isUsed: Bool, _ instructions: [Value]
  ) -> Value {
    let from = source.instructions[stage.instructions.lowerBound]
    let range = from.values.first?.range ?? from.range
    let image = stage.image
    func part(_ text: String?) -> Value {
      text.map { self.placed(Value($0), range) } ?? .null
    }
    let imageValue = placed(
      Value(object: [
        (Value("name"), part(image.reference.written)),
        (Value("registry"), part(image.registry)),
        (Value("repository"), part(image.repository)),
        (Value("tag"), part(image.tag)),
        (Value("digest"), part(image.digest)),
        (Value("scratch"), Value(image.isScratch)),
        (Value("open"), Value(image.endsUnknown)),
      ]), range)
    let platform = from.flag("platform")?.value.map { text($0.resolved.written, $0.range) }
    return placed(
      Value(object: [
        (Value("index"), Value(stage.index)),
        (Value("name"), stage.name.map { text($0.text, $0.range) } ?? .null),
        (Value("last"), Value(stage.index == source.stages.count - 1)),
        (Value("used"), Value(isUsed)),
        (Value("base"), stage.base.map { Value($0) } ?? .null),
        (Value("lineage"), Value(array: lineage(of: stage).map { Value($0) })),
        (Value("image"), imageValue),
        (Value("platform"), platform ?? .null),
        (Value("instructions"), Value(array: instructions)),
      ]), from.range)
  }

  // MARK: instructions

  private mutating func instructionValue(
    _ instruction: DockerInstruction, at index: Int, shell: Value
  ) -> Value {
    let keyword = instruction.keyword?.rawValue ?? instruction.name.uppercased()
    let nested = instruction.nested.first.map { instructionValue($0, at: index, shell: shell) }
    let runs = instruction.script != nil
    return placed(
      Value(object: [
        (Value("keyword"), text(keyword, instruction.nameRange)),
        (Value("known"), Value(instruction.keyword != nil)),
        (Value("stage"), instruction.stage.map { Value($0) } ?? .null),
        (Value("line"), Value(instruction.firstLine)),
        (Value("end_line"), Value(instruction.lastLine)),
        (Value("json"), Value(instruction.isJSON)),
        (
          Value("values"),
          Value(array: instruction.values.map { text($0.resolved.written, $0.range) })
        ),
        (Value("pairs"), Value(array: instruction.pairs.map { pairValue($0) })),
        (Value("flags"), Value(array: instruction.flags.map { flagValue($0) })),
        (Value("check"), instruction.check.map { text($0.text.uppercased(), $0.range) } ?? .null),
        (Value("source"), sourceValue(instruction)),
        (
          Value("here_documents"),
          Value(array: instruction.hereDocuments.map { hereDocumentValue($0) })
        ),
        (Value("shell"), runs ? shell : .null),
        (
          Value("commands"),
          Value(array: instruction.script.map { commandValues($0, at: index) } ?? [])
        ),
        (Value("nested"), nested ?? .null),
      ]), instruction.range)
  }

  private mutating func pairValue(_ pair: DockerPair) -> Value {
    placed(
      Value(object: [
        (Value("key"), text(pair.key.resolved.written, pair.key.range)),
        (Value("value"), pair.value.map { text($0.resolved.written, $0.range) } ?? .null),
        (Value("written"), pair.value.map { text($0.text, $0.range) } ?? .null),
        (Value("spaced"), Value(pair.isSpaced)),
      ]), pair.range)
  }

  private mutating func flagValue(_ flag: DockerFlag) -> Value {
    let value = flag.value.map { text($0.resolved.written, $0.range) } ?? .null
    let options = Value(
      object: flag.options.map { (Value($0.key), placed(Value($0.value), flag.range)) })
    return placed(
      Value(object: [
        (Value("name"), text(flag.name, flag.range)), (Value("value"), value),
        (Value("options"), options),
      ]), flag.range)
  }

  private mutating func sourceValue(_ instruction: DockerInstruction) -> Value {
    guard instruction.keyword == .copy, let flag = instruction.flag("from")?.value else {
      return .null
    }
    let name = flag.resolved.written
    let stage = instruction.stage.flatMap { source.stage(named: name, before: $0) }
    return placed(
      Value(object: [
        (Value("stage"), stage.map { Value($0) } ?? .null), (Value("name"), text(name, flag.range)),
      ]), flag.range)
  }

  private mutating func hereDocumentValue(_ document: DockerHereDocument) -> Value {
    let bytes = source.text.bytes[document.body.lower..<document.body.upper]
    return placed(
      Value(object: [
        (Value("name"), text(document.name, document.range)),
        (Value("expanded"), Value(document.isExpanded)),
        (Value("body"), placed(Value(utf8: bytes), document.body)),
      ]), document.range)
  }

  // MARK: commands

  private mutating func commandValues(_ script: ShellScript, at index: Int) -> [Value] {
    var out: [Value] = []
    for call in script.commands {
      let words = call.command.words.map { word in
        (text: source.text(of: word, at: index).written, range: word.range)
      }
      var via: Value = .null
      var first = 0
      // What the command runs, and what that runs in turn.
      while true {
        out.append(commandValue(call, Array(words[first...]), via: via, at: index))
        guard
          let next = CommandWrapper.wrapped(words[first...].map(\.text)), first + next < words.count
        else { break }
        via = text(CommandWrapper.name(words[first].text), words[first].range)
        first += next
      }
    }
    return out
  }

  private mutating func commandValue(
    _ call: ShellCall, _ words: [(text: String, range: ByteRange)], via: Value, at index: Int
  ) -> Value {
    let name = words.first.map { CommandWrapper.name($0.text) } ?? ""
    let place = words.first.map { ByteRange($0.range.lower, call.range.upper) } ?? call.range
    return placed(
      Value(object: [
        (Value("name"), text(name, words.first?.range ?? call.range)),
        (Value("words"), Value(array: words.map { text($0.text, $0.range) })),
        (Value("via"), via),
        (
          Value("assignments"),
          Value(
            object: call.command.assignments.map {
              (Value($0.name), text(source.text(of: $0.value, at: index).written, $0.range))
            })
        ),
        (
          Value("redirections"),
          Value(array: call.redirections.map { redirectionValue($0, at: index) })
        ),
        (Value("pipeline"), Value(call.pipeline)),
        (Value("position"), Value(call.position)),
        (Value("piped"), Value(call.position + 1 < call.pipelineCount)),
        (Value("connector"), Value(call.connector.rawValue)),
        (Value("nested"), Value(call.isNested)),
      ]), place)
  }

  private mutating func redirectionValue(_ redirection: ShellRedirection, at index: Int) -> Value {
    let target =
      redirection.hereDocument == nil
      ? redirection.target.map { text(source.text(of: $0, at: index).written, $0.range) } : nil
    return placed(
      Value(object: [
        (Value("operator"), Value(redirection.operator.rawValue)),
        (Value("target"), target ?? .null),
      ]), redirection.range)
  }

  // MARK: places

  private mutating func placed(_ value: Value, _ range: ByteRange) -> Value {
    value.at(places.add(file: file, range))
  }

  private mutating func text(_ text: String, _ range: ByteRange) -> Value {
    placed(Value(text), range)
  }
}
