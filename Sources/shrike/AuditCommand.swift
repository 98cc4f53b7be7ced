import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeLedger
import ShrikePipeline
import ShrikeText

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Prove that the ledger's log is the one that was written.",
    discussion: """
      Every act is an event in a log that only grows. Its hash tree (RFC 9162) is signed now and then; a signed
      checkpoint that is kept elsewhere shows later whether anything was changed or cut off.

      Examples:
        shrike audit verify                              read the whole log, name the first altered event
        shrike audit checkpoint > checkpoint.txt         sign the log as it is now
        shrike audit verify --checkpoint checkpoint.txt  prove that it still begins with that
        shrike audit key                                 what others verify the signatures with
      """,
    subcommands: [Verify.self, Sign.self, Key.self], defaultSubcommand: Verify.self)

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Read the whole log; needs no network and changes nothing.")

    @Option(help: ArgumentHelp("Whose signatures count: name+hash+key.", valueName: "key"))
    var key: String?

    @Option(
      help: ArgumentHelp("A checkpoint that was kept elsewhere; repeatable.", valueName: "file"))
    var checkpoint: [String] = []

    @OptionGroup var options: LedgerOptions

    func run() throws {
      let check = try options.run { () throws(LedgerError) in
        var notes: [String] = []
        for path in checkpoint {
          guard let bytes = readFile(path, limit: 1 << 20) else {
            throw LedgerError(.input, "the checkpoint '\(path)' cannot be read")
          }
          notes.append(String(decoding: bytes, as: UTF8.self))
        }
        return try options.openToRead().verify(key: options.key(key), kept: notes)
      }
      let style = options.style
      let size = Words.count(Int(check.events), "event")
      guard !check.isIntact else {
        print("\(style.paint("✓ intact", .boldGreen)) · \(size) · \(signed(check))")
        return
      }
      print("\(style.paint("✕ not intact", .boldRed)): \(reason(check.outcome).printable)")
      throw ExitStatus.fail.code
    }

    private func signed(_ check: LogVerification) -> String {
      guard check.checkpoints > 0 else { return "no checkpoint says how it was before" }
      return
        "\(Words.count(check.checkpoints, "checkpoint")), the last after \(Words.count(Int(check.signedSize), "event"))"
    }

    private func reason(_ outcome: LogVerification.Outcome) -> String {
      switch outcome {
      case .intact: "nothing was changed"
      case .altered(let seq, let why): "event \(seq) is not what was written: \(why)"
      case .truncated(let size, let expected):
        "the log ends after \(size) events, there were \(expected)"
      case .rewritten(let from, let to):
        "something between event \(from) and event \(to) was rewritten"
      case .badCheckpoint(let size, let why):
        "the checkpoint of \(size) events does not hold: \(why)"
      }
    }
  }

  struct Sign: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "checkpoint", abstract: "Sign the log as it is now, and print the note.")

    @OptionGroup var options: LedgerOptions

    func run() throws {
      let note = try options.run { () throws(LedgerError) in
        try options.openExisting().checkpoint(at: LedgerOptions.now)
      }
      print(note, terminator: "")
    }
  }

  struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "key", abstract: "Print what others verify the signatures with.")

    @OptionGroup var options: LedgerOptions

    func run() throws {
      let key = try options.run { () throws(LedgerError) in
        guard let key = try options.key(nil) else {
          throw LedgerError(.notFound, "there is no key yet", help: "'shrike push' makes one")
        }
        return key
      }
      print(key)
    }
  }
}
