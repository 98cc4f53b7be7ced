import ArgumentParser
import Foundation
import ShrikeLedger
import ShrikeServer
import ShrikeTransport

/// How people are told what waits for them: assignments, approvals, deadlines.
struct NoticeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Tell people by mail through this server: smtp://mail.example.org:587 or smtps://mail.example.org.",
      valueName: "url"))
  var mailServer: String?

  @Option(help: ArgumentHelp("Whom mails come from.", valueName: "address"))
  var mailFrom: String?

  @Option(help: ArgumentHelp("Who signs in at the mail server.", valueName: "name"))
  var mailUser: String?

  @Option(
    help: ArgumentHelp(
      "The file with the mail server's password. Also in $SHRIKE_MAIL_PASSWORD.", valueName: "file")
  )
  var mailPassword: String?

  @Option(
    help: ArgumentHelp(
      "Tell a room: the file with the address of an incoming webhook, as Slack's. Also in $SHRIKE_CHAT_WEBHOOK.",
      valueName: "file"))
  var chatWebhook: String?

  @Option(help: ArgumentHelp("Remind owners so many days before a deadline.", valueName: "days"))
  var remindDays = 3

  func validate() throws {
    if (mailServer == nil) != (mailFrom == nil) {
      throw ValidationError("--mail-server and --mail-from go together.")
    }
    if !(0...90).contains(remindDays) {
      throw ValidationError("--remind-days takes 0 to 90.")
    }
  }

  /// Nil where nobody is to be told.
  func settings() throws(LedgerError) -> NoticeSettings? {
    var settings = NoticeSettings()
    settings.reminderDays = remindDays
    if let mailServer, let mailFrom {
      settings.mail = MailServer(
        url: mailServer, from: mailFrom, user: mailUser,
        password: try Self.secret(mailPassword, "SHRIKE_MAIL_PASSWORD"))
    }
    settings.chat = try Self.secret(chatWebhook, "SHRIKE_CHAT_WEBHOOK")
    return settings.mail == nil && settings.chat == nil ? nil : settings
  }

  /// Of a file, or the environment.
  private static func secret(_ file: String?, _ name: String) throws(LedgerError) -> String? {
    guard let file else {
      return ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw LedgerError(.io, "the secret '\(file)' cannot be read")
    }
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
