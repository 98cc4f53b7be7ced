/// The schema as `SarifTypes.table` tells it, ready for use.
struct SarifSchema: Sendable {
  indirect enum Kind: Sendable, Equatable {
    case text, uri, reference, date, guid, language, mimeType, fourNumbers
    case integer(least: Int?)
    case number(ClosedRange<Double>?)
    case flag
    case word(Set<String>)
    case bag
    case object(Int)
    case array(Kind, isNonempty: Bool, isUnique: Bool)
    case map(Kind)
    case nullable(Kind)
  }

  struct Property: Sendable {
    let kind: Kind
    let isRequired: Bool
    /// Whether rules look at what stands below it.
    let isFollowed: Bool
  }

  struct ObjectType: Sendable {
    let name: String
    var properties: [String: Property] = [:]
    var required: [String] = []
    var anyOf: [String] = []
    var oneOf: [String] = []
  }

  private(set) var types: [ObjectType] = []
  private var numbers: [String: Int] = [:]

  static let standard = SarifSchema(SarifTypes.table)

  func number(of name: String) -> Int? { numbers[name] }

  init(_ table: String) {
    var lines: [Substring] = []
    for line in table.split(separator: "\n") {
      // A list of words may go on in the next line.
      if let last = lines.last, last.hasSuffix("|") {
        lines[lines.count - 1] = Substring(last + line.drop { $0 == " " })
      } else {
        lines.append(line)
      }
    }
    for line in lines where !line.hasPrefix(" ") {
      numbers[String(line)] = types.count
      types.append(ObjectType(name: String(line)))
    }
    var current = -1
    for line in lines {
      guard line.hasPrefix(" ") else {
        current += 1
        continue
      }
      for word in Self.words(line) { add(word, to: current) }
    }
  }

  /// Split at blanks that stand in no brackets.
  private static func words(_ line: Substring) -> [Substring] {
    var words: [Substring] = []
    var depth = 0
    var start: Substring.Index?
    for index in line.indices {
      switch line[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case " " where depth == 0:
        if let from = start { words.append(line[from..<index]) }
        start = nil
        continue
      default: break
      }
      if start == nil { start = index }
    }
    if let from = start { words.append(line[from...]) }
    return words
  }

  private mutating func add(_ word: Substring, to type: Int) {
    guard types.indices.contains(type) else { return }
    if word.hasPrefix("anyOf(") || word.hasPrefix("oneOf(") {
      let names = word.dropFirst(6).dropLast().split(separator: " ").map(String.init)
      if word.hasPrefix("a") { types[type].anyOf = names } else { types[type].oneOf = names }
      return
    }
    guard let colon = word.firstIndex(of: ":") else { return }
    var name = word[..<colon]
    let isFollowed = name.hasPrefix(">")
    if isFollowed { name = name.dropFirst() }
    let isRequired = name.hasSuffix("!")
    if isRequired { name = name.dropLast() }
    guard let kind = kind(word[word.index(after: colon)...]) else { return }
    types[type].properties[String(name)] = Property(
      kind: kind, isRequired: isRequired, isFollowed: isFollowed)
    if isRequired { types[type].required.append(String(name)) }
  }

  private func kind(_ text: Substring) -> Kind? {
    if text.hasSuffix("~") { return kind(text.dropLast()).map { .nullable($0) } }
    switch text.first {
    case "s": return .text
    case "u": return .uri
    case "r": return .reference
    case "d": return .date
    case "g": return .guid
    case "l": return .language
    case "m": return .mimeType
    case "q": return .fourNumbers
    case "b": return .flag
    case "p": return .bag
    case "i": return .integer(least: bounds(text).lower.flatMap { Int($0) })
    case "n":
      let (lower, upper) = bounds(text)
      guard let low = lower.flatMap(Double.init), let high = upper.flatMap(Double.init) else {
        return .number(nil)
      }
      return .number(low...high)
    case "e":
      return .word(Set(text.dropFirst(2).dropLast().split(separator: "|").map(String.init)))
    case "@": return numbers[String(text.dropFirst())].map { .object($0) }
    case "{": return kind(text.dropFirst().dropLast()).map { .map($0) }
    case "[":
      var inner = text.dropFirst()
      let isUnique = inner.hasSuffix("#")
      if isUnique { inner = inner.dropLast() }
      let isNonempty = inner.hasSuffix("+")
      if isNonempty { inner = inner.dropLast() }
      return kind(inner.dropLast()).map {
        .array($0, isNonempty: isNonempty, isUnique: isUnique)
      }
    default: return nil
    }
  }

  private func bounds(_ text: Substring) -> (lower: Substring?, upper: Substring?) {
    guard let open = text.firstIndex(of: "("), let dots = text.firstRange(of: ".."),
      text.hasSuffix(")")
    else { return (nil, nil) }
    return (text[text.index(after: open)..<dots.lowerBound], text[dots.upperBound...].dropLast())
  }
}
