//! Evidence: what makes a profile an equilibrium. Never imports `solve`.
