//! The distribution functions the methods need, on top of `statrs`, with arguments kept inside their domains.

use statrs::function::{beta::beta_reg, erf::erfc, erf::erfc_inv, gamma};

/// Two-sided 5 % point of the standard normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;
/// 95 % point of chi-squared with one degree of freedom.
pub const CHI2_95: f64 = 3.841_458_820_694_124;

/// ln Γ(x) for x > 0; exact factorials below 1.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    if x <= 0.0 { f64::INFINITY } else { gamma::ln_gamma(x) }
}

/// Probability that a standard normal value is at most `z`.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Two-sided p value of a standard normal statistic.
#[must_use]
pub fn two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2).min(1.0)
}

/// Quantile of the standard normal distribution; infinite at 0 and 1.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        f64::NEG_INFINITY
    } else if p >= 1.0 {
        f64::INFINITY
    } else {
        -std::f64::consts::SQRT_2 * erfc_inv(2.0 * p)
    }
}

/// Regularised incomplete beta function I_x(a, b), for a, b > 0.
#[must_use]
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else {
        beta_reg(a, b, x)
    }
}

/// Probability that a Poisson count with this mean is at most `k`.
#[must_use]
pub fn poisson_at_most(k: u64, mean: f64) -> f64 {
    if mean <= 0.0 {
        1.0
    } else if k > LARGE_COUNT {
        1.0 - gamma_cdf_of_large_shape(k as f64 + 1.0, mean)
    } else {
        gamma::gamma_ur(k as f64 + 1.0, mean)
    }
}

/// Probability that a Poisson count with this mean is at least `k`.
#[must_use]
pub fn poisson_at_least(k: u64, mean: f64) -> f64 {
    if k == 0 {
        1.0
    } else if mean <= 0.0 {
        0.0
    } else {
        if k > LARGE_COUNT {
            return gamma_cdf_of_large_shape(k as f64, mean);
        }
        gamma::gamma_lr(k as f64, mean)
    }
}

/// Counts above this go through Wilson and Hilferty's approximation, whose error there is far below 10⁻⁶; the series would
/// take thousands of steps.
const LARGE_COUNT: u64 = 1_000_000;

/// Wilson and Hilferty 1931: the cube root of a gamma value is nearly normal.
fn gamma_cdf_of_large_shape(shape: f64, x: f64) -> f64 {
    let ninth = 1.0 / (9.0 * shape);
    normal_cdf(((x / shape).cbrt() - (1.0 - ninth)) / ninth.sqrt())
}

/// Where a rising function first reaches `target` between `low` and `high`, by bisection.
pub fn bisect(mut low: f64, mut high: f64, target: f64, rising: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if rising(middle) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_counts_join_small_ones_without_a_step() {
        for k in [1_000_000_u64, 1_000_001] {
            for shift in [-3.0, -1.0, 0.0, 2.0] {
                let mean = k as f64 + shift * 1000.0;
                let exact = gamma::gamma_ur(k as f64 + 1.0, mean);
                assert!((poisson_at_most(k, mean) - exact).abs() < 1e-6, "{k} {shift}");
                assert!((poisson_at_most(k, mean) + poisson_at_least(k + 1, mean) - 1.0).abs() < 1e-6);
            }
        }
        assert!((poisson_at_most(9_000_000_000_000_000, 9e15) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn the_normal_quantile_is_the_inverse() {
        assert!((normal_quantile(0.975) - Z95).abs() < 1e-12);
        for p in [1e-12, 0.001, 0.3, 0.5, 0.9, 0.9999] {
            assert!((normal_cdf(normal_quantile(p)) - p).abs() < 1e-13 + 1e-9 * p, "{p}");
        }
        assert!(normal_quantile(0.0).is_infinite() && normal_quantile(1.0).is_infinite());
    }
}
