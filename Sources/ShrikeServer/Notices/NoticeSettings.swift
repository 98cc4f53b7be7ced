public import ShrikeTransport

/// How people are told what waits for them, outside of the console.
public struct NoticeSettings: Sendable {
  /// Each person by mail; nil: nobody.
  public var mail: MailServer?
  /// Everybody in one room: an incoming webhook of Slack, Mattermost, Rocket.Chat or what speaks as they do. Whoever
  /// knows the address can write there, so it is a secret.
  public var chat: String?
  /// Days before a deadline from which on its owner is reminded, once a day.
  public var reminderDays = 3

  public init() {}

  var isAny: Bool { mail != nil || chat != nil }

  /// What is wrong with it; nil: nothing.
  var fault: String? {
    if let fault = mail?.fault { return fault }
    guard let chat else { return nil }
    let isWeb = chat.hasPrefix("https://") || chat.hasPrefix("http://")
    return isWeb && chat.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      ? nil : "the chat's webhook is no http:// or https:// address"
  }
}
