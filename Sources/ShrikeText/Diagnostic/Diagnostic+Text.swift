/// Colours of terminal text; `none` writes none.
public struct TextStyle: Sendable {
  public var colour: Bool

  public init(colour: Bool) { self.colour = colour }
  public static let plain = TextStyle(colour: false)

  public enum Ink: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case magenta = "35"
    case cyan = "36"
    case boldRed = "1;31"
    case boldYellow = "1;33"
    case boldGreen = "1;32"
    case boldBlue = "1;34"
  }

  public func paint(_ text: String, _ ink: Ink) -> String {
    colour && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// The text with control characters made visible: hostile file names cannot move a terminal's cursor.
  public var printable: String {
    if unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && !$0.isHarmful }) {
      return self
    }
    var out = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09: out += "  "
      case 0..<0x20: out.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
      case 0x7F: out += "\u{2421}"
      default: out.unicodeScalars.append(scalar.isHarmful ? "\u{FFFD}" : scalar)
      }
    }
    return out
  }
}

extension Unicode.Scalar {
  /// C1 controls and the marks that reorder text (CVE-2021-42574).
  fileprivate var isHarmful: Bool {
    switch value {
    case 0x80...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension Diagnostic {
  /// The diagnostic as a person reads it, caret frame included, without a trailing newline.
  public func text(_ style: TextStyle = .plain) -> String {
    let ink: TextStyle.Ink =
      switch level {
      case .error: .boldRed
      case .warning: .boldYellow
      case .note: .boldBlue
      }
    var out =
      style.paint("\(level.rawValue)[\(code)]", ink) + style.paint(": \(message.printable)", .bold)
    if let frame, let file {
      let number = String(frame.line)
      let gutter = String(repeating: " ", count: number.count)
      let bar = style.paint("|", .blue)
      let cut = frame.text.hasPrefix("…") ? min(frame.column, 62) : frame.column
      let before = String(
        String.UnicodeScalarView(frame.text.unicodeScalars.prefix(max(0, cut - 1))))
      let indent = String(repeating: " ", count: before.printable.unicodeScalars.count)
      out +=
        "\n\(gutter)\(style.paint("-->", .blue)) \(file.printable):\(frame.line):\(frame.column)"
      out += "\n\(gutter) \(bar)"
      out += "\n\(style.paint(number, .blue)) \(bar) \(frame.text.printable)"
      out += "\n\(gutter) \(bar) \(indent)"
      out += style.paint(String(repeating: "^", count: frame.length), ink)
      if let label { out += " " + style.paint(label.printable, ink) }
    } else {
      if let file { out += "\n --> \(file.printable)" }
      if let label { out += "\n  = " + label.printable }
    }
    if let help { out += "\n  = " + style.paint("help", .bold) + ": " + help.printable }
    return out
  }
}
