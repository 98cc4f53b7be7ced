import ShrikeText

@testable import ShrikeFormats

extension FuzzTarget {
  static let scripts = [
    FuzzTarget("shell", "shell scripts; every part lies in the text") { bytes in
      var diagnostics = Diagnostics()
      let script = ShellReader().read(
        Array(bytes), FileContext("a.sh"), diagnostics: &diagnostics)
      // UTF-16 grows to at most half as much again in UTF-8.
      if let script { check(script, within: bytes.count * 2) }
      show(diagnostics)
    },
    FuzzTarget("dockerfile", "Dockerfiles with their scripts, stages and variables") { bytes in
      var diagnostics = Diagnostics()
      let file = DockerfileReader().read(
        Array(bytes), FileContext("Dockerfile"), diagnostics: &diagnostics)
      if let file { check(file) }
      show(diagnostics)
    },
  ]

  private static func check(_ file: Dockerfile) {
    let count = file.text.bytes.count
    var end = 0
    for (index, instruction) in file.instructions.enumerated() {
      check(instruction.range, within: count)
      require(instruction.range.lower >= end, "instructions follow each other")
      end = instruction.range.upper
      require(instruction.firstLine <= instruction.lastLine, "lines are in order")
      for value in instruction.values { check(value.range, within: count) }
      for pair in instruction.pairs { check(pair.range, within: count) }
      for flag in instruction.flags { check(flag.range, within: count) }
      if let script = instruction.script { check(script, within: count) }
      _ = file.original(instruction)
      _ = file.value(of: "A", before: index)
    }
    for stage in file.stages {
      require(stage.base.map { $0 < stage.index } ?? true, "a stage goes on from an earlier one")
    }
  }

  private static func check(_ script: ShellScript, within count: Int) {
    check(script.range, within: count)
    for document in script.hereDocuments { check(document.range, within: count) }
    for call in script.commands {
      check(call.range, within: count)
      for word in call.command.words { check(word.range, within: count) }
      for redirection in call.redirections { check(redirection.range, within: count) }
    }
  }

  private static func check(_ range: ByteRange, within count: Int) {
    require(
      range.lower >= 0 && range.lower <= range.upper && range.upper <= count,
      "the range \(range) lies in the text of \(count) bytes")
  }
}
