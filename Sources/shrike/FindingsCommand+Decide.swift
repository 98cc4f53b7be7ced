import ArgumentParser
import ShrikeLedger
import ShrikeText

/// What all decisions have.
struct DecisionOptions: ParsableArguments {
  @Argument(help: "Numbers, ids or beginnings of identities.")
  var findings: [String]

  @Option(help: ArgumentHelp("Why, in a sentence.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("Who answers for it.", valueName: "name"))
  var owner: String?

  @OptionGroup var options: LedgerOptions

  func decide(_ kind: Decision.Kind, _ words: String) throws {
    let outcome = try options.run { () throws(LedgerError) in
      let ledger = try options.openExisting()
      var ids: [String] = []
      for finding in findings { ids.append(try ledger.required(finding)) }
      let decision = Decision(kind, reason: reason, owner: owner, source: .cli)
      return try ledger.decide(ids, decision, by: options.actor, at: LedgerOptions.now)
    }
    guard !outcome.findings.isEmpty else {
      print("decided so already, nothing changed")
      return
    }
    print("\(counted(outcome.findings.count, "finding")) \(words)")
    print(options.style.paint("take it back: shrike findings undo \(outcome.batch)", .dim))
  }
}

extension FindingsCommand {
  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept", abstract: "Take the risk of findings until a day.")

    @Option(help: ArgumentHelp("The last day it holds.", valueName: "date"))
    var until: String

    @OptionGroup var decision: DecisionOptions

    func run() throws {
      let options = decision.options
      let end = try options.run { () throws(LedgerError) in
        guard let day = Timestamp(until), until.utf8.count == 10 else {
          throw LedgerError(.input, "'\(until)' is no day", help: "write it as 2027-03-31")
        }
        // It holds for all of that day.
        return day.adding(days: 1)
      }
      try decision.decide(.accepted(until: end), "accepted until \(until)")
    }
  }

  struct FalsePositive: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "false-positive", abstract: "Say that findings are none.")

    @OptionGroup var decision: DecisionOptions

    func run() throws { try decision.decide(.falsePositive, "marked as a false positive") }
  }

  struct NotAffected: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "not-affected", abstract: "Say that the product is not affected, as VEX has it.")

    @OptionGroup var decision: DecisionOptions

    func run() throws { try decision.decide(.notAffected, "marked as not affected") }
  }

  struct Reopen: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reopen", abstract: "Let no former decision hold any longer.")

    @OptionGroup var decision: DecisionOptions

    func run() throws { try decision.decide(.open, "opened again") }
  }

  struct Undo: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo", abstract: "Take decisions back; the ones before hold again.")

    @Argument(help: "What the decision told to take it back by.")
    var batch: String

    @OptionGroup var options: LedgerOptions

    func run() throws {
      let outcome = try options.run { () throws(LedgerError) in
        try options.openExisting().undo(
          batch.uppercased(), by: options.actor, at: LedgerOptions.now)
      }
      print("decision about \(counted(outcome.findings.count, "finding")) taken back")
    }
  }

  struct Assign: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "assign", abstract: "Make somebody the owner of findings.")

    @Argument(help: "Numbers, ids or beginnings of identities.")
    var findings: [String]

    @Option(help: ArgumentHelp("Whose they are; none: nobody's.", valueName: "name"))
    var to: String

    @OptionGroup var options: LedgerOptions

    func run() throws {
      let outcome = try options.run { () throws(LedgerError) in
        let ledger = try options.openExisting()
        var ids: [String] = []
        for finding in findings { ids.append(try ledger.required(finding)) }
        return try ledger.assign(
          ids, to: to == "none" ? nil : to, by: options.actor, at: LedgerOptions.now)
      }
      print("\(counted(outcome.findings.count, "finding")) assigned to \(to.printable)")
    }
  }

  struct Comment: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "comment", abstract: "Say something about a finding.")

    @Argument(help: "A number, an id or the beginning of an identity.")
    var finding: String

    @Argument(help: "What there is to say.")
    var text: String

    @OptionGroup var options: LedgerOptions

    func run() throws {
      try options.run { () throws(LedgerError) in
        let ledger = try options.openExisting()
        let id = try ledger.required(finding)
        try ledger.comment(id, text, by: options.actor, at: LedgerOptions.now)
      }
    }
  }
}
