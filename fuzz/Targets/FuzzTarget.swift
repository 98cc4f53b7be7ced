import ShrikeText

/// One reader of outside input, and what must hold whatever it is given.
struct FuzzTarget: Sendable {
  typealias Body = (UnsafeBufferPointer<UInt8>) -> Void

  /// Also the name of its seeds' folder and, with `.dict`, of its dictionary.
  let name: String
  let summary: String
  /// Longest input that is made up. Most mistakes need few bytes, and short inputs are many.
  let longest: Int
  /// Makes what all inputs share (compiled rules, scratch memory) and gives what is done with each.
  let prepare: @Sendable () throws -> Body

  init(
    _ name: String, _ summary: String, longest: Int = 1_024,
    prepare: @escaping @Sendable () throws -> Body
  ) {
    self.name = name
    self.summary = summary
    self.longest = longest
    self.prepare = prepare
  }

  /// For a reader that keeps nothing from one input to the next.
  init(
    _ name: String, _ summary: String, longest: Int = 1_024,
    each body: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    self.init(name, summary, longest: longest) { body }
  }

  static let all =
    formats + patterns + rules + secrets + sources + git + exchange + scans
    + scripts + infra + pipelines + policies + hub

  static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// Ends the process where something does not hold, so that the input is kept like that of a crash.
func require(
  _ holds: Bool, _ rule: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  if !holds { fatalError("broken: \(rule())", file: file, line: line) }
}

/// The parts of an input that stands for several texts: divided by lines of three dashes, so that a
/// seed stays a file one can read.
func parts(_ bytes: UnsafeBufferPointer<UInt8>, atMost limit: Int) -> [[UInt8]] {
  let mark = Array("\n---\n".utf8)
  var found: [[UInt8]] = []
  var at = 0
  while found.count + 1 < limit,
    let length = find(mark, in: UnsafeBufferPointer(rebasing: bytes[at...]))
  {
    found.append(Array(bytes[at..<(at + length)]))
    at += length + mark.count
  }
  found.append(Array(bytes[at...]))
  return found
}

/// Where a part that an input lacks is empty.
extension [[UInt8]] {
  func part(_ index: Int) -> [UInt8] { indices.contains(index) ? self[index] : [] }
}
