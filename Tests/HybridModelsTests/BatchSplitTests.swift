import RandomStreams
import TestSupport
import Testing

@testable import HybridModels

@Suite struct BatchSplitTests {
  @Test(.tags(.property)) func groupsDivideTheBatchInOrder() {
    var stream = RandomStream(seed: 1, name: "batch splits")
    var counts: Set<Int> = []
    for _ in 0..<2000 {
      let sampleCount = 1 + stream.index(below: 3000)
      let step = [1, 4, 16][stream.index(below: 3)]
      let work = 1 << stream.index(below: 40)
      let split = BatchSplit(sampleCount: sampleCount, workPerSample: work, step: step)
      counts.insert(split.groups.count)
      #expect(split.sampleCount == sampleCount && split.groups[0].lowerBound == 0)
      for (group, next) in zip(split.groups, split.groups.dropFirst()) {
        #expect(group.upperBound == next.lowerBound)
      }
      #expect(split.groups.allSatisfy { !$0.isEmpty && $0.lowerBound % step == 0 })
    }
    #expect(counts == [1, 2, 4, 8, 16])
  }

  @Test func moreWorkThanNumbersHoldIsDividedToo() {
    let split = BatchSplit(sampleCount: 64, workPerSample: .max, step: 4)
    #expect(split.groups.count == 16)
    #expect(BatchSplit(whole: 64).groups == [0..<64])
  }
}
