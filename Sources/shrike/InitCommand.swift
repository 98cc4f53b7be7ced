import ArgumentParser
import Glibc
import ShrikePipeline
import ShrikeText

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented shrike.yml for the repository you stand in.",
    discussion: """
      Examples:
        shrike init                  writes shrike.yml, unless there is one
        shrike init --print          shows it instead
      """)

  @Argument(help: "The folder.")
  var path = "."

  @Flag(help: "Show the file instead of writing it.")
  var print = false

  func run() throws {
    let text = ConfigurationTemplate.text(for: path)
    if print {
      Swift.print(text, terminator: "")
      return
    }
    let file = path == "." ? Configuration.fileName : "\(path)/\(Configuration.fileName)"
    if access(file, F_OK) == 0 {
      Terminal.complain(
        "error[init.exists]: '\(file)' is there already\n"
          + "  = help: see what it says with 'shrike config show', or print a new one with --print")
      throw ExitStatus.usage.code
    }
    do throws(EngineError) { try writeFile(file, Array(text.utf8)) } catch {
      Terminal.complain("error[\(error.code)]: \(error.description)")
      throw ExitStatus.internalError.code
    }
    Swift.print("wrote \(file); 'shrike scan' reads it from now on")
  }
}
