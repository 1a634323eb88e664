//! What a plain `unipole` prints.

/// What to do first.
pub(super) const TEXT: &str = "\
unipole: under which payoff assumptions is balancing, bandwagoning or neutrality an equilibrium?

   a model              its equilibria           the paper
  +-----------+        +---------------+        +----------------------------+
  | core.toml |  --->  | unipole solve |  --->  | unipole report             |
  +-----------+        +---------------+        | tables: md, tex, csv, json |
        |                      |                +----------------------------+
  unipole models        unipole diff, unipole check

Start here:
  unipole solve core                        all equilibria of a bundled model, exactly
  unipole solve core --scenario bipolar     the same under another distribution of power
  unipole solve core --set be=0             the same, doubting one assumption
  unipole diff core @be=0                   what that doubt changes
  unipole models core > mine.toml           start a model of your own
  unipole solve core -o a.json              save the answer with its evidence
  unipole check a.json                      verify it again, without the solver
  unipole report                            every bundled model to tables under results/
  unipole --help                            all commands
";
