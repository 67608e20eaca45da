"""How good, how fast and how light the builder is, on nights of a seeded generator.

- ``generate``, ``walk``: the instances, each around a hidden legal night.
- ``relaxed``, ``memory``, ``sweep``, ``bound``: a proven lower bound on the cost.
- ``exact``: small nights by OR-Tools CP-SAT; ``test_builder_optimum`` holds the builder
  to it.
- ``best_known``, ``peer``, ``report``: the table; djkr8 on what it can take.
- ``test_*_speed``: ratios to fixed work, with pytest-benchmark.

The scorer is ``tests.builder.independent``. It, the bound and the exact solver share no
code with the package. ``pip install clubplanner[bench]`` brings OR-Tools and djkr8.

    python -m tests.benchmarks.builder.generate --tracks 10000 --seed 1 night.json
    python -m tests.benchmarks.builder.bound night.json --cost 12345
    python -m tests.benchmarks.builder.report --sizes 200,1000 --djkr8 20
    pytest tests/benchmarks/builder --benchmark-enable
"""
