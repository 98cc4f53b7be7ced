import ShrikeFormats
import ShrikeText

/// A download that an interpreter runs at once, whatever came.
struct DownloadRun {
  /// `curl`
  let fetcher: String
  /// `bash`
  let runner: String
  /// Of the command that downloads.
  let range: ByteRange

  static func all(in script: ShellScript) -> [DownloadRun] {
    let commands = script.pipelineCommands
    guard commands.contains(where: { isFetcher($0) }) else { return [] }
    let pipelines = commands.byPipeline
    var found: [DownloadRun] = []
    for command in commands {
      if isFetcher(command), command.call.position + 1 < command.call.pipelineCount,
        let runner = pipelines[command.call.pipeline]?.first(where: {
          $0.call.position > command.call.position && $0.readsProgramFromInput
        })
      {
        found.append(DownloadRun(command, runner.name))
      }
      // `bash -c "$(curl …)"`, `bash <(curl …)`, `source <(curl …)`
      var programs = command.programs
      if command.name == "source" || command.name == "." || command.isInterpreter {
        programs += command.words.dropFirst().prefix(1).filter { word in
          word.parts.contains { if case .process(_, false) = $0.kind { true } else { false } }
        }
      }
      for program in programs {
        let inner = program.commands.map { PipelineCommand($0) }
        guard let fetcher = inner.first(where: { isFetcher($0) && !hasOutput($0) }) else {
          continue
        }
        found.append(DownloadRun(fetcher, command.name))
      }
    }
    return found
  }

  private init(_ command: PipelineCommand, _ runner: String) {
    fetcher = command.name
    self.runner = runner
    range = command.call.range
  }

  private static func isFetcher(_ command: PipelineCommand) -> Bool {
    command.name == "curl" || command.name == "wget"
  }

  /// It writes a file: what follows may look at it first.
  private static func hasOutput(_ command: PipelineCommand) -> Bool {
    command.name == "curl"
      && command.arguments.contains { $0 == "-o" || $0 == "-O" || $0 == "--output" }
  }
}
