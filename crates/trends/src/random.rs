//! Reproducible random draws: the same seed gives the same report on every machine and with any number of threads.

use crate::special::ln_gamma;

/// A xoshiro256++ generator (Blackman and Vigna 2019), seeded through SplitMix64.
#[derive(Debug, Clone)]
pub struct Draws {
    state: [u64; 4],
}

impl Draws {
    /// A stream of its own for every `(seed, stream)`: parallel work numbers its streams and stays reproducible.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut mixer = SplitMix(seed ^ SplitMix(stream).next().rotate_left(17));
        Self {
            state: [mixer.next(), mixer.next(), mixer.next(), mixer.next()],
        }
    }

    /// Sixty-four random bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.state;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = s[3].rotate_left(45);
        out
    }

    /// Uniform on the open interval (0, 1).
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Standard normal, by the polar method.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = u * u + v * v;
            if square > 0.0 && square < 1.0 {
                return u * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// Gamma with the given shape > 0 and rate 1 (Marsaglia and Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = self.uniform().powf(1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            if v > 0.0 {
                let v = v * v * v;
                if self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                    return d * v;
                }
            }
        }
    }

    /// Beta with both parameters > 0.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        if x + y > 0.0 { x / (x + y) } else { a / (a + b) }
    }

    /// Binomial: successes in `n` trials of probability `p`.
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        if n == 0 || p.is_nan() || p <= 0.0 {
            return 0;
        }
        if p >= 1.0 {
            return n;
        }
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        if n as f64 * p < 10.0 {
            self.binomial_by_inversion(n, p)
        } else {
            self.binomial_by_rejection(n, p)
        }
    }

    /// One multinomial draw of `n` into cells in proportion to `weights`.
    pub fn multinomial(&mut self, n: u64, weights: &[f64], into: &mut [f64]) {
        let mut left = n;
        let mut weight_left: f64 = weights.iter().sum();
        for (weight, slot) in weights.iter().zip(into.iter_mut()) {
            let drawn = if *weight > 0.0 && weight_left > 0.0 {
                self.binomial(left, weight / weight_left)
            } else {
                0
            };
            *slot = drawn as f64;
            left -= drawn;
            weight_left -= weight;
        }
    }

    fn binomial_by_inversion(&mut self, n: u64, p: f64) -> u64 {
        let odds = p / (1.0 - p);
        let mut mass = (n as f64 * (-p).ln_1p()).exp();
        let mut left = self.uniform();
        let mut k = 0;
        while left > mass && k < n {
            left -= mass;
            k += 1;
            mass *= odds * (n - k + 1) as f64 / k as f64;
            if mass < f64::MIN_POSITIVE {
                break;
            }
        }
        k
    }

    /// Transformed rejection (Hörmann 1993, algorithm BTRS), for n·p of 10 and more.
    fn binomial_by_rejection(&mut self, n: u64, p: f64) -> u64 {
        let trials = n as f64;
        let spread = (trials * p * (1.0 - p)).sqrt();
        let b = 1.15 + 2.53 * spread;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let c = trials * p + 0.5;
        let v_r = 0.92 - 4.2 / b;
        let alpha = (2.83 + 5.1 / b) * spread;
        let ln_odds = (p / (1.0 - p)).ln();
        let mode = ((trials + 1.0) * p).floor();
        let h = ln_gamma(mode + 1.0) + ln_gamma(trials - mode + 1.0);
        loop {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + c).floor();
            if k < 0.0 || k > trials {
                continue;
            }
            if us >= 0.07 && v <= v_r {
                return k as u64;
            }
            let scaled = (v * alpha / (a / (us * us) + b)).ln();
            if scaled <= h - ln_gamma(k + 1.0) - ln_gamma(trials - k + 1.0) + (k - mode) * ln_odds {
                return k as u64;
            }
        }
    }
}

struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_and_variance(draw: impl FnMut() -> f64) -> (f64, f64) {
        let values: Vec<f64> = std::iter::repeat_with(draw).take(40_000).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        (
            mean,
            values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64,
        )
    }

    #[test]
    fn binomials_have_their_mean_and_variance_on_both_paths() {
        for (n, p) in [(20, 0.1), (1000, 0.3), (1_000_000, 0.9), (1_000_000_000_000, 0.25)] {
            let mut draws = Draws::new(7, n);
            let (mean, variance) = mean_and_variance(|| draws.binomial(n, p) as f64);
            let (expected, spread) = (n as f64 * p, n as f64 * p * (1.0 - p));
            assert!(
                (mean - expected).abs() < 4.0 * (spread / 40_000.0).sqrt(),
                "mean of {n} {p}"
            );
            assert!((variance / spread - 1.0).abs() < 0.04, "variance of {n} {p}");
        }
    }

    #[test]
    fn gamma_beta_and_normal_have_their_moments() {
        let mut draws = Draws::new(1, 0);
        let (mean, variance) = mean_and_variance(|| draws.gamma(0.4));
        assert!((mean - 0.4).abs() < 0.015 && (variance - 0.4).abs() < 0.03);
        let (mean, variance) = mean_and_variance(|| draws.normal());
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03);
        let (mean, _) = mean_and_variance(|| draws.beta(2.0, 6.0));
        assert!((mean - 0.25).abs() < 0.005);
    }

    #[test]
    fn a_multinomial_draw_keeps_its_total() {
        let mut into = [0.0; 4];
        Draws::new(3, 9).multinomial(1000, &[1.0, 0.0, 2.0, 3.0], &mut into);
        assert_eq!(into.iter().sum::<f64>(), 1000.0);
        assert_eq!(into[1], 0.0);
    }

    #[test]
    fn streams_repeat_and_differ() {
        assert_eq!(Draws::new(1, 5).bits(), Draws::new(1, 5).bits());
        assert_ne!(Draws::new(1, 5).bits(), Draws::new(1, 6).bits());
        assert_ne!(Draws::new(1, 5).bits(), Draws::new(2, 5).bits());
    }
}
