import ArgumentParser
import ShrikeExchange
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

  @OptionGroup var store: StoreOptions

  func decide(_ kind: Decision.Kind, _ words: String) throws {
    let decision = Decision(kind, reason: reason, owner: owner, source: .cli)
    let act = try store.run { store throws(LedgerError) in try store.decide(findings, decision) }
    if let proposal = act.proposal {
      print("\(Words.count(act.count, "finding")): proposed, waits for a second person")
      print(store.style.paint("proposal \(proposal)", .dim))
      return
    }
    guard act.count > 0 else {
      print("decided so already, nothing changed")
      return
    }
    print("\(Words.count(act.count, "finding")) \(words)")
    print(store.style.paint("take it back: shrike findings undo \(act.batch)", .dim))
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
      let end = try decision.store.ledger.run { () throws(LedgerError) in
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

    @OptionGroup var store: StoreOptions

    func run() throws {
      let act = try store.run { store throws(LedgerError) in try store.undo(batch.uppercased()) }
      print("decision about \(Words.count(act.count, "finding")) taken back")
    }
  }

  struct Assign: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "assign", abstract: "Make somebody the owner of findings.")

    @Argument(help: "Numbers, ids or beginnings of identities.")
    var findings: [String]

    @Option(help: ArgumentHelp("Whose they are; none: nobody's.", valueName: "name"))
    var to: String

    @OptionGroup var store: StoreOptions

    func run() throws {
      let owner = to == "none" ? nil : to
      let act = try store.run { store throws(LedgerError) in
        try store.assign(findings, to: owner)
      }
      print("\(Words.count(act.count, "finding")) assigned to \(to.printable)")
    }
  }

  struct Comment: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "comment", abstract: "Say something about a finding.")

    @Argument(help: "A number, an id or the beginning of an identity.")
    var finding: String

    @Argument(help: "What there is to say.")
    var text: String

    @OptionGroup var store: StoreOptions

    func run() throws {
      try store.run { store throws(LedgerError) in try store.comment(finding, text) }
    }
  }
}
