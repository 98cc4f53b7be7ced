import Glibc

/// Runs one body on several threads and waits for them; the calling thread is one of them.
enum WorkerPool {
  /// Expressions match on a stack of their own; this is for the readers' recursion.
  static let stackBytes = 8 << 20

  static func run<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    let others = (1..<max(1, count)).map { index in Worker { body(index) } }
    var values = [body(0)]
    for worker in others { values += worker.join().map { [$0] } ?? [] }
    return values
  }

  /// One thread.
  ///
  /// `value` is written by the thread before it ends and read after it was joined, never at once.
  private final class Worker<Value: Sendable>: @unchecked Sendable {
    private var thread = pthread_t()
    private var value: Value?
    private let body: @Sendable () -> Value
    private var started = false

    init(_ body: @escaping @Sendable () -> Value) {
      self.body = body
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, stackBytes)
      defer { pthread_attr_destroy(&attributes) }
      let context = Unmanaged.passRetained(Box { [unowned self] in value = self.body() })
      started =
        pthread_create(
          &thread, &attributes,
          { context in
            if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().run() }
            return nil
          }, context.toOpaque()) == 0
      if !started { context.release() }
    }

    func join() -> Value? {
      if started { pthread_join(thread, nil) } else { value = body() }
      return value
    }
  }

  private final class Box {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }
}
