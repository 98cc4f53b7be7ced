import ArgumentParser
import Glibc
import ShrikePipeline
import ShrikeSources
import ShrikeText

struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Look before every commit and push.",
    subcommands: [Install.self])

  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "install",
      abstract: "Write git hooks that call this Shrike.",
      discussion: """
        Examples:
          shrike hook install                 pre-commit and pre-push
          shrike hook install --pre-commit    only that one

        A hook that is there already is kept; Shrike tells what to add to it. For the pre-commit
        framework use the repository's .pre-commit-hooks.yaml instead.
        """)

    @Flag(help: "What is staged, before a commit.")
    var preCommit = false

    @Flag(help: "What the remote does not have, before a push.")
    var prePush = false

    @Flag(help: "Replace hooks that are there.")
    var force = false

    func run() throws {
      guard let repository = GitRepository.discover(from: ".", environment: Terminal.environment)
      else {
        Terminal.complain(
          "error[hook.repository]: this is no git repository\n"
            + "  = help: run it inside one, or 'git init' first")
        throw ExitStatus.usage.code
      }
      guard makeFolder(repository.hooksPath, mode: 0o755) else {
        Terminal.complain("error[io]: the folder '\(repository.hooksPath)' cannot be made")
        throw ExitStatus.internalError.code
      }
      let both = !preCommit && !prePush
      var failed = false
      if preCommit || both {
        failed = !install("pre-commit", Self.preCommitText, in: repository.hooksPath) || failed
      }
      if prePush || both {
        failed = !install("pre-push", Self.prePushText, in: repository.hooksPath) || failed
      }
      if failed { throw ExitStatus.usage.code }
    }

    private static let mark = "# Written by 'shrike hook install'."

    private func install(_ name: String, _ text: String, in folder: String) -> Bool {
      let path = "\(folder)/\(name)"
      if let old = readFile(path), !force {
        let isOurs = String(decoding: old, as: UTF8.self).contains(Self.mark)
        if !isOurs {
          Terminal.complain(
            "error[hook.exists]: '\(path)' is there already and not ours\n"
              + "  = help: add 'shrike scan \(name == "pre-commit" ? "--staged" : "--since @{push}")' "
              + "to it, or replace it with --force")
          return false
        }
      }
      do throws(EngineError) { try writeFile(path, Array(text.utf8), mode: 0o755) } catch {
        Terminal.complain("error[\(error.code)]: \(error.description)")
        return false
      }
      print("wrote \(path)")
      return true
    }

    /// The installed program by its path: hooks of graphical clients have a short PATH.
    private static var program: String {
      let path = Folders.executablePath ?? "shrike"
      return "'"
        + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
        + "'"
    }

    private static var preCommitText: String {
      """
      #!/bin/sh
      \(mark)
      shrike=\(program)
      [ -x "$shrike" ] || shrike=shrike
      exec "$shrike" scan --staged

      """
    }

    private static var prePushText: String {
      """
      #!/bin/sh
      \(mark)
      shrike=\(program)
      [ -x "$shrike" ] || shrike=shrike
      zero=0000000000000000000000000000000000000000
      status=0
      while read -r _ local _ remote; do
        case "$local" in *[!0]*) ;; *) continue ;; esac
        if [ "$remote" = "$zero" ] || ! git cat-file -e "$remote" 2>/dev/null; then
          base=$(git rev-list "$local" --not --remotes | tail -n 1)
          [ -n "$base" ] || continue
          if git cat-file -e "$base^" 2>/dev/null; then range="$base^..$local"; else range=; fi
        else
          range="$remote..$local"
        fi
        if [ -n "$range" ]; then
          "$shrike" scan --since "$range" || status=$?
        else
          "$shrike" scan --history || status=$?
        fi
      done
      exit $status

      """
    }
  }
}
