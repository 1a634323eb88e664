//! Whether a number as written is a given exact number.
//!
//! A written root is the number `v` iff its polynomial vanishes at `v`, `v` lies in its interval, and the polynomial
//! has no other root there. So the value recomputed is put into the polynomial written; no polynomial is derived anew.
//! A number that is recomputed as bounds has to be written as bounds, which hold these.

use crate::certify::claim::{ClaimedEnclosure, ClaimedNumber, ClaimedRoot};
use crate::num::{Rational, Real};

/// Why a number as written is not the exact number, or is no number.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(super) enum NumberFault {
    #[error("the answer says {claimed}, but it is {value}")]
    Differs { claimed: Rational, value: Real },
    #[error("the polynomial is not shown to vanish at the exact value, {value}")]
    Polynomial { value: Real },
    #[error("the exact value is not between {lower} and {upper}")]
    Interval { lower: Rational, upper: Rational },
    #[error("the polynomial has {roots} roots between {lower} and {upper}, not one")]
    Isolation {
        roots: usize,
        lower: Rational,
        upper: Rational,
    },
    #[error("the polynomial is zero, or the interval from {lower} to {upper} is empty")]
    Empty { lower: Rational, upper: Rational },
    #[error("the number is rational, {0}, and has to be written as such")]
    IsRational(Rational),
    #[error("the decimal is farther from the exact value than its error, {error}")]
    Decimal { error: Rational },
}

/// Checks everything written of a number against its exact value.
pub(super) fn agrees(claimed: &ClaimedNumber, value: &Real) -> Result<(), NumberFault> {
    match claimed {
        ClaimedNumber::Rational(rational) => {
            if (value - &Real::from(rational.clone())).is_zero() {
                return Ok(());
            }
            Err(NumberFault::Differs {
                claimed: rational.clone(),
                value: value.clone(),
            })
        }
        ClaimedNumber::Root(root) => {
            isolated(root)?;
            denotes(root, value)
        }
        ClaimedNumber::Enclosed(enclosure) => encloses(enclosure, value),
    }
}

/// Whether all that is known of a number lies between the bounds written, and its decimal near.
fn encloses(claimed: &ClaimedEnclosure, value: &Real) -> Result<(), NumberFault> {
    if let Some(rational) = value.to_rational() {
        return Err(NumberFault::IsRational(rational));
    }
    let is_between = |lower: &Rational, upper: &Rational| match value {
        Real::Enclosed(known) => lower <= known.lower() && known.upper() <= upper,
        exact => *exact >= Real::from(lower.clone()) && *exact <= Real::from(upper.clone()),
    };
    if !is_between(&claimed.lower, &claimed.upper) {
        return Err(NumberFault::Interval {
            lower: claimed.lower.clone(),
            upper: claimed.upper.clone(),
        });
    }
    if !is_between(
        &(&claimed.decimal - &claimed.error),
        &(&claimed.decimal + &claimed.error),
    ) {
        return Err(NumberFault::Decimal {
            error: claimed.error.clone(),
        });
    }
    Ok(())
}

/// The one root that is written, an irrational number.
pub(super) fn isolated(root: &ClaimedRoot) -> Result<Real, NumberFault> {
    let (lower, upper) = (&root.lower, &root.upper);
    let empty = || NumberFault::Empty {
        lower: lower.clone(),
        upper: upper.clone(),
    };
    if lower >= upper {
        return Err(empty());
    }
    let mut found = Real::roots(&root.polynomial, lower, upper).ok_or_else(empty)?;
    match (found.pop(), found.len()) {
        (Some(Real::Rational(rational)), 0) => Err(NumberFault::IsRational(rational)),
        (Some(value), 0) => Ok(value),
        (last, rest) => Err(NumberFault::Isolation {
            roots: rest + usize::from(last.is_some()),
            lower: lower.clone(),
            upper: upper.clone(),
        }),
    }
}

/// Whether a root that is isolated is this value, and its decimal near.
pub(super) fn denotes(root: &ClaimedRoot, value: &Real) -> Result<(), NumberFault> {
    let offset = |from: &Rational| value - &Real::from(from.clone());
    if !value.apply(&root.polynomial).is_zero() {
        return Err(NumberFault::Polynomial {
            value: value.clone(),
        });
    }
    if offset(&root.lower).sign().is_lt() || offset(&root.upper).sign().is_gt() {
        return Err(NumberFault::Interval {
            lower: root.lower.clone(),
            upper: root.upper.clone(),
        });
    }
    let low = &root.decimal - &root.error;
    let high = &root.decimal + &root.error;
    if offset(&low).sign().is_lt() || offset(&high).sign().is_gt() {
        return Err(NumberFault::Decimal {
            error: root.error.clone(),
        });
    }
    Ok(())
}
