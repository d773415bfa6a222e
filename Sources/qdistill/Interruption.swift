import Dispatch
import Experiments
import Foundation

/// Ends the process tidily when it is interrupted (Ctrl-C) or asked to terminate: finished runs are on the
/// disk already, so all there is to do is to say how to go on.
final class Interruption {
  private let sources: [any DispatchSourceSignal]
  /// A queue of its own, which gets a thread however busy the runs keep all others.
  private let queue = DispatchQueue(label: "qdistill.interruption", qos: .userInteractive)

  /// Watches from now on.
  ///
  /// - Parameter stop: what else is to be done before the end.
  init(folder: String, log: RunLog, stop: @escaping @Sendable () -> Void = {}) {
    sources = [SIGINT, SIGTERM].map { [queue] number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        stop()
        log.add(.stopped(signal: number == SIGINT ? "SIGINT" : "SIGTERM"))
        // Past the progress line, which stands on a terminal only.
        StandardStreams.writeError(StandardStreams.errorIsTerminal ? "\n" : "")
        StandardStreams.writeError(
          "qdistill: stopped; finished runs are kept in \(folder), "
            + "and the same command goes on from there\n")
        // Die of the signal, so that a shell's loop or script stops too. Sent to this thread, which lets it in:
        // all others keep it for the source, which would only say the same once more.
        signal(number, SIG_DFL)
        var letIn = sigset_t()
        sigemptyset(&letIn)
        sigaddset(&letIn, number)
        pthread_sigmask(SIG_UNBLOCK, &letIn, nil)
        raise(number)
      }
      source.resume()
      return source
    }
  }

  /// Leaves signals to the system again.
  func disarm() {
    sources.forEach { $0.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}
