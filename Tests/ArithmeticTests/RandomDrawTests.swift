import Arithmetic
import Testing

@Suite struct RandomDrawTests {
  /// Whichever layer, run and sample draws, the first number comes from another place.
  @Test(arguments: [0, 1, 0x9e37_79b9_7f4a_7c15] as [UInt64])
  func layersRunsAndSamplesDrawDifferently(key: UInt64) {
    var keys: Set<UInt64> = []
    for layer in 0..<10 {
      for run in 0..<5 {
        let draw = RandomDraw(key: key).ofLayer(layer).ofRun(run)
        #expect(draw == RandomDraw(key: key).ofLayer(layer).ofRun(run))
        // The kernels begin with key + (sample + 1) times this.
        for sample in 0..<20 {
          keys.insert(draw.key &+ 0x9e37_79b9_7f4a_7c15 &* UInt64(sample + 1))
        }
      }
    }
    #expect(keys.count == 10 * 5 * 20)
  }

  @Test func theFirstLayerAndRunHaveTheKeysOwnNumbers() {
    let draw = RandomDraw(key: 7, firstSample: 3)
    #expect(draw.ofLayer(0) == draw && draw.ofRun(0) == draw)
  }
}
