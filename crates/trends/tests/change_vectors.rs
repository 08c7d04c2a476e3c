//! Published and package-made numbers for change. Each test names its source.

use cordon_trends::change::*;

/// Flow of the Nile at Aswan, 1871 to 1970 (R datasets; vincentarelbundock/Rdatasets csv/datasets/Nile.csv).
const NILE: [f64; 100] = [
    1120., 1160., 963., 1210., 1160., 1160., 813., 1230., 1370., 1140., 995., 935., 1110., 994., 1020., 960., 1180.,
    799., 958., 1140., 1100., 1210., 1150., 1250., 1260., 1220., 1030., 1100., 774., 840., 874., 694., 940., 833.,
    701., 916., 692., 1020., 1050., 969., 831., 726., 456., 824., 702., 1120., 1100., 832., 764., 821., 768., 845.,
    864., 862., 698., 845., 744., 796., 1040., 759., 781., 865., 845., 944., 984., 897., 822., 1010., 771., 676., 649.,
    846., 812., 742., 801., 1040., 860., 874., 848., 890., 744., 749., 838., 1050., 918., 986., 797., 923., 975., 815.,
    1020., 906., 901., 1170., 912., 746., 919., 718., 714., 740.,
];

fn close(found: f64, expected: f64, relative: f64) {
    assert!(
        (found - expected).abs() <= relative * expected.abs(),
        "found {found}, expected {expected}"
    );
}

fn nile(break_at: Option<usize>) -> Series {
    let rows = NILE
        .iter()
        .enumerate()
        .map(|(i, v)| ((1871 + i).to_string(), *v, Some(i) == break_at))
        .collect();
    Series::new(rows).unwrap()
}

#[test]
fn mann_kendall_on_the_nile() {
    // R Kendall.
    let found = &mann_kendall(&nile(None)).unwrap()[0];
    assert_eq!(found.score.s, -1387);
    close(found.score.var_s, 112_728.33, 1e-7);
    close(found.score.z, -4.1280665, 1e-7);
    close(found.score.p, 3.6582629e-5, 1e-6);
    close(found.score.tau, -0.28074133, 1e-7);
    close(found.sen_slope, -2.6, 1e-12);
    assert!(found.sen_interval.0 < -2.6 && found.sen_interval.1 > -2.6);
}

#[test]
fn mann_kendall_score_of_the_great_lakes_rain() {
    // R Kendall on cran/Kendall PrecipGL: 87 years, six pairs of equal values, S 989.
    let score = MannKendallScore::new(87, 989, &[2; 6]);
    close(score.var_s, 74_398.333, 1e-8);
    close(score.tau, 0.264_580_07, 1e-7);
    close(score.z, 3.62222, 2e-6);
    close(score.p, 0.000_292_08, 2e-5);
}

#[test]
fn one_shift_of_the_nile() {
    // R changepoint: one change after value 28 (1898), means 1097.75 and 849.97222; PELT on data/sd.
    for penalty in [Penalty::Mbic, Penalty::Bic] {
        let found = pelt(&nile(None), penalty, Scale::StandardDeviation).unwrap();
        assert_eq!(found.changes.len(), 1, "{penalty:?} {:?}", found.changes);
        assert_eq!(
            (found.changes[0].after_index, found.changes[0].after_time.as_str()),
            (28, "1898")
        );
        close(found.segments[0].mean, 1097.75, 1e-9);
        close(found.segments[1].mean, 849.97222, 1e-8);
        let (low, high) = found.changes[0].plausible;
        assert!(low <= 28 && 28 <= high && high - low < 12, "{low} {high}");
    }
}

#[test]
fn pruning_changes_nothing() {
    // Against optimal partitioning without pruning, written out here, on a hundred short random series.
    for seed in 0..100 {
        let mut draws = cordon_trends::random::Draws::new(seed, 0);
        let values: Vec<f64> = (0..40)
            .map(|i| draws.normal() + if i > 20 { 2.0 } else { 0.0 })
            .collect();
        let rows = values
            .iter()
            .enumerate()
            .map(|(i, v)| (i.to_string(), *v, false))
            .collect();
        let series = Series::new(rows).unwrap();
        let found = pelt(&series, Penalty::Fixed(3.0), Scale::One).unwrap();
        let cuts: Vec<usize> = found.changes.iter().map(|c| c.after_index).collect();
        assert_eq!(cuts, slow_partition(&values, 3.0), "seed {seed}");
    }
}

fn slow_partition(values: &[f64], penalty: f64) -> Vec<usize> {
    let cost = |from: usize, to: usize| {
        let part = &values[from..to];
        let mean = part.iter().sum::<f64>() / part.len() as f64;
        part.iter().map(|v| (v - mean).powi(2)).sum::<f64>()
    };
    let mut best = vec![-penalty];
    let mut path: Vec<Vec<usize>> = vec![Vec::new()];
    for to in 1..=values.len() {
        let totals = (0..to).map(|from| (best[from] + cost(from, to) + penalty, from));
        let (total, from) = totals.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        let mut cuts = path[from].clone();
        cuts.extend((from > 0).then_some(from));
        best.push(total);
        path.push(cuts);
    }
    path.pop().unwrap()
}

#[test]
fn rothmans_rate_ratio() {
    // R epitools: 41 cases in 28,010 years against 15 in 19,017 (Rothman).
    let first = CountedRate {
        events: 41,
        time: 28_010.0,
    };
    let found = rate_ratio(
        first,
        CountedRate {
            events: 15,
            time: 19_017.0,
        },
    )
    .unwrap();
    close(found.ratio.unwrap(), 1.8557587, 1e-7);
    let (lower, upper) = found.wald.unwrap();
    close(lower, 1.027226, 1e-6);
    close(upper, 3.352563, 1e-6);
    close(found.exact.0, 1.0056841, 1e-7);
    close(found.exact.1.unwrap(), 3.6093003, 1e-7);
    close(found.median_unbiased.unwrap(), 1.8429766, 1e-4);
    close(found.mid_p.0, 1.0410362, 1e-4);
    close(found.mid_p.1.unwrap(), 3.4490515, 2e-4);
    close(found.exact_p, 0.040852, 1e-5);
}

#[test]
fn rates_are_found_by_name() {
    let named = read_rate_pairs(b"year,cases,population\n2020,41,28010\n2021,15,19017\n").unwrap();
    assert_eq!(
        (named[0].0.as_str(), named[0].1.events, named[0].2.time),
        ("2020 / 2021", 41, 19_017.0)
    );
    let wide = read_rate_pairs(b"a,ta,b,tb\n41,28010,15,19017\n").unwrap();
    assert_eq!((wide[0].1, wide[0].2), (named[0].1, named[0].2));
}

#[test]
fn nothing_is_read_across_a_flagged_break() {
    let series = nile(Some(28));
    let stretches = mann_kendall(&series).unwrap();
    assert_eq!(stretches.len(), 2);
    assert_eq!(stretches[1].range, (28, 99));
    assert!(
        stretches[1].score.p > 0.05,
        "without the shift there is no trend left: {:?}",
        stretches[1].score
    );
    let found = pelt(&series, Penalty::Mbic, Scale::StandardDeviation).unwrap();
    assert!(
        found.changes.is_empty(),
        "the flagged break is no change: {:?}",
        found.changes
    );
    assert_eq!(found.breaks, [28]);
    assert_eq!(found.segments.len(), 2);
}

#[test]
fn every_refusal_of_this_module() {
    let short = read_series(b"time,value\n1,2\n2,3\n").unwrap();
    assert_eq!(mann_kendall(&short).unwrap_err().code(), "too_short");
    assert_eq!(pelt(&short, Penalty::Mbic, Scale::One).unwrap_err().code(), "too_short");
    let long: Vec<(String, f64, bool)> = (0..5001).map(|i| (i.to_string(), 0.0, false)).collect();
    assert_eq!(
        mann_kendall(&Series::new(long).unwrap()).unwrap_err().code(),
        "too_long"
    );
    assert_eq!(
        pelt(&nile(None), Penalty::Fixed(f64::NAN), Scale::One)
            .unwrap_err()
            .code(),
        "bad_setting"
    );
    for text in [
        "time\n1\n",
        "time,value\n1,NaN\n",
        "time,value\n1,\n",
        "time,value,break\n1,2,maybe\n",
        "time,value\n,2\n",
        "time,value\n1,inf\n",
    ] {
        assert_eq!(read_series(text.as_bytes()).unwrap_err().code(), "malformed", "{text}");
    }
    assert_eq!(
        read_series(b"time,value\n1,2\n1,3\n").unwrap_err().code(),
        "double_time"
    );
    assert_eq!(
        read_series(b"time,value\n1,1e300\n").unwrap_err().code(),
        "out_of_range"
    );
    let rate = |events, time| CountedRate { events, time };
    assert_eq!(rate_ratio(rate(0, 1.0), rate(0, 1.0)).unwrap_err().code(), "no_event");
    assert_eq!(rate_ratio(rate(1, 0.0), rate(1, 1.0)).unwrap_err().code(), "no_time");
    assert_eq!(
        rate_ratio(rate(1, f64::NAN), rate(1, 1.0)).unwrap_err().code(),
        "no_time"
    );
    for text in [
        "events,time\n1,2\n",
        "a,b,c\n1,2,3\n",
        "events,time\n-1,2\n3,4\n",
        "events,time\n1,0\n3,4\n",
    ] {
        assert_eq!(
            read_rate_pairs(text.as_bytes()).unwrap_err().code(),
            "malformed",
            "{text}"
        );
    }
}

#[test]
fn a_flat_series_has_no_trend_and_no_number_that_is_none() {
    let rows = (0..10).map(|i| (i.to_string(), 4.0, false)).collect();
    let series = Series::new(rows).unwrap();
    let found = &mann_kendall(&series).unwrap()[0];
    assert_eq!(
        (found.score.s, found.score.tau, found.score.z, found.score.p),
        (0, 0.0, 0.0, 1.0)
    );
    assert_eq!(found.sen_slope, 0.0);
    assert!(
        pelt(&series, Penalty::Mbic, Scale::StandardDeviation)
            .unwrap()
            .changes
            .is_empty()
    );
}

#[test]
fn zero_events_leave_one_end_open() {
    let none = CountedRate { events: 0, time: 100.0 };
    let some = CountedRate { events: 5, time: 100.0 };
    let low = rate_ratio(none, some).unwrap();
    assert_eq!((low.ratio, low.exact.0, low.wald), (Some(0.0), 0.0, None));
    // Clopper-Pearson for 0 of 5: 1 − 0.025^(1/5), as odds.
    let p = 1.0 - 0.025_f64.powf(0.2);
    close(low.exact.1.unwrap(), p / (1.0 - p), 1e-9);
    let high = rate_ratio(some, none).unwrap();
    assert_eq!((high.ratio, high.exact.1, high.mid_p.1), (None, None, None));
    close(high.exact.0, (1.0 - p) / p, 1e-9);
}
