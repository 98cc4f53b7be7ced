import ShrikeText
import Testing

@testable import ShrikeWorkflows

/// A pipeline file that says on its lines what is found there: `# finds: id`, once for each finding.
struct MarkedPipeline: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  var testDescription: String { name }
  var bytes: [UInt8] { Array(text.utf8) }

  /// `12 id`, sorted; of the given ids alone where there are any.
  func expected(_ mark: String) -> [String] {
    var out: [String] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let place = line.firstRange(of: mark) else { continue }
      for id in line[place.upperBound...].split(whereSeparator: { $0 == " " || $0 == "," }) {
        out.append("\(number + 1) \(id)")
      }
    }
    return out.sorted()
  }
}
