import CCurl
import Glibc
public import ShrikeText

/// A mail server that messages are given to (RFC 6409).
public struct MailServer: Sendable, Hashable {
  /// `smtp://host:587`, where TLS must follow the greeting, or `smtps://host`. Only on this machine it may do without.
  public var url: String
  public var user: String?
  public var password: String?
  /// Whom mails come from: `shrike@example.org`.
  public var from: String

  public init(url: String, from: String, user: String? = nil, password: String? = nil) {
    self.url = url
    self.from = from
    self.user = user
    self.password = password
  }

  /// What is wrong with it; nil: nothing.
  public var fault: String? {
    let isServer = ["smtp://", "smtps://"].contains { url.hasPrefix($0) && url.count > $0.count }
    guard isServer, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !url.contains("@") else {
      return "the mail server is smtp://host:port or smtps://host, without user and password"
    }
    return Mail.isAddress(from) ? nil : "'\(from)' is no address"
  }

  private var isHere: Bool {
    ["smtp://127.0.0.1", "smtp://localhost", "smtp://[::1]"].contains { here in
      guard url.hasPrefix(here) else { return false }
      return url.count == here.count || url.dropFirst(here.count).first == ":"
    }
  }

  /// Gives a mail to the server and waits. Throws where it was not taken.
  public func send(_ mail: Mail, id: String, date: String) throws(EngineError) {
    guard Mail.isAddress(mail.to), Mail.isAddress(from) else {
      throw EngineError(.io, "the mail's address is none")
    }
    let message = mail.bytes(from: from, id: id, date: date)
    var answer = shrike_http_answer()
    let recipient = strdup("<\(mail.to)>")
    defer { free(recipient) }
    let recipients = [recipient.map { UnsafePointer<CChar>($0) }, nil]
    let code = recipients.withUnsafeBufferPointer { recipients -> Int32 in
      message.withUnsafeBufferPointer { bytes -> Int32 in
        url.withCString { url -> Int32 in
          "<\(from)>".withCString { from -> Int32 in
            Self.with(user) { user in
              Self.with(password) { password in
                guard let recipients = recipients.baseAddress, let bytes = bytes.baseAddress else {
                  return 1
                }
                var request = shrike_mail_request(
                  url: url, user: user, password: password, from: from, recipients: recipients,
                  message: bytes, message_size: message.count, connect_seconds: 10, seconds: 60,
                  needs_tls: isHere ? 0 : 1)
                return shrike_mail(&request, &answer)
              }
            }
          }
        }
      }
    }
    guard code == 0 else {
      let problem = withUnsafeBytes(of: &answer.problem) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      let reply = answer.status > 0 ? "\(problem) (\(answer.status))" : problem
      throw EngineError(.io, "the mail server did not take it", cause: reply)
    }
  }

  private static func with(
    _ text: String?, _ body: (UnsafePointer<CChar>?) -> Int32
  ) -> Int32 {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
  }
}

/// A mail of plain text to one person.
public struct Mail: Sendable, Hashable {
  public var to: String
  public var subject: String
  public var text: String

  public init(to: String, subject: String, text: String) {
    self.to = to
    self.subject = subject
    self.text = text
  }

  /// Nothing that could begin another header, or another recipient. Addresses beyond ASCII want servers that few have.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>(),;:\\\"[]".utf8.contains($0) }
  }

  /// As it travels (RFC 5322, RFC 2045). `date`: RFC 5322's; `id`: what makes it one of a kind.
  func bytes(from: String, id: String, date: String) -> [UInt8] {
    let domain = from.split(separator: "@").last ?? "localhost"
    let lines = [
      "From: Shrike <\(from)>", "To: <\(to)>", "Subject: \(Self.words(subject))", "Date: \(date)",
      "Message-ID: <\(id)@\(domain)>", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
      // Nobody's absence is told to a program (RFC 3834).
      "Auto-Submitted: auto-generated", "",
    ]
    var out = Array(lines.joined(separator: "\r\n").utf8) + [0x0D, 0x0A]
    let body = Array(Base64.text(Array(text.utf8)).utf8)
    for start in stride(from: 0, to: body.count, by: 76) {
      out += body[start..<min(start + 76, body.count)]
      out += [0x0D, 0x0A]
    }
    return out
  }

  /// A header's text: as it is, or in words of at most 75 letters (RFC 2047). Control characters become spaces.
  private static func words(_ text: String) -> String {
    let clean = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    if clean.utf8.allSatisfy({ $0 < 0x80 }), clean.utf8.count <= 200, !clean.contains("=?") {
      return clean
    }
    var words: [String] = []
    var part: [UInt8] = []
    for character in clean {
      if part.count + character.utf8.count > 42 {
        words.append("=?utf-8?B?\(Base64.text(part))?=")
        part = []
      }
      part += character.utf8
    }
    words.append("=?utf-8?B?\(Base64.text(part))?=")
    return words.joined(separator: "\r\n ")
  }
}

/// RFC 4648, section 4.
private enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 4 / 3 + 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(3 - group.count) * 8
      for at in 0..<4 {
        out.append(at <= group.count ? letters[Int(bits >> UInt32(18 - 6 * at) & 63)] : 0x3D)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
