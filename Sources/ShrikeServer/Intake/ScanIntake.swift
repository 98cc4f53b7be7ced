import HTTPTypes
import ShrikeIntake
import ShrikeLedger

/// A report that was sent in, as the ledger takes it.
enum ScanIntake {
  /// - Throws: a problem that tells the sender what is wrong with it.
  static func read(
    _ bytes: [UInt8], _ claim: ReportIntake.Claim, at now: Timestamp
  ) throws(Problem) -> ScanRecord {
    do throws(ReportIntake.Refusal) {
      return try ReportIntake(bytes, name: "report", claim: claim, now: now).record
    } catch {
      throw Problem(
        .unprocessableContent, "report", "The report cannot be taken",
        mistakes: [
          Problem.Mistake(
            place: error.code == .asset ? "asset" : "", detail: "\(error.message); \(error.help)")
        ])
    }
  }
}
