import Glibc
import Synchronization

/// A server on a free port of this machine that does what the test says, one connection after another.
final class FakeServer: Sendable {
  struct Failure: Error {}

  /// One client, read by lines.
  final class Client {
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    private func fill() -> Bool {
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      guard count > 0 else { return false }
      buffer += bytes.prefix(count)
      return true
    }

    /// Without its end; nil: the client is gone.
    func line() -> String? {
      while true {
        if let end = buffer.firstIndex(of: 0x0A) {
          let line = buffer[..<end].filter { $0 != 0x0D }
          buffer.removeFirst(end + 1)
          return String(decoding: line, as: UTF8.self)
        }
        guard fill() else { return nil }
      }
    }

    func bytes(_ count: Int) -> [UInt8] {
      while buffer.count < count, fill() {}
      defer { buffer.removeFirst(min(count, buffer.count)) }
      return Array(buffer.prefix(count))
    }

    func say(_ text: String) {
      let bytes = Array("\(text)\r\n".utf8)
      _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  let port: Int
  private let listener: Int32

  init(_ serve: @escaping @Sendable (Client) -> Void) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 8) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    guard isBound else { throw Failure() }
    FakeServer.thread {
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else {
          // Closed here, where nobody can wait for it any more: its number may be another's at once.
          close(listener)
          return
        }
        serve(Client(client))
        close(client)
      }
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  private static func thread(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(body))
    var id = pthread_t()
    let code = pthread_create(
      &id, nil,
      { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
    if code == 0 { pthread_detach(id) } else { box.release() }
  }

  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

/// Takes mails, and refuses recipients it is told to.
final class FakeMailServer: Sendable {
  struct Taken: Sendable {
    var from = ""
    var recipients: [String] = []
    var lines: [String] = []
    var signedIn = ""
  }
  private let server: FakeServer
  private final class Store: Sendable { let mails = Mutex<[Taken]>([]) }
  private let store: Store

  var mails: [Taken] { store.mails.withLock { $0 } }
  var url: String { "smtp://127.0.0.1:\(server.port)" }

  /// `refuses`: recipients with this in them get 550.
  init(refuses: String? = nil) throws {
    let store = Store()
    self.store = store
    server = try FakeServer { client in
      var mail = Taken()
      client.say("220 mail.example ESMTP")
      while let line = client.line() {
        let verb = line.prefix(4).uppercased()
        switch verb {
        case "EHLO":
          client.say("250-mail.example")
          client.say("250 AUTH PLAIN")
        case "AUTH":
          mail.signedIn = String(line.split(separator: " ").last ?? "")
          if mail.signedIn == "PLAIN" {
            client.say("334 ")
            mail.signedIn = client.line() ?? ""
          }
          client.say("235 welcome")
        case "MAIL":
          mail.from = line
          client.say("250 ok")
        case "RCPT":
          if let refuses, line.contains(refuses) {
            client.say("550 nobody here")
          } else {
            mail.recipients.append(line)
            client.say("250 ok")
          }
        case "DATA":
          client.say("354 go on")
          while let line = client.line(), line != "." { mail.lines.append(line) }
          let done = mail
          store.mails.withLock { $0.append(done) }
          client.say("250 taken")
        case "QUIT":
          client.say("221 bye")
          return
        default: client.say("250 ok")
        }
      }
    }
  }
}

/// Takes posts, and answers with a status.
final class FakeWebServer: Sendable {
  private final class Store: Sendable {
    let bodies = Mutex<[String]>([])
    let heads = Mutex<[String]>([])
  }
  private let store: Store
  private let server: FakeServer

  var bodies: [String] { store.bodies.withLock { $0 } }
  /// Lines before the body, those of all requests behind each other.
  var heads: [String] { store.heads.withLock { $0 } }
  var url: String { "http://127.0.0.1:\(server.port)/hook" }

  init(status: Int = 200) throws {
    let store = Store()
    self.store = store
    server = try FakeServer { client in
      var length = 0
      while let line = client.line(), !line.isEmpty {
        store.heads.withLock { $0.append(line) }
        if line.lowercased().hasPrefix("content-length:") {
          length = Int(line.split(separator: " ").last ?? "") ?? 0
        }
      }
      let body = String(decoding: client.bytes(length), as: UTF8.self)
      store.bodies.withLock { $0.append(body) }
      client.say("HTTP/1.1 \(status) Answer\r\nContent-Length: 0\r\nConnection: close\r\n")
    }
  }
}
