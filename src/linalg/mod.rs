//! Exact linear algebra: elimination, dictionaries, polytopes. Knows numbers, not games.
