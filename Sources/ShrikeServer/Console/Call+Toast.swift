import HTTPTypes
import ShrikeConsole
import ShrikeLedger
import ShrikeText

/// What an act did is told on the page that comes after it, by a cookie that lives for a minute. It is signed for
/// whoever acted, so that nobody can put words of their own onto somebody's page.
extension Call {
  private static let toastCookie = "shrike-toast"
  private static let toastSeconds = 60
  /// Longer words are cut: a cookie has 4 KB.
  private static let longestToast = 500

  /// Adds what is to be told to an answer that leads to a page.
  func telling(_ toast: Toast, _ answer: Answer) throws(Problem) -> Answer {
    var answer = answer
    let text = String(toast.text.unicodeScalars.prefix(Self.longestToast))
    let words = hexadecimal(Array(text.utf8))
    let until = now.milliseconds + Int64(Self.toastSeconds) * 1_000
    let value = "\(until).\(toast.isFailure ? "f" : "d").\(toast.batch ?? "").\(words)"
    answer.headers.append(
      HTTPField(
        name: .setCookie,
        value: setting(
          Self.toastCookie, "\(value).\(try signature(value))", seconds: Self.toastSeconds)))
    return answer
  }

  /// What the last act did, where it is to be told now.
  var toast: Toast? {
    get throws(Problem) {
      guard let cookie = cookie(Self.toastCookie), let end = cookie.lastIndex(of: ".") else {
        return nil
      }
      let value = String(cookie[..<end])
      let parts = value.split(separator: ".", omittingEmptySubsequences: false)
      guard Secrets.equal(String(cookie[cookie.index(after: end)...]), try signature(value)),
        parts.count == 4, let until = Int64(parts[0]), until > now.milliseconds,
        let text = Self.text(parts[3])
      else { return nil }
      return Toast(
        text, batch: parts[2].isEmpty ? nil : String(parts[2]), isFailure: parts[1] == "f")
    }
  }

  var forgetToast: HTTPField {
    HTTPField(name: .setCookie, value: setting(Self.toastCookie, "", seconds: 0))
  }

  private func signature(_ value: String) throws(Problem) -> String {
    let viewer = try me
    return Secrets.mac(hub.formKey, "toast:\(viewer.org):\(viewer.key):\(value)")
  }

  private static func text(_ digits: Substring) -> String? {
    let digits = Array(digits.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for at in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[at...at + 1], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
