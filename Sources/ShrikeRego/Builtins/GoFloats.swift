import Glibc

/// A float in Go's `%e`, `%f` or `%g`; without a precision the shortest text that reads back.
func goFloat(_ float: Double, _ verb: Character, _ precision: Int?) -> String {
  switch verb {
  case "f", "F": return cFormat("%.*f", precision ?? 6, float)
  case "e": return cFormat("%.*e", precision ?? 6, float)
  case "E": return cFormat("%.*E", precision ?? 6, float)
  default:
    if let precision { return cFormat(verb == "G" ? "%.*G" : "%.*g", precision, float) }
  }
  // The shortest digits, with an exponent below -4 and from 6 on (strconv, 'g').
  let text = "\(float)"
  let negative = text.hasPrefix("-")
  let body = negative ? text.dropFirst() : text[...]
  let parts = body.split(separator: "e", maxSplits: 1)
  let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  var digits = String(mantissa[0]) + (mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : "")
  var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + mantissa[0].count - 1
  while digits.hasPrefix("0"), digits.count > 1 {
    digits.removeFirst()
    exponent -= 1
  }
  while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
  let sign = negative ? "-" : ""
  if digits == "0" { return sign + "0" }
  if exponent < -4 || exponent >= 6 {
    let rest = digits.count > 1 ? "." + digits.dropFirst() : ""
    let magnitude = String(abs(exponent))
    return sign + digits.prefix(1) + rest + (verb == "G" ? "E" : "e") + (exponent < 0 ? "-" : "+")
      + (magnitude.count < 2 ? "0" : "") + magnitude
  }
  if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
  if digits.count <= exponent + 1 {
    return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
  }
  return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
}

/// A float in Go's `%x`: C's `%a` with at least two digits of the exponent.
func goHexFloat(_ float: Double, _ verb: Character, _ precision: Int?) -> String {
  let format = verb == "x" ? "a" : "A"
  let text =
    precision.map { cFormat("%.*\(format)", $0, float) } ?? cFormat("%\(format)", nil, float)
  guard let mark = text.lastIndex(where: { $0 == "+" || $0 == "-" }),
    text.distance(from: mark, to: text.endIndex) == 2, mark != text.startIndex
  else { return text }
  return "\(text[...mark])0\(text[text.index(after: mark)...])"
}

private func cFormat(_ format: String, _ precision: Int?, _ float: Double) -> String {
  var buffer = [CChar](repeating: 0, count: 400 + (precision ?? 0))
  let arguments: [any CVarArg] = precision.map { [Int32($0), float] } ?? [float]
  let count = withVaList(arguments) { vsnprintf(&buffer, buffer.count, format, $0) }
  return String(
    decoding: buffer.prefix(Int(max(0, count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
