import DatabaseFixtures
import Foundation
import ShrikeLedger
import ShrikeModel
import ShrikeText
import ShrikeTransport
import Testing

@testable import ShrikeServer

@Suite struct NoticeTests {
  private static func hub(
    _ engine: Engine, _ mail: FakeMailServer?, _ chat: FakeWebServer? = nil
  ) throws -> TestHub {
    var notices = NoticeSettings()
    notices.mail = mail.map {
      MailServer(url: $0.url, from: "shrike@example.org", user: "shrike", password: "p/w")
    }
    notices.chat = chat?.url
    let test = try TestHub(engine) { $0.notices = notices }
    // From now on.
    _ = try test.hub.fillNotices()
    return test
  }

  /// Sends everything that waits.
  private static func tell(_ test: TestHub) throws {
    while try test.hub.fillNotices() > 0 {}
    while try test.hub.sendNotice() {}
  }

  private static func header(_ name: String, _ mail: FakeMailServer.Taken) -> String? {
    mail.lines.prefix { !$0.isEmpty }.first { $0.hasPrefix("\(name): ") }
      .map { String($0.dropFirst(name.count + 2)) }
  }

  private static func text(_ mail: FakeMailServer.Taken) -> String {
    let body = mail.lines.drop { !$0.isEmpty }.joined()
    return String(decoding: Data(base64Encoded: body) ?? Data(), as: UTF8.self)
  }

  @Test(arguments: Engine.all) func whoeverIsAssignedIsTold(engine: Engine) async throws {
    let (mail, chat) = (try FakeMailServer(), try FakeWebServer())
    let test = try Self.hub(engine, mail, chat)
    let token = try test.token(.admin, name: "lead")
    try test.person("ana@example.org", .developer)
    try await test.run { visitor in
      try await visitor.publish(
        TestReport.text(findings: [("k1", "high", "SQL <made> of text")]), token: token)
      func assign(_ owner: String) async throws {
        try await visitor.post(
          "/api/v1/assignments", #"{"findings":["1"],"owner":"\#(owner)"}"#, token: token)
      }
      try await assign("ana")
      try Self.tell(test)
      try Self.tell(test)
      #expect(mail.mails.count == 1 && chat.bodies.count == 1, "once")
      let told = try #require(mail.mails.first)
      #expect(told.from.hasPrefix("MAIL FROM:<shrike@example.org>"))
      #expect(told.recipients == ["RCPT TO:<ana@example.org>"])
      #expect(told.signedIn == Data("\0shrike\0p/w".utf8).base64EncodedString())
      #expect(Self.header("Subject", told) == "Assigned to you: #1 SQL <made> of text")
      #expect(Self.header("Date", told) == test.clock.now.mailDate)
      let text = Self.text(told)
      #expect(text.contains("token:lead has assigned this finding to you."))
      #expect(text.contains("http://127.0.0.1:7420/findings/1"))
      #expect(
        chat.bodies.first?.contains(#"*Assigned to you: #1 SQL &lt;made&gt; of text*"#) == true)
      // Whoever takes it themselves knows; whoever has no account cannot be reached.
      try await visitor.post(
        "/api/v1/assignments", #"{"findings":["1"],"owner":"me"}"#, token: token)
      try await assign("nobody")
      try Self.tell(test)
      #expect(mail.mails.count == 1)
    }
  }

  @Test(arguments: Engine.all) func approversAreAskedButNotTheProposer(engine: Engine)
    async throws
  {
    let mail = try FakeMailServer()
    let test = try Self.hub(engine, mail)
    let token = try test.token(.admin)
    try test.person("ana@example.org", .approver)
    try test.person("bob@example.org", .approver, assets: ["vault"])
    try test.person("cy@example.org", .reader)
    let eve = try test.person("eve@example.org", .approver)
    let browser = Visitor(test.hub)
    let csrf = try test.enter(browser, eve)
    try await test.run { visitor in
      try await visitor.publish(TestReport.text(findings: [("k1", "high", "One")]), token: token)
      let proposed = try await browser.post(
        "/api/v1/decisions",
        #"{"findings":["1"],"kind":"false-positive","reason":"not ours"}"#,
        headers: ["X-CSRF-Token": csrf])
      #expect(proposed.status == 202)
      try Self.tell(test)
      try Self.tell(test)
      #expect(mail.mails.flatMap(\.recipients) == ["RCPT TO:<ana@example.org>"])
      #expect(Self.text(try #require(mail.mails.first)).contains("eve proposes"))
    }
  }

  @Test(arguments: Engine.all) func ownersAreRemindedOnceADay(engine: Engine) async throws {
    let mail = try FakeMailServer()
    let test = try Self.hub(engine, mail)
    let token = try test.token(.admin)
    try test.person("ana@example.org", .developer)
    try await test.run { visitor in
      try await visitor.publish(
        TestReport.text(findings: [("k1", "critical", "Bad"), ("k2", "low", "Fair")]),
        token: token)
      try await visitor.post(
        "/api/v1/assignments", #"{"findings":["1","2"],"owner":"ana"}"#, token: token)
      try Self.tell(test)
      let before = mail.mails.count
      func remind() throws -> [String?] {
        try test.hub.remind()
        try Self.tell(test)
        return mail.mails.dropFirst(before).map { Self.header("Subject", $0) }
      }
      let finding = try await visitor.get("/api/v1/findings/1", token: token).json
      let due = try #require(finding?["due"]?.text.flatMap { Timestamp($0) })
      let days = (due.milliseconds - test.clock.now.milliseconds) / 86_400_000
      test.clock.advance(seconds: (days - 2) * 86_400)
      let first = try remind()
      #expect(first == ["Findings: 1 due soon"], "\(days) days")
      #expect(try remind() == first, "once a day")
      test.clock.advance(seconds: 4 * 86_400)
      #expect(try remind() == first + ["Findings: 1 overdue"])
    }
  }

  @Test func whatFailsIsTriedAgain() async throws {
    let (mail, chat) = (try FakeMailServer(refuses: "ana@"), try FakeWebServer(status: 500))
    let test = try Self.hub(.sqlite, mail, chat)
    let token = try test.token(.admin)
    try test.person("ana@example.org", .developer)
    try await test.run { visitor in
      try await visitor.publish(TestReport.text(findings: [("k1", "high", "One")]), token: token)
      try await visitor.post(
        "/api/v1/assignments", #"{"findings":["1"],"owner":"ana"}"#, token: token)
      func rows() throws -> [String] {
        try test.hub.everything.read { (connection: any SQLConnection) throws(LedgerError) in
          try connection.rows(
            "SELECT channel, state, attempts, problem FROM hub_notice ORDER BY channel"
          ).map { "\($0.text(0)) \($0.text(1)) \($0.int(2)) \($0.text(3))" }
        }
      }
      try Self.tell(test)
      let first = try rows()
      #expect(first.count == 2)
      #expect(first[0] == "chat waiting 1 it answered 500")
      #expect(first[1].hasPrefix("mail waiting 1 ") && first[1].contains("550"), "\(first[1])")
      for _ in 0..<8 {
        test.clock.advance(seconds: 6 * 3_600)
        try Self.tell(test)
      }
      #expect(try rows().allSatisfy { $0.contains(" failed 8 ") })
      #expect(mail.mails.isEmpty && chat.bodies.count == 8)
    }
    #expect(!test.log.text.contains(chat.url) && !test.log.text.contains("p/w"))
  }

  @Test(arguments: [
    ("Grüße aus Köln", "=?utf-8?B?R3LDvMOfZSBhdXMgS8O2bG4=?="),
    ("a\r\nBcc: eve@example.net", "a  Bcc: eve@example.net"),
  ]) func subjectsAreOneHeader(_ subject: String, _ written: String) throws {
    let mail = try FakeMailServer()
    try MailServer(url: mail.url, from: "a@example.org").send(
      Mail(to: "b@example.org", subject: subject, text: ".\r\n.\r\n"), id: "1", date: "d")
    let told = try #require(mail.mails.first)
    #expect(Self.header("Subject", told) == written)
    #expect(Self.header("Bcc", told) == nil)
    #expect(Self.text(told) == ".\r\n.\r\n")
  }

  @Test(arguments: [
    "a@example.org>,<eve@example.net", "a", "@example.org", "a@b@c", "a b@example.org",
    "a@example.org\r\nRCPT TO:<eve@example.net>",
  ]) func whatIsNoAddressGetsNothing(_ address: String) throws {
    let mail = try FakeMailServer()
    #expect(throws: EngineError.self) {
      try MailServer(url: mail.url, from: "a@example.org").send(
        Mail(to: address, subject: "s", text: "t"), id: "1", date: "d")
    }
    #expect(mail.mails.isEmpty)
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_780_800_000, "Fri, 27 Nov 2026 12:00:00 +0000"),
    (951_827_696_000, "Tue, 29 Feb 2000 12:34:56 +0000"),
  ]) func datesAreThoseOfMail(_ milliseconds: Int64, _ text: String) {
    #expect(Timestamp(milliseconds: milliseconds).mailDate == text)
  }
}
