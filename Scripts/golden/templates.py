"""The states that templates prepare in the packages whose names and shapes they carry: PennyLane, Qiskit and
MindQuantum. Parameters are random; qubit 0 is the least significant bit."""

import golden
import mindquantum
import mindquantum.algorithm.nisq as nisq
import numpy
import pennylane
import qiskit
from mindquantum.simulator import Simulator
from qiskit.circuit.library import efficient_su2, n_local, real_amplitudes
from qiskit.quantum_info import Statevector

random = numpy.random.default_rng(1)


def case(template, qubits, layers, parameters, state, **settings):
    return {"template": template, "qubits": qubits, "layers": layers, "settings": settings,
            "parameters": numpy.asarray(parameters, float).reshape(-1).tolist(),
            "state": {"re": numpy.real(state).tolist(), "im": numpy.imag(state).tolist()}}


def pennylane_case(template, qubits, layers, shapes, apply):
    parameters = [random.uniform(-4, 4, shape) for shape in shapes]
    device = pennylane.device("default.qubit", wires=qubits)

    @pennylane.qnode(device)
    def circuit():
        apply(*parameters)
        return pennylane.state()

    # PennyLane's wire 0 is the most significant bit.
    state = numpy.asarray(circuit()).reshape((2,) * qubits).transpose(range(qubits)[::-1]).reshape(-1)
    return case(template, qubits, layers, numpy.concatenate([p.reshape(-1) for p in parameters]), state)


def qiskit_case(template, qubits, layers, circuit, **settings):
    # Qiskit orders parameters by name, which is their order of use.
    parameters = random.uniform(-4, 4, circuit.num_parameters)
    state = Statevector(circuit.assign_parameters(parameters)).data
    return case(template, qubits, layers, parameters, state, **settings)


def sim_case(number, qubits, layers):
    circuit = getattr(nisq, f"Ansatz{number}")(qubits, layers).circuit
    names = circuit.params_name
    assert names == sorted(names, key=lambda name: int(name.lstrip("p")))
    parameters = random.uniform(-4, 4, len(names))
    simulator = Simulator("mqvector", qubits)
    simulator.apply_circuit(circuit, dict(zip(names, parameters)))
    return case("sim", qubits, layers, parameters, simulator.get_qs(), number=str(number))


cases = []
for qubits, layers in [(1, 1), (2, 2), (3, 1), (4, 2)]:
    wires = range(qubits)
    cases.append(pennylane_case(
        "basicEntangler", qubits, layers, [(layers, qubits)],
        lambda w: pennylane.BasicEntanglerLayers(w, wires=wires)))
    cases.append(pennylane_case(
        "stronglyEntangling", qubits, layers, [(layers, qubits, 3)],
        lambda w: pennylane.StronglyEntanglingLayers(w, wires=wires)))
    if qubits > 1:
        cases.append(pennylane_case(
            "simplifiedTwoDesign", qubits, layers, [(qubits,), (layers, qubits - 1, 2)],
            lambda first, w: pennylane.SimplifiedTwoDesign(first, w, wires=wires)))
        for ours, theirs in [("linear", "linear"), ("reverse-linear", "reverse_linear"), ("ring", "circular"),
                             ("full", "full")]:
            cases.append(qiskit_case(
                "realAmplitudes", qubits, layers,
                real_amplitudes(qubits, reps=layers, entanglement=theirs), entanglement=ours))
            cases.append(qiskit_case(
                "twoLocal", qubits, layers,
                n_local(qubits, ["rx", "rz"], "cry", entanglement=theirs, reps=layers), entanglement=ours))
        cases.append(qiskit_case(
            "efficientSU2", qubits, layers, efficient_su2(qubits, reps=layers), entanglement="reverse-linear"))
for number in range(1, 20):
    for qubits, layers in [(2, 1), (3, 2), (4, 1), (5, 1)]:
        try:
            cases.append(sim_case(number, qubits, layers))
        except ValueError as error:
            print(f"MindQuantum has no circuit {number} on {qubits} qubits: {error}")

golden.write(
    "Tests/QuantumSimulationTests/Golden/templates.json",
    f"PennyLane {pennylane.__version__}, Qiskit {qiskit.__version__}, MindQuantum {mindquantum.__version__}",
    cases=cases)
