import Glibc
import ShrikeExchange
import ShrikePipeline
import Synchronization

/// One line on standard error that says how far a long scan is; on a terminal only, and only when the scan
/// takes long enough to be waited for.
final class ProgressLine: Sendable {
  private static let delay: UInt32 = 100_000
  private static let quietTicks = 4

  private let progress: ScanProgress
  private let stopped = Atomic<Bool>(false)

  init(_ progress: ScanProgress) { self.progress = progress }

  /// Starts the thread that draws; call the result to end it and wipe the line.
  func start() -> () -> Void {
    guard Terminal.isTerminal(STDERR_FILENO) else { return {} }
    let thread = Background { [self] in draw() }
    return { [self] in
      stopped.store(true, ordering: .relaxed)
      thread.join()
      Terminal.tell("\r\u{1B}[K")
    }
  }

  private func draw() {
    var tick = 0
    while !stopped.load(ordering: .relaxed) {
      usleep(Self.delay)
      tick += 1
      let total = progress.total.load(ordering: .relaxed)
      if tick < Self.quietTicks || total == 0 { continue }
      let done = min(progress.done.load(ordering: .relaxed), total)
      let found = progress.found.load(ordering: .relaxed)
      let megabytes = progress.bytes.load(ordering: .relaxed) / 1_000_000
      Terminal.tell(
        "\r\u{1B}[Kscanning \(done) of \(total) · \(done * 100 / total) % · \(megabytes) MB · "
          + Words.count(found, "match", "matches"))
    }
  }
}

/// Ctrl-C and SIGTERM: the first asks the scan to end with what it has, the second ends at once.
enum Interruption {
  static func watch(_ progress: ScanProgress) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    // Blocked before any other thread starts, so that all signals come to the one that waits.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let wanted = signals
    _ = Background {
      var wanted = wanted
      var number: Int32 = 0
      sigwait(&wanted, &number)
      progress.cancel()
      Terminal.tell("\r\u{1B}[Kstopping; once more ends at once\n")
      sigwait(&wanted, &number)
      _exit(ExitStatus.interrupted.rawValue)
    }
  }
}

/// A thread for something beside the work.
final class Background: Sendable {
  private let thread: pthread_t

  init(_ body: @escaping @Sendable () -> Void) {
    var started = pthread_t()
    let context = Unmanaged.passRetained(Body(body)).toOpaque()
    pthread_create(
      &started, nil,
      { context in
        if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, context)
    thread = started
  }

  func join() { pthread_join(thread, nil) }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
