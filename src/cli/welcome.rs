//! What a plain `unipole` prints.

/// What to do first.
pub(super) const TEXT: &str = "\
unipole: under which payoff assumptions is balancing, bandwagoning or neutrality an equilibrium?

   a model          at these numbers   at which numbers       where             the paper
  +-----------+    +---------------+  +--------------------+  +-------------+  +----------------+
  | core.toml | -> | unipole solve |->| unipole conditions |->| unipole map |->| unipole report |
  +-----------+    +---------------+  +--------------------+  +-------------+  +----------------+
   unipole models    unipole diff       --for, --share          .svg .tex .csv   md, tex, csv, json
                             unipole check verifies what is saved

Start here:
  unipole solve core                        all equilibria of a bundled model, exactly
  unipole solve core --scenario bipolar     the same under another distribution of power
  unipole solve core --set be=0             the same, doubting one assumption
  unipole diff core @be=0                   what that doubt changes
  unipole conditions core                   for which numbers each profile is an equilibrium
  unipole map core                          which equilibria hold where; -o core.svg draws it
  unipole logit core                        the same when choice is imprecise; -o core.svg draws it
  unipole repeat coalition                  what lasts when tomorrow counts, and by which threat
  unipole claims                            which propositions hold in which model, and why
  unipole capabilities nmc.csv              whether real states could balance, year by year
  unipole models core > mine.toml           start a model of your own
  unipole solve game.csv                    a game from a spreadsheet, Gambit, lrsnash or GameTracer
  unipole solve core -o a.json              save the answer with its evidence
  unipole check a.json                      verify it again, without the solver
  unipole report                            every bundled model to tables under results/
  unipole --help                            all commands
";
