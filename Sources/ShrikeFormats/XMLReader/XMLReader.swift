import CXMLEvents

/// Reads XML through libxml2's events into a light tree that knows its lines.
///
/// An entity declaration ends the reading: what XML 1.0 predefines and numbers is all a report
/// needs, and nothing outside of the file is ever looked at. Mistakes are forgiven where the rest can
/// still be read; the first is told.
public struct XMLReader: Sendable {
  public struct Limits: Sendable {
    public var bytes = 1 << 30
    /// Levels of nesting; consumers recurse.
    public var depth = 200
    public var elements = 20_000_000

    public init() {}
  }

  /// What was read, and what was wrong with it first.
  public struct Outcome: Sendable {
    /// The root element; nothing where there is none.
    public let root: XMLElement
    public let problem: (message: String, line: Int)?
    /// True where the problem is one of the bounds that are kept, and not a slip.
    public let isRefused: Bool
  }

  public var limits = Limits()

  public init() {}

  public func read(_ bytes: [UInt8]) -> Outcome { parse(bytes, isHTML: false) }

  /// The same of HTML as browsers forgive it.
  public func readHTML(_ bytes: [UInt8]) -> Outcome { parse(bytes, isHTML: true) }

  private func parse(_ bytes: [UInt8], isHTML: Bool) -> Outcome {
    guard bytes.count <= limits.bytes, let count = Int32(exactly: bytes.count) else {
      return outcome([], ("the file is too large", 1), isRefused: true)
    }
    guard count > 0 else { return outcome([], ("the text is empty", 1), isRefused: false) }
    let builder = XMLBuilder(limits)
    let result = bytes.withUnsafeBytes { raw in
      shrike_xml_parse(
        raw.assumingMemoryBound(to: CChar.self).baseAddress, count, isHTML, builder.handler)
    }
    if result.declares_entities {
      return outcome(
        [], ("it declares entities, which are refused", Int(result.line)), isRefused: true)
    }
    if let refusal = builder.refusal { return outcome([], refusal, isRefused: true) }
    let message = withUnsafeBytes(of: result.message) { raw in
      String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self).trimmed
    }
    return outcome(
      builder.finish(), message.isEmpty ? nil : (message, Int(result.line)), isRefused: false)
  }

  private func outcome(
    _ records: [XMLTree.Record], _ problem: (message: String, line: Int)?, isRefused: Bool
  ) -> Outcome {
    let root = XMLElement(tree: XMLTree(records), index: records.isEmpty ? -1 : 0)
    return Outcome(root: root, problem: problem, isRefused: isRefused)
  }
}

/// Takes the parser's events; lives as long as one reading and on its thread only.
private final class XMLBuilder {
  private var records: [XMLTree.Record] = []
  private var open: [Int] = []
  private var texts: [[UInt8]] = []
  private let limits: XMLReader.Limits
  private(set) var refusal: (message: String, line: Int)?

  init(_ limits: XMLReader.Limits) { self.limits = limits }

  var handler: shrike_xml_handler {
    shrike_xml_handler(
      context: Unmanaged.passUnretained(self).toOpaque(),
      start: { context, name, line, attributes, count in
        XMLBuilder.of(context)?.start(name, Int(line), attributes, Int(count)) ?? false
      },
      end: { context in XMLBuilder.of(context)?.end() },
      text: { context, bytes, count in XMLBuilder.of(context)?.append(bytes, Int(count)) })
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLBuilder? {
    context.map { Unmanaged<XMLBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  private func start(
    _ name: UnsafePointer<CChar>?, _ line: Int,
    _ attributes: UnsafePointer<shrike_xml_attribute>?, _ count: Int
  ) -> Bool {
    guard refusal == nil else { return false }
    guard open.count < limits.depth else {
      return refuse("it is nested more than \(limits.depth) levels deep", line)
    }
    guard records.count < limits.elements else { return refuse("it has too many elements", line) }
    var list: [(name: String, value: String)] = []
    list.reserveCapacity(count)
    for attribute in UnsafeBufferPointer(start: attributes, count: count) {
      guard let name = attribute.name, let value = attribute.value else { continue }
      let bytes = UnsafeRawBufferPointer(start: value, count: Int(attribute.value_count))
      list.append((String(cString: name), String(decoding: bytes, as: UTF8.self)))
    }
    let index = records.count
    if let parent = open.last { records[parent].children.append(index) }
    records.append(
      XMLTree.Record(name: name.map { String(cString: $0) } ?? "", line: line, attributes: list))
    open.append(index)
    texts.append([])
    return true
  }

  private func append(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
    guard let bytes, !texts.isEmpty else { return }
    texts[texts.count - 1].append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
  }

  private func end() {
    guard let index = open.popLast(), let text = texts.popLast() else { return }
    records[index].end = records.count
    if !text.isEmpty { records[index].text = String(decoding: text, as: UTF8.self) }
  }

  private func refuse(_ reason: String, _ line: Int) -> Bool {
    refusal = (reason, line)
    return false
  }

  func finish() -> [XMLTree.Record] {
    while !open.isEmpty { end() }
    return records
  }
}
