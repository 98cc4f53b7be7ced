import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeLedger
import ShrikeModel
import ShrikePipeline
import ShrikeText

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Fill a ledger with an invented organisation, to look around in.",
    discussion: """
      Scans the example that comes with Shrike, and makes sixty days of it: three teams, nine assets, findings that come,
      go and come back, people who comment and decide. Nothing of it is about you.

      Examples:
        shrike demo                  into ./shrike-demo
        shrike demo look             into ./look
      """)

  @Argument(help: ArgumentHelp("Where the ledger goes.", valueName: "folder"))
  var folder = "shrike-demo"

  @OptionGroup var display: DisplayOptions

  /// Where the example stands beside the rules.
  static let example = "examples/shop"
  private static let seed: UInt64 = 0x5_EED0_F5B1_7E00

  func run() throws {
    let file = "\(folder)/ledger.sqlite"
    if access(file, F_OK) == 0 {
      Terminal.complain(
        "error[demo.exists]: '\(file.printable)' is there already\n"
          + "  = help: look at it with 'shrike serve --ledger \(file.printable)', or name another folder"
      )
      throw ExitStatus.usage.code
    }
    guard makeFolder(folder, mode: 0o755) else {
      Terminal.complain("error[demo.folder]: the folder '\(folder.printable)' cannot be made")
      throw ExitStatus.usage.code
    }
    let report = try scan()
    // Whole hours, so that all of a run's times are the same wherever in an hour it begins.
    let now = LedgerOptions.now
    let hour = Timestamp(milliseconds: now.milliseconds / DemoHistory.hour * DemoHistory.hour)
    do throws(LedgerError) {
      var demo = try DemoLedger(file: file, report: report, now: hour, seed: Self.seed)
      try demo.fill()
    } catch {
      for name in [file, "\(file)-wal", "\(file)-shm"] { unlink(name) }
      Terminal.complain("error[ledger.\(error.code)]: \(error.description)")
      throw ExitStatus.internalError.code
    }
    print(try words(file, hour))
  }

  /// Looks at the example; paths come as from its folder.
  private func scan() throws -> Report {
    let folders = Folders(environment: Terminal.environment)
    let path = folders.rules.map { "\($0)/../\(Self.example)" }.flatMap(Self.resolved)
    guard let path, isFolder(path) else {
      Terminal.complain(
        "error[demo.example]: the example that comes with Shrike is not here\n"
          + "  = help: run it from a checkout, or install Shrike again with 'shrike install'")
      throw ExitStatus.usage.code
    }
    var environment = Terminal.environment
    // The same identities wherever the example lies.
    environment["SHRIKE_FINGERPRINT_KEY"] = "shrike demo"
    var request = ScanRequest(
      path: path, environment: environment, workingFolder: Terminal.workingFolder,
      startedAt: Terminal.now)
    request.now = Terminal.nanoseconds
    request.jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    do throws(Scan.Failure) {
      var report = try Scan(request).run()
      for index in report.findings.indices {
        let finding = report.findings[index]
        report.findings[index].places = finding.places.map { Self.below(path, $0) }
        report.findings[index].related = finding.related.map { Self.below(path, $0) }
        if finding.identity.scheme.hasPrefix("secret") { report.findings[index].subject = .secret }
      }
      return report
    } catch {
      throw display.end(error)
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func below(_ folder: String, _ place: Place) -> Place {
    var place = place
    if place.path.hasPrefix("\(folder)/") {
      place.path = String(place.path.dropFirst(folder.count + 1))
    }
    return place
  }

  private func words(_ file: String, _ now: Timestamp) throws -> String {
    let facts: (scans: Int, open: Int, all: Int)
    do throws(LedgerError) {
      let ledger = try Ledger(reading: SQLiteDatabase(file: file, isReadOnly: true))
      let all = try FindingQuery.parse("state:any")
      let open = try FindingQuery.parse("state:open")
      facts = (
        try ledger.scans(limit: 1_000).count, try ledger.count(open, at: now),
        try ledger.count(all, at: now)
      )
    } catch {
      Terminal.complain("error[ledger.\(error.code)]: \(error.description)")
      throw ExitStatus.internalError.code
    }
    let assets = DemoOrganisation.assets.count
    return """
      made \(file.printable): \(assets) assets, \(facts.scans) scans, \(facts.all) findings, \(facts.open) of them open

      Look at it:
        shrike serve --ledger \(file.printable)
        shrike findings list --ledger \(file.printable)
      """
  }
}
