import Glibc

/// A number with so many digits after the point; `verb` is `f`, `e` or `g`.
func formatFloat(_ float: Double, _ verb: String, _ precision: Int) -> String {
  var buffer = [CChar](repeating: 0, count: 2_048)
  let count = withVaList([Int32(precision), float]) { arguments in
    vsnprintf(&buffer, buffer.count, "%.*\(verb)", arguments)
  }
  let kept = buffer.prefix(max(0, min(Int(count), buffer.count - 1)))
  return String(decoding: kept.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
