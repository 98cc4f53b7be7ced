import ShrikeText

/// What ARG and ENV define, by stage and in the order of the file.
struct DockerScopes: Sendable {
  struct Definition: Sendable {
    /// The number of the instruction.
    var at: Int
    /// Nil for an ARG without a value: only the command line knows it.
    var value: DockerText?
  }

  struct Stage: Sendable {
    var base: Int?
    var environment: [String: [Definition]] = [:]
    var arguments: [String: [Definition]] = [:]
  }

  /// What a name means at some place.
  enum Meaning {
    case known(DockerText)
    /// Declared without a value: the command line may give one.
    case declared
    /// The builder gives it a value.
    case automatic
    case undefined
  }

  /// ARGs before the first FROM.
  var global: [String: DockerText?] = [:]
  var stages: [Stage] = []
  /// Bytes of all values that were resolved.
  var expanded = 0

  /// So many stages that go on from each other are looked through for a variable.
  static let longestChain = 100

  /// Arguments that the builder sets without being asked (Dockerfile reference, "Automatic platform
  /// ARGs in the global scope").
  static let automatic: Set<String> = [
    "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS",
    "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
  ]

  /// In ARGs before the first FROM and in FROM itself.
  func globalMeaning(of name: String) -> Meaning {
    if let value = global[name] { return value.map { .known($0) } ?? declared(name) }
    return Self.automatic.contains(name) ? .automatic : .undefined
  }

  /// Before instruction `at` of a stage. ENV wins over ARG, wherever they stand.
  func meaning(of name: String, in stage: Int, before at: Int) -> Meaning {
    if let value = environmentValue(of: name, in: stage, before: at) { return .known(value) }
    if let definition = last(stages[stage].arguments[name], before: at) {
      return definition.value.map { .known($0) } ?? declared(name)
    }
    return .undefined
  }

  private func declared(_ name: String) -> Meaning {
    Self.automatic.contains(name) ? .automatic : .declared
  }

  private func environmentValue(of name: String, in stage: Int, before at: Int) -> DockerText? {
    if let value = last(stages[stage].environment[name], before: at)?.value { return value }
    // Of an earlier stage the whole counts.
    var base = stages[stage].base
    for _ in 0..<Self.longestChain {
      guard let index = base else { break }
      if let value = stages[index].environment[name]?.last?.value { return value }
      base = stages[index].base
    }
    return nil
  }

  private func last(_ definitions: [Definition]?, before at: Int) -> Definition? {
    guard let definitions else { return nil }
    var low = 0
    var high = definitions.count
    while low < high {
      let middle = (low + high) / 2
      if definitions[middle].at < at { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? definitions[low - 1] : nil
  }
}

extension Dockerfile {
  /// What is known about a variable before an instruction: nil where nothing is.
  public func value(of name: String, before instruction: Int) -> DockerText? {
    guard instructions.indices.contains(instruction) else { return nil }
    let meaning =
      instructions[instruction].stage.map {
        scopes.meaning(of: name, in: $0, before: instruction)
      } ?? scopes.globalMeaning(of: name)
    if case .known(let value) = meaning { return value }
    return nil
  }

  /// The stage that a name or number means before the stage `before`, as in `COPY --from=`.
  public func stage(named name: String, before: Int) -> Int? {
    let wanted = name.lowercased()
    let earlier = stages.prefix(before)
    if let found = earlier.last(where: { $0.name?.text.lowercased() == wanted }) {
      return found.index
    }
    guard let number = Int(wanted), number >= 0, number < earlier.count else { return nil }
    return number
  }

  /// A word of an instruction's script with what ARG and ENV say; what the build decides stays as it
  /// is written.
  public func text(of word: ShellWord, at instruction: Int) -> DockerText {
    if let literal = word.literal { return DockerText(literal) }
    var out = ""
    var unknown: [String] = []
    append(word.parts, at: instruction, to: &out, &unknown)
    return DockerText(out, unknown: unknown)
  }

  private func append(
    _ parts: [ShellPart], at instruction: Int, to out: inout String, _ unknown: inout [String]
  ) {
    for part in parts {
      switch part.kind {
      case .literal(let text), .singleQuoted(let text), .escapeQuoted(let text), .glob(let text),
        .tilde(let text):
        out += text
      case .doubleQuoted(let inner): append(inner, at: instruction, to: &out, &unknown)
      case .parameter(let parameter):
        let isPlain = parameter.index == nil && !parameter.isLength && !parameter.isIndirect
        let known = isPlain ? value(of: parameter.name, before: instruction) : nil
        switch parameter.operator {
        case nil where known != nil, ":-" where known?.text != "" && known != nil,
          "-" where known != nil:
          out += known?.written ?? ""
          unknown += known?.unknown ?? []
        case ":-" where isPlain, "-" where isPlain:
          append(parameter.argument, at: instruction, to: &out, &unknown)
        case nil where isPlain:
          out += "${\(parameter.name)}"
          unknown.append(parameter.name)
        default:
          appendSource(part, to: &out)
          unknown.append(parameter.name)
        }
      case .command, .process, .arithmetic, .array, .template, .broken:
        appendSource(part, to: &out)
        unknown.append("")
      }
    }
  }

  private func appendSource(_ part: ShellPart, to out: inout String) {
    out += String(decoding: text.bytes[part.range.lower..<part.range.upper], as: UTF8.self)
  }

  // MARK: resolving

  /// Goes over the instructions once: stages, definitions, values.
  mutating func resolve() {
    var stageNames: [String: Int] = [:]
    for index in instructions.indices {
      let stage = stages.indices.last
      switch instructions[index].keyword {
      case .from:
        resolveValues(index, nil)
        openStage(index, &stageNames)
      case .arg: define(index, stage, isEnvironment: false)
      case .env:
        instructions[index].stage = stage
        define(index, stage, isEnvironment: true)
      case .run, .cmd, .entrypoint, .shell, .maintainer, .onbuild, .healthcheck, nil:
        resolveFlags(index, stage)
      case .label:
        for pair in instructions[index].pairs.indices {
          let key = resolved(instructions[index].pairs[pair].key, stage, index)
          instructions[index].pairs[pair].key.resolved = key
          if let value = instructions[index].pairs[pair].value {
            let text = resolved(value, stage, index)
            instructions[index].pairs[pair].value?.resolved = text
          }
        }
      default: resolveValues(index, stage)
      }
      instructions[index].stage = stages.indices.last
      if let last = stages.indices.last {
        stages[last].instructions = stages[last].instructions.lowerBound..<(index + 1)
      }
    }
  }

  private mutating func openStage(_ index: Int, _ names: inout [String: Int]) {
    let instruction = instructions[index]
    let image = instruction.values.first?.resolved ?? DockerText("")
    let base = image.text.flatMap { names[$0.lowercased()] }
    let name = instruction.values.count == 3 ? instruction.values[2] : nil
    if let name { names[name.text.lowercased()] = stages.count }
    stages.append(
      DockerStage(
        index: stages.count, name: name, image: DockerImage(image), base: base,
        instructions: index..<(index + 1)))
    scopes.stages.append(DockerScopes.Stage(base: base))
  }

  private mutating func define(_ index: Int, _ stage: Int?, isEnvironment: Bool) {
    for pair in instructions[index].pairs.indices {
      // All pairs of one ENV see what was before it; those of an ARG see each other.
      let before = isEnvironment ? index : index + 1
      let key = resolved(instructions[index].pairs[pair].key, stage, before)
      instructions[index].pairs[pair].key.resolved = key
      let name = key.written
      var value: DockerText?
      if let given = instructions[index].pairs[pair].value {
        value = resolved(given, stage, before)
        instructions[index].pairs[pair].value?.resolved = value ?? given.resolved
      }
      guard let stage else {
        if !isEnvironment { scopes.global[name] = .some(value) }
        continue
      }
      if isEnvironment {
        guard let value else { continue }
        scopes.stages[stage].environment[name, default: []].append(.init(at: index, value: value))
      } else {
        // Declared again in a stage, an argument has the value from before the first FROM.
        let inherited = value ?? scopes.global[name].flatMap { $0 }
        scopes.stages[stage].arguments[name, default: []].append(
          .init(at: index, value: inherited))
      }
    }
  }

  private mutating func resolveValues(_ index: Int, _ stage: Int?) {
    for value in instructions[index].values.indices {
      let text = resolved(instructions[index].values[value], stage, index)
      instructions[index].values[value].resolved = text
    }
    resolveFlags(index, stage)
  }

  private mutating func resolveFlags(_ index: Int, _ stage: Int?) {
    for flag in instructions[index].flags.indices {
      guard let value = instructions[index].flags[flag].value else { continue }
      let text = resolved(value, stage, index)
      instructions[index].flags[flag].value?.resolved = text
    }
  }

  private mutating func resolved(
    _ value: DockerValue, _ stage: Int?, _ index: Int
  ) -> DockerText {
    guard DockerExpansion.isNeeded(value.text, escape: escape) else { return value.resolved }
    guard scopes.expanded < DockerExpansion.totalLimit else {
      return DockerText(value.text, unknown: ["…"])
    }
    let scopes = scopes
    var expansion = DockerExpansion(value.text, escape: escape) { name in
      guard let stage else { return scopes.globalMeaning(of: name) }
      return scopes.meaning(of: name, in: stage, before: index)
    }
    let result = expansion.run()
    self.scopes.expanded += result.written.utf8.count
    return result
  }
}
