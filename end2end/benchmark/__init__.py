"""The parts of the benchmark: data, the program under test, loads, measures and the report.
It must not be imported by anything but `end2end/bench` and `end2end/faults`, which drives the same program."""
