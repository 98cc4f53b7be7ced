import ShrikeModel
import ShrikeRego

/// Turns what policies say into reasons, and the findings they name into numbers of the report's lists.
struct FindingNumbers {
  private let count: Int
  private let suppressedCount: Int
  private let open: [Value: [Int]]

  /// Of the findings of an input.
  init(_ input: Value) {
    let findings = input["findings"]?.elements ?? []
    count = findings.count
    suppressedCount = input["suppressed"]?.count ?? 0
    var open: [Value: [Int]] = [:]
    for (number, finding) in findings.enumerated() {
      if let identity = finding["identity"]?["value"] { open[identity, default: []].append(number) }
    }
    self.open = open
  }

  /// A set of texts, or of objects with `message` and, where they are about findings, `finding`, `findings` or
  /// `suppressed`: numbers, or findings as they stand in the input.
  func reasons(_ value: Value?) -> [PolicyAnswer.Reason] {
    (value?.elements ?? []).map { reason($0) }.sorted {
      ($0.message, $0.findings.first ?? -1) < ($1.message, $1.findings.first ?? -1)
    }
  }

  private func reason(_ value: Value) -> PolicyAnswer.Reason {
    if let text = value.string { return .init(text) }
    guard let message = value["message"]?.string else { return .init(value.jsonText) }
    var named = value["findings"]?.elements ?? []
    if let finding = value["finding"] { named.append(finding) }
    var findings = named.flatMap { numbers($0) }
    var seen: Set<Int> = []
    findings = findings.filter { seen.insert($0).inserted }.sorted()
    let suppressed = (value["suppressed"]?.elements ?? []).compactMap(\.int).filter {
      (0..<suppressedCount).contains($0)
    }
    return .init(message, findings: findings, suppressed: suppressed.sorted())
  }

  private func numbers(_ value: Value) -> [Int] {
    if let number = value.int { return (0..<count).contains(number) ? [number] : [] }
    return value["identity"]?["value"].flatMap { open[$0] } ?? []
  }
}
