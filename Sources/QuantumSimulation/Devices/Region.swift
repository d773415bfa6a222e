/// Some qubits of a device, numbered from 0, as a place for a circuit.
struct Region {
  /// The device's numbers of the qubits.
  let qubits: [Int]
  /// The pairs of neighbours, as numbers in the region, the first smaller.
  let edges: [(Int, Int)]
  /// How many steps two qubits are apart, `[qubits][qubits]`.
  let distances: [[Int]]
  private let costs: DeviceCosts

  init(_ qubits: [Int], _ costs: DeviceCosts) {
    self.qubits = qubits
    self.costs = costs
    let places = Dictionary(uniqueKeysWithValues: zip(qubits, qubits.indices))
    let neighbours = qubits.map { costs.neighbours[$0].compactMap { places[$0] } }
    edges = neighbours.indices.flatMap { first in
      neighbours[first].filter { $0 > first }.map { (first, $0) }
    }
    distances = qubits.indices.map { start in
      var distances = Array(repeating: Int.max / 4, count: qubits.count)
      distances[start] = 0
      var queue = [start]
      var next = 0
      while next < queue.count {
        let place = queue[next]
        next += 1
        for neighbour in neighbours[place] where distances[neighbour] > distances[place] + 1 {
          distances[neighbour] = distances[place] + 1
          queue.append(neighbour)
        }
      }
      return distances
    }
  }

  /// What a `cx` between two neighbours costs.
  func pairCost(_ control: Int, _ target: Int) -> Double {
    costs.pair(qubits[control], qubits[target])!
  }

  /// What three of them cost, as a swap of two neighbours takes.
  func swapCost(_ first: Int, _ second: Int) -> Double {
    let (there, back) = (pairCost(first, second), pairCost(second, first))
    return there + back + min(there, back)
  }

  /// What it costs to read a qubit.
  func readoutCost(_ place: Int) -> Double { costs.readout[qubits[place]] }
  /// What the pulses of a rotation cost.
  func rotationCost(_ place: Int) -> Double { 2 * costs.pulse[qubits[place]] }
}

/// What a circuit asks of the place where it runs.
struct RoutingTask {
  /// How many qubits it has, numbered from 0.
  let qubitCount: Int
  /// Which act on each other, in their order.
  let pairs: [(control: Int, target: Int)]
  /// Which are measured at the end.
  let measured: [Int]

  /// The qubits that each one acts with.
  var partners: [Set<Int>] {
    var partners = Array(repeating: Set<Int>(), count: qubitCount)
    for pair in pairs {
      partners[pair.control].insert(pair.target)
      partners[pair.target].insert(pair.control)
    }
    return partners
  }
}

/// Where a circuit's qubits are, and which are swapped so that those which act on each other are neighbours.
struct Routing {
  /// The region.
  let region: Region
  /// Where each of the circuit's qubits begins.
  let start: [Int]
  /// The places that are swapped before each of the pairs.
  let swaps: [[(Int, Int)]]
  /// The sum of the costs.
  let cost: Double

  /// How many swaps there are.
  var swapCount: Int { swaps.reduce(0) { $0 + $1.count } }
}

extension Routing {
  /// With the cost of these swaps.
  ///
  /// A swap right after a gate of the same two qubits takes one more gate, not three.
  init(_ task: RoutingTask, _ region: Region, start: [Int], swaps: [[(Int, Int)]]) {
    var places = start
    var cost = 0.0
    for (index, pair) in task.pairs.enumerated() {
      for (number, swap) in swaps[index].enumerated() {
        let follows =
          number == 0 && index > 0
          && Set([swap.0, swap.1])
            == Set([places[task.pairs[index - 1].control], places[task.pairs[index - 1].target]])
        cost += follows ? region.pairCost(swap.0, swap.1) : region.swapCost(swap.0, swap.1)
        places.swap(swap)
      }
      cost += region.pairCost(places[pair.control], places[pair.target])
    }
    for qubit in places.indices { cost += region.rotationCost(places[qubit]) }
    for qubit in task.measured { cost += region.readoutCost(places[qubit]) }
    self.region = region
    self.start = start
    self.swaps = swaps
    self.cost = cost
  }
}

extension [Int] {
  /// Where qubits are after those in two places have been swapped.
  mutating func swap(_ places: (Int, Int)) {
    for index in indices {
      if self[index] == places.0 {
        self[index] = places.1
      } else if self[index] == places.1 {
        self[index] = places.0
      }
    }
  }
}
