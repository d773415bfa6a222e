import Foundation
import TestSupport
import Testing

@testable import Interchange

@Suite struct TensorBoardEventsTests {
  /// What `Scripts/golden/tensorboard_events.py` prints.
  private static let written = """
    GAAAAAAAAACjf0siCQAAAAAAAPg/Gg1icmFpbi5FdmVudDoyKihkbCEAAAAAAAAAAXvs9gkAAAAAAAAEQBCsAioTChEKCnRyYWluL2xvc3MVAACAPj\
    zJysUzAAAAAAAAAAynIFYJAAAAAAAADEAQASomCiQKCnBhcmFtZXRlcnNCDAgHEgBCBnwgw6QgfEoICgYKBHRleHTlM9CJ
    """

  @Test(.tags(.golden)) func theBytesAreTensorBoards() {
    var events = TensorBoardEvents(time: 1.5)
    events.append(0.25, tag: "train/loss", step: 300, time: 2.5)
    events.append(text: "| ä |", tag: "parameters", step: 1, time: 3.5)
    #expect(Data(events.bytes).base64EncodedString() == Self.written)
  }

  @Test(
    arguments: [
      (0, [0x08, 0]), (127, [0x08, 0x7f]), (300, [0x08, 0xac, 0x02]),
      (Int.max, [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
    ] as [(Int, [UInt8])])
  func numbersAreVarints(number: Int, bytes: [UInt8]) {
    var message = ProtocolBuffer()
    message.append(number, field: 1)
    #expect(message.bytes == bytes)
  }
}
