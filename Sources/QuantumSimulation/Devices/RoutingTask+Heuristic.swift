extension RoutingTask {
  /// Swaps for a circuit that begins in these places: each time the one that brings the pairs to come nearest together.
  ///
  /// Li, Ding, Xie, *Tackling the qubit mapping problem for NISQ-era quantum devices* (SABRE, 2019), for one order of the gates, with
  /// weights that fade with the distance in the future.
  func swaps(from start: [Int], in region: Region) -> (swaps: [[(Int, Int)]], end: [Int]) {
    var places = start
    var swaps: [[(Int, Int)]] = []
    for index in pairs.indices {
      var here: [(Int, Int)] = []
      let pair = pairs[index]
      while region.distances[places[pair.control]][places[pair.target]] > 1 {
        let ends = [places[pair.control], places[pair.target]]
        let now = region.distances[ends[0]][ends[1]]
        var best: (edge: (Int, Int), score: Double)?
        for edge in region.edges where ends.contains(edge.0) || ends.contains(edge.1) {
          var moved = places
          moved.swap(edge)
          // Only what brings the pair nearer, so that there is an end.
          guard region.distances[moved[pair.control]][moved[pair.target]] < now else { continue }
          let score = outlook(from: index, moved, region) + region.swapCost(edge.0, edge.1)
          if score < best?.score ?? .infinity { best = (edge, score) }
        }
        let edge = best!.edge
        places.swap(edge)
        here.append(edge)
      }
      swaps.append(here)
    }
    return (swaps, places)
  }

  /// How far the next pairs are apart, later ones counting less.
  private func outlook(from index: Int, _ places: [Int], _ region: Region) -> Double {
    let reach = 20
    var (sum, weight) = (0.0, 1.0)
    for pair in pairs[index..<min(index + reach, pairs.count)] {
      sum += weight * Double(region.distances[places[pair.control]][places[pair.target]])
      weight *= 0.85
    }
    return sum
  }

  /// A good placement in a region: from a first guess forwards and backwards through the circuit, so that it begins where it would like
  /// to end.
  func goodRouting(in region: Region) -> Routing {
    var best: Routing?
    let backwards = RoutingTask(
      qubitCount: qubitCount, pairs: pairs.reversed(), measured: measured)
    for first in 0..<min(qubitCount, 4) {
      var start = guess(beginningWith: first, in: region)
      for _ in 0..<3 {
        let there = swaps(from: start, in: region)
        let routing = Routing(self, region, start: start, swaps: there.swaps)
        if routing.cost < best?.cost ?? .infinity { best = routing }
        start = backwards.swaps(from: there.end, in: region).end
      }
    }
    return best!
  }

  /// Qubits that act with one another in places that are near to one another, in the order of two searches by breadth.
  private func guess(beginningWith first: Int, in region: Region) -> [Int] {
    let partners = partners
    var order = [first]
    var next = 0
    while order.count < qubitCount {
      if next < order.count {
        order += partners[order[next]].sorted().filter { !order.contains($0) }
        next += 1
      } else {
        order.append((0..<qubitCount).first { !order.contains($0) }!)
      }
    }
    // The centre of the region first.
    var free = Set(region.qubits.indices)
    var places = Array(repeating: -1, count: qubitCount)
    for qubit in order {
      let placed = partners[qubit].map { places[$0] }.filter { $0 >= 0 }
      let anchors = placed.isEmpty ? Array(region.qubits.indices) : placed
      let place = free.min { left, right in
        func distance(_ place: Int) -> Int {
          anchors.reduce(0) { $0 + region.distances[$1][place] }
        }
        return (distance(left), left) < (distance(right), right)
      }!
      places[qubit] = place
      free.remove(place)
    }
    return places
  }
}
