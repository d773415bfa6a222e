import FileFormats
import Foundation

/// Standard output and standard error, whatever they are connected to.
enum StandardStreams {
  /// Makes closed streams and full disks harmless. To be called first.
  ///
  /// A reader that goes away (`| head`) must not kill the process. And where a stream was closed by the
  /// caller (`>&-`), its number would be given to the next file that is opened, and text meant for the
  /// stream would end up there: so the number is taken by `/dev/null`.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    // A file that may grow no further is an error like any other of writing.
    signal(SIGXFSZ, SIG_IGN)
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      // `open` gives the lowest free number, which is this one.
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// Writes results. A reader that has gone away wants no more: that is no error.
  ///
  /// - Throws: `FileError`, for instance when the output goes to a full disk.
  static func writeOutput(_ text: String) throws(FileError) {
    let failure = OutputFile.writeAll(Data(text.utf8), to: 1)
    if let failure, failure != EPIPE {
      throw FileError(
        .write, "standard output", errno: failure)
    }
  }

  /// Writes progress and messages. Nobody could be told if that failed.
  static func writeError(_ text: String) {
    _ = OutputFile.writeAll(Data(text.utf8), to: 2)
  }

  /// Whether a person looks at standard error.
  static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// How many columns the terminal behind standard output has; 80 if it is none.
  static var outputWidth: Int { width(of: 1) }

  /// How many columns the terminal behind standard error has; 80 if it is none.
  static var errorWidth: Int { width(of: 2) }

  private static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
