//! Formulas of the model language: one typed tree and one evaluator over any number.
