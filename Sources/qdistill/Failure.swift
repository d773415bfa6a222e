import Arithmetic
import ArgumentParser
import Datasets
import Experiments
import FileFormats
import Foundation
import Interchange
import QuantumSimulation

/// Ends the process with one line on standard error and the exit status that fits the error.
func fail(_ error: any Error) -> Never {
  switch error {
  case let error as FileError:
    stop("\(error)", status: status(of: error))
  case is InstructionSetError:
    stop("\(error)", status: 64)
  case let error as PlanError:
    stop("\(error)", status: error.isOfOption ? 64 : 65)
  case let error as InterchangeError:
    stop("\(error)", status: error.isOfMissingProgram ? 1 : 65)
  case is DatasetError, is DeviceError:
    stop("\(error)", status: 65)
  case let error as ValidationError:
    // Thrown by a running command; what the parser finds itself comes as an error of its own.
    stop(error.message, status: 64)
  default:
    // Usage errors and requests for help, which the argument parser words itself.
    QDistill.exit(withError: error)
  }
}

private func stop(_ message: String, status: Int32) -> Never {
  StandardStreams.writeError("qdistill: \(message)\n")
  exit(status)
}

private func status(of error: FileError) -> Int32 {
  switch error.action {
  case .read: 66
  case .write: 73
  case .understand: 65
  }
}
