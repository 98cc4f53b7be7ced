import Foundation
public import ShrikeLedger

extension Timestamp {
  /// By the machine's clock.
  public static var now: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }
}
