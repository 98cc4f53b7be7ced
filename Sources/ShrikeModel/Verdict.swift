/// The gate's answer.
public enum Verdict: Sendable, Hashable {
  case pass
  case fail([String])
  /// Something that was asked for did not run or lacks its data.
  case notEvaluated([String])

  public var word: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .notEvaluated: "not evaluated"
    }
  }

  public var reasons: [String] {
    switch self {
    case .pass: []
    case .fail(let reasons), .notEvaluated(let reasons): reasons
    }
  }
}
