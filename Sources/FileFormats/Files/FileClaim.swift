import Foundation

/// The right to do what belongs to a file, among all processes that ask for it: a lock on a file of its own, which the system
/// takes back from a process that dies, however it dies.
///
/// Where a file system knows no locks everybody gets the claim.
public struct FileClaim: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// The claim to a file, which lies in a file beside it; `nil` if another process, or another claim of this one, has it and
  /// `waits` is false.
  ///
  /// Who has waited should look whether there is still something to be done.
  ///
  /// - Throws: `FileError` if the claim's file cannot be made.
  public init?(to path: String, waits: Bool) throws(FileError) {
    let claim = Self.name(for: path)
    while true {
      let descriptor = open(claim, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else {
        throw FileError(.write, claim)
      }
      guard Self.lock(descriptor, waits: waits) else {
        close(descriptor)
        return nil
      }
      // Who had it before has removed its file by now, and somebody else may have made another.
      if Self.leads(claim, to: descriptor) {
        self.path = claim
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  private static func lock(_ descriptor: Int32, waits: Bool) -> Bool {
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EWOULDBLOCK:
        guard isFree(descriptor) else { return false }
        // Somebody only looks, and is about to go.
        usleep(100)
      case EINTR: break
      // There are no locks here.
      default: return true
      }
    }
    return true
  }

  /// Whether nobody has the claim: who looks shares the lock, for an instant, with others who look.
  private static func isFree(_ descriptor: Int32) -> Bool {
    let isShared = flock(descriptor, LOCK_SH | LOCK_NB) == 0
    if isShared { flock(descriptor, LOCK_UN) }
    return isShared || errno != EWOULDBLOCK
  }

  private static func leads(_ path: String, to descriptor: Int32) -> Bool {
    var (named, opened) = (stat(), stat())
    return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }

  /// Whether somebody has the claim to a file; `nil` if nobody has ever asked for it, or it was given back. Claims nothing.
  ///
  /// What a killed process left is held by nobody. Where a file system knows no locks nobody seems to hold anything.
  public static func isHeld(to path: String) -> Bool? {
    let descriptor = open(name(for: path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return !isFree(descriptor)
  }

  /// Gives the claim back, as its end does anyway.
  public consuming func release() {}

  /// Removed before it is unlocked, so that nobody removes a file that somebody else has locked.
  deinit {
    unlink(path)
    close(descriptor)
  }

  /// How the names of claims' files end.
  static let ending = "claim"

  /// What the claim's file is called that belongs to a file of this name.
  public static func name(for target: String) -> String { "\(target).\(ending)" }

  /// What the claim is to whose file has this name; `nil` if it is no claim's. What a killed process left is claimed by nobody.
  public static func target(of name: String) -> String? {
    name.hasSuffix(".\(ending)") ? String(name.dropLast(ending.count + 1)) : nil
  }
}
