import ShrikeFormats
import ShrikeLedger

/// What a value that came from outside must be.
enum Kind: Sendable, Hashable {
  /// Up to so many bytes, not blank.
  case text(Int)
  /// As text, and may be empty.
  case anyText(Int)
  case integer(ClosedRange<Int>)
  case flag
  case word([String])
  /// Up to so many texts of up to 1,000 bytes.
  case texts(Int)
  /// A day or a moment, RFC 3339.
  case time

  var schema: JSON {
    switch self {
    case .text(let most):
      .members(["type": "string", "minLength": .integer(1), "maxLength": .integer(most)])
    case .anyText(let most): .members(["type": "string", "maxLength": .integer(most)])
    case .integer(let range):
      .members([
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ])
    case .flag: .members(["type": "boolean"])
    case .word(let words): .members(["type": "string", "enum": .strings(words)])
    case .texts(let most):
      .members([
        "type": "array", "maxItems": .integer(most), "minItems": .integer(1),
        "items": .members([
          "type": "string", "minLength": .integer(1), "maxLength": .integer(1_000),
        ]),
      ])
    case .time: .members(["type": "string", "format": "date-time"])
    }
  }
}

/// A named value of a body, a query or a path.
struct Parameter: Sendable, Hashable {
  var name: String
  var kind: Kind
  var summary: String
  var isRequired: Bool

  init(_ name: String, _ kind: Kind, _ summary: String, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.isRequired = isRequired
  }
}

/// Values that were checked against what they must be.
struct Given: Sendable {
  enum Value: Sendable, Hashable {
    case text(String)
    case integer(Int)
    case flag(Bool)
    case texts([String])
    case time(Timestamp)
  }

  private(set) var values: [String: Value] = [:]

  func text(_ name: String) -> String? {
    if case .text(let text) = values[name] { return text }
    return nil
  }
  func integer(_ name: String) -> Int? {
    if case .integer(let number) = values[name] { return number }
    return nil
  }
  func flag(_ name: String) -> Bool { values[name] == .flag(true) }
  func texts(_ name: String) -> [String] {
    if case .texts(let list) = values[name] { return list }
    return []
  }
  func time(_ name: String) -> Timestamp? {
    if case .time(let time) = values[name] { return time }
    return nil
  }

  // MARK: reading

  /// Reads a JSON object; every mistake of it is told.
  static func read(_ node: Node, _ parameters: [Parameter]) throws(Problem) -> Given {
    guard node.isMapping else { throw .invalid("", "it must be an object") }
    var reader = GivenReader(parameters)
    var seen: Set<String> = []
    for entry in node.entries {
      seen.insert(entry.name)
      guard let parameter = reader.parameters[entry.name] else {
        reader.mistake("/\(entry.name)", "it has no meaning here")
        continue
      }
      reader.take(parameter, "/\(entry.name)", entry.value)
    }
    return try reader.finish(seen, prefix: "/")
  }

  /// Reads the fields of a query or a form, each once; an empty field counts as none.
  static func read(
    _ fields: [(name: String, value: String)], _ parameters: [Parameter],
    ignoring ignored: Set<String> = []
  ) throws(Problem) -> Given {
    var reader = GivenReader(parameters)
    var seen: Set<String> = []
    for (name, value) in fields where !ignored.contains(name) {
      guard let parameter = reader.parameters[name] else {
        reader.mistake(name, "it has no meaning here")
        continue
      }
      if case .texts = parameter.kind {
        seen.insert(name)
        reader.add(parameter, value)
        continue
      }
      guard seen.insert(name).inserted else {
        reader.mistake(name, "it is given twice")
        continue
      }
      if value.isEmpty, !parameter.isRequired { continue }
      reader.take(parameter, value)
    }
    return try reader.finish(seen, prefix: "")
  }

  fileprivate mutating func set(_ name: String, _ value: Value) { values[name] = value }

  /// Makes an empty text of a field that a form left empty.
  mutating func clear(_ name: String) { values[name] = .text("") }
}

/// Collects values and mistakes.
private struct GivenReader {
  let list: [Parameter]
  let parameters: [String: Parameter]
  var given = Given()
  var mistakes: [Problem.Mistake] = []

  init(_ list: [Parameter]) {
    self.list = list
    parameters = Dictionary(list.map { ($0.name, $0) }) { first, _ in first }
  }

  mutating func mistake(_ place: String, _ detail: String) {
    if mistakes.count < 20 {
      mistakes.append(Problem.Mistake(place: String(place.prefix(100)), detail: detail))
    }
  }

  func finish(_ seen: Set<String>, prefix: String) throws(Problem) -> Given {
    var mistakes = mistakes
    for parameter in list where parameter.isRequired && !seen.contains(parameter.name) {
      mistakes.append(Problem.Mistake(place: prefix + parameter.name, detail: "it is missing"))
    }
    guard mistakes.isEmpty else { throw .invalid(mistakes) }
    return given
  }

  mutating func take(_ parameter: Parameter, _ place: String, _ node: Node) {
    switch (parameter.kind, node.kind) {
    case (.flag, .bool): given.set(parameter.name, .flag(node.bool == true))
    case (.integer(let range), .integer):
      guard let number = node.int, range.contains(number) else {
        return mistake(place, "it must be from \(range.lowerBound) to \(range.upperBound)")
      }
      given.set(parameter.name, .integer(number))
    case (.texts(let most), .sequence):
      let texts = node.elements.compactMap(\.string)
      guard texts.count == node.count, (1...most).contains(texts.count),
        texts.allSatisfy({ (1...1_000).contains($0.utf8.count) && !$0.utf8.contains(0) })
      else { return mistake(place, "it must be a list of 1 to \(most) texts") }
      given.set(parameter.name, .texts(texts))
    case (.text, .string), (.anyText, .string), (.word, .string), (.time, .string):
      check(parameter, place, node.string ?? "")
    default: mistake(place, "it must be \(Self.words(parameter.kind))")
    }
  }

  mutating func take(_ parameter: Parameter, _ text: String) {
    switch parameter.kind {
    case .integer(let range):
      guard let number = Int(text), range.contains(number) else {
        return mistake(
          parameter.name, "it must be a number from \(range.lowerBound) to \(range.upperBound)")
      }
      given.set(parameter.name, .integer(number))
    case .flag:
      guard ["true", "false", "on", "1", "0"].contains(text) else {
        return mistake(parameter.name, "it must be true or false")
      }
      given.set(parameter.name, .flag(text != "false" && text != "0"))
    default: check(parameter, parameter.name, text)
    }
  }

  /// One more of a list.
  mutating func add(_ parameter: Parameter, _ text: String) {
    guard case .texts(let most) = parameter.kind else { return }
    let texts = given.texts(parameter.name) + [text]
    guard texts.count <= most, (1...1_000).contains(text.utf8.count), !text.utf8.contains(0) else {
      return mistake(parameter.name, "it must be a list of 1 to \(most) texts")
    }
    given.set(parameter.name, .texts(texts))
  }

  private mutating func check(_ parameter: Parameter, _ place: String, _ text: String) {
    // No database keeps a NUL in a text.
    guard !text.utf8.contains(0) else { return mistake(place, "it has a NUL in it") }
    switch parameter.kind {
    case .text(let most):
      guard !text.allSatisfy(\.isWhitespace), text.utf8.count <= most else {
        return mistake(place, "it must have 1 to \(most) bytes that are not all blank")
      }
      given.set(parameter.name, .text(text))
    case .anyText(let most):
      guard text.utf8.count <= most else {
        return mistake(place, "it must have at most \(most) bytes")
      }
      given.set(parameter.name, .text(text))
    case .word(let words):
      guard words.contains(text) else {
        return mistake(place, "it must be one of \(words.joined(separator: ", "))")
      }
      given.set(parameter.name, .text(text))
    case .time:
      guard let time = Timestamp(text) else {
        return mistake(place, "it must be a day, 2026-01-31, or a time, 2026-01-31T09:15:00Z")
      }
      given.set(parameter.name, .time(time))
    default: mistake(place, "it must be \(Self.words(parameter.kind))")
    }
  }

  private static func words(_ kind: Kind) -> String {
    switch kind {
    case .text, .anyText: "a text"
    case .integer: "a whole number"
    case .flag: "true or false"
    case .word(let words): "one of \(words.joined(separator: ", "))"
    case .texts: "a list of texts"
    case .time: "a time"
    }
  }
}
