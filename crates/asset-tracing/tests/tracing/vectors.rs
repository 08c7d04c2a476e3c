//! Every worked figure of the case law and of the research that states one, in minor units, label by label.

use crate::world::{carried, findings, held, with_balances, world};
use cordon_asset_tracing::division::{inverse_order, pari_passu};
use cordon_asset_tracing::rules::Rule;

const RULES: [Rule; 6] = Rule::ALL;

/// Todd, Cardiff trusts notes: Paul +10, Michael +10, -10, Karen +10, -10. Fund and payee by claim: Paul, Michael, Karen.
#[test]
fn v1_todd_cardiff_notes_three_beneficiaries() {
    let rows = [
        ("paul", "fund", 1000),
        ("michael", "fund", 1000),
        ("fund", "shop", 1000),
        ("karen", "fund", 1000),
        ("fund", "shop", 1000),
    ];
    let world = world(&rows);
    let claims = [("1", None), ("2", None), ("4", None)];
    let rolling = ([500, 500, 0], [250, 250, 500], [250, 250, 500]);
    for (rule, (third, fifth, left)) in [
        (Rule::Fifo, ([1000, 0, 0], [0, 1000, 0], [0, 0, 1000])),
        (Rule::Lifo, ([0, 1000, 0], [0, 0, 1000], [1000, 0, 0])),
        (Rule::ProRata, rolling),
        // With claimants' money only in the account both balance rules divide as the rolling charge does.
        (Rule::LowestBalance, rolling),
        (Rule::TaintFirst, rolling),
    ] {
        let found = findings(&world, rule, &claims);
        assert_eq!(carried(&world, &found, "1"), [1000, 0, 0], "{rule}");
        assert_eq!(carried(&world, &found, "2"), [0, 1000, 0], "{rule}");
        assert_eq!(carried(&world, &found, "3"), third, "{rule}");
        assert_eq!(carried(&world, &found, "4"), [0, 0, 1000], "{rule}");
        assert_eq!(carried(&world, &found, "5"), fifth, "{rule}");
        assert_eq!(held(&world, &found, "fund"), left, "{rule}");
    }
    let poison = findings(&world, Rule::Poison, &claims);
    let marks: Vec<i64> = poison.marks.iter().map(|mark| mark.labels.total()).collect();
    assert_eq!(marks, [1000; 5]);
    assert_eq!(pari_passu(&[1000, 1000, 1000], 1000), [334, 333, 333]);
}

/// Barlow Clowes International v Vaughan, notes: A +1,000, B +2,000, 600 dissipated.
#[test]
fn v2_barlow_clowes_pari_passu() {
    assert_eq!(pari_passu(&[1000, 2000], 2400), [800, 1600]);
    let world = world(&[("a", "fund", 1000), ("b", "fund", 2000), ("fund", "spent", 600)]);
    let found = findings(&world, Rule::ProRata, &[("1", None), ("2", None)]);
    assert_eq!(carried(&world, &found, "3"), [200, 400]);
    assert_eq!(held(&world, &found, "fund"), [800, 1600]);
}

/// Roscoe v Winder [1915] 1 Ch 62: 455 collected, low balance 25, own money lifts the account to 358.
#[test]
fn v3_roscoe_v_winder_lowest_balance() {
    let world = world(&[
        ("debtors", "bolton", 455),
        ("bolton", "spent", 430),
        ("own", "bolton", 333),
    ]);
    let found = findings(&world, Rule::LowestBalance, &[("1", None)]);
    assert_eq!(carried(&world, &found, "2"), [430]);
    assert_eq!(carried(&world, &found, "3"), [0]);
    assert_eq!(held(&world, &found, "bolton"), [25]);
    let bolton = found
        .holders
        .iter()
        .find(|holder| world.names().account(holder.account) == "bolton");
    assert_eq!(bolton.map(|holder| holder.balance), Some(358));
}

/// Durant on the lowest intermediate balance: 1,000 dwindles to 1.
#[test]
fn v4_durant_thousand_dwindles_to_one() {
    let world = world(&[
        ("victim", "mixed", 1000),
        ("mixed", "spent", 600),
        ("mixed", "spent", 399),
        ("own", "mixed", 5000),
        ("mixed", "spent", 200),
    ]);
    let found = findings(&world, Rule::LowestBalance, &[("1", None)]);
    assert_eq!(carried(&world, &found, "2"), [600]);
    assert_eq!(carried(&world, &found, "3"), [399]);
    assert_eq!(carried(&world, &found, "5"), [0]);
    assert_eq!(held(&world, &found, "mixed"), [1]);
}

/// In re Bolognesi, 254 F. 770: 4,457.85 paid in by the low day, low balance 4,414.57, later claims lift the fund to 6,519.04.
#[test]
fn v5_bolognesi_low_day_and_the_layer_above() {
    let world = world(&[
        ("early", "bank", 445_785),
        ("bank", "spent", 4_328),
        ("late", "bank", 210_447),
    ]);
    let found = findings(&world, Rule::LowestBalance, &[("1", None), ("3", None)]);
    assert_eq!(carried(&world, &found, "2"), [4_328, 0]);
    assert_eq!(held(&world, &found, "bank"), [441_457, 210_447]);
    assert_eq!(found.holders[0].balance, 651_904);
    // Preferred in inverse order of payment: the layer above is whole, the early claims take what is left.
    assert_eq!(inverse_order(&[445_785, 210_447], 651_904), [441_457, 210_447]);
}

/// Charity Commission v Framjee [2014] EWHC 2507 (Ch): 709,529 held, 1,680,231 owed to 1,812 charities: rate 0.42228.
#[test]
fn v6_framjee_pari_passu_rate() {
    let shares = pari_passu(&[100_000, 1_580_231], 709_529);
    assert_eq!(shares, [42_228, 667_301]);
    assert_eq!(shares.iter().sum::<i64>(), 709_529);
}

/// Brazil v Durant [2015] UKPC 35: 10,500,055.35 in by 13 payments, 13,120,000 out by six. The line items are unknown, so
/// only bounds hold: no order of events traces more than was paid in, and the court's forward figure lies below that.
#[test]
fn v7_brazil_v_durant_bounds() {
    const BRIBES: i64 = 1_050_005_535;
    const FORWARD: i64 = 770_869_910;
    let inflow = |number: i64| {
        if number == 0 {
            BRIBES - 12 * 80_000_000
        } else {
            80_000_000
        }
    };
    for interleave in 0..8 {
        let mut rows: Vec<(&str, &str, i64)> = Vec::new();
        let mut outflows = 0;
        for number in 0..13 {
            rows.push(("bribes", "chanani", inflow(number)));
            if outflows < 6 && number >= interleave {
                outflows += 1;
                rows.push((
                    "chanani",
                    "durant",
                    if outflows == 1 { 212_000_000 } else { 220_000_000 },
                ));
            }
        }
        rows.extend((outflows..6).map(|_| ("chanani", "durant", 220_000_000)));
        let world = world(&rows);
        let ids: Vec<String> = (1..)
            .zip(&rows)
            .filter(|(_, row)| row.0 == "bribes")
            .map(|(number, _)| number.to_string())
            .collect();
        let claims: Vec<(&str, Option<i64>)> = ids.iter().map(|id| (id.as_str(), None)).collect();
        for rule in RULES.into_iter().filter(|rule| rule.keeps_the_sum()) {
            let found = findings(&world, rule, &claims);
            let traced: i64 = found
                .marks
                .iter()
                .filter(|mark| world.names().account(world.entry(mark.position).transfer.to) == "durant")
                .map(|mark| mark.labels.total())
                .sum();
            assert!((0..=BRIBES).contains(&traced), "{rule} traces {traced}");
        }
    }
    const { assert!(FORWARD < BRIBES) };
}

/// The Cambridge setting: 3 stolen then 7 fresh, then 4 to X and 6 to Y. Per cent of a coin, so that 1.2 is an integer.
#[test]
fn v8_cambridge_three_stolen_seven_fresh() {
    let world = world(&[
        ("thief", "pot", 300),
        ("fresh", "pot", 700),
        ("pot", "x", 400),
        ("pot", "y", 600),
    ]);
    for (rule, to_x, to_y) in [
        (Rule::Fifo, 300, 0),
        (Rule::Lifo, 0, 300),
        (Rule::ProRata, 120, 180),
        (Rule::LowestBalance, 0, 300),
        (Rule::TaintFirst, 300, 0),
        (Rule::Poison, 400, 600),
    ] {
        let found = findings(&world, rule, &[("1", None)]);
        assert_eq!(carried(&world, &found, "1"), [300], "{rule}");
        assert_eq!(carried(&world, &found, "2"), [0], "{rule}");
        assert_eq!(carried(&world, &found, "3"), [to_x], "{rule}");
        assert_eq!(carried(&world, &found, "4"), [to_y], "{rule}");
        assert_eq!(
            (held(&world, &found, "x"), held(&world, &found, "y")),
            (vec![to_x], vec![to_y]),
            "{rule}"
        );
    }
}

/// Closing balances do not tell FIFO, LIFO and taint first apart; labels across hops do.
#[test]
fn chunks_keep_their_order_across_hops() {
    let rows = [
        ("thief", "a", 300),
        ("fresh", "a", 700),
        ("a", "b", 600),
        ("b", "c", 400),
    ];
    let world = with_balances(&rows, &[("b", 50)]);
    // FIFO: a pays [stolen 300, clean 300]; b holds [clean 50, stolen 300, clean 300] and pays 50 + 300 + 50.
    let fifo = findings(&world, Rule::Fifo, &[("1", None)]);
    assert_eq!(
        (carried(&world, &fifo, "3"), carried(&world, &fifo, "4")),
        (vec![300], vec![300])
    );
    // LIFO: a pays its top [clean 600]; nothing stolen moves on.
    let lifo = findings(&world, Rule::Lifo, &[("1", None)]);
    assert_eq!(
        (carried(&world, &lifo, "3"), held(&world, &lifo, "a")),
        (vec![0], vec![300])
    );
    // LIFO with the stolen money on top: the payee's chunks stand as they stood at the payer.
    let top = with_balances(
        &[("thief", "a", 300), ("a", "b", 500), ("b", "c", 200), ("b", "d", 200)],
        &[("a", 700)],
    );
    let lifo = findings(&top, Rule::Lifo, &[("1", None)]);
    assert_eq!(carried(&top, &lifo, "2"), [300]);
    assert_eq!(
        (carried(&top, &lifo, "3"), carried(&top, &lifo, "4")),
        (vec![200], vec![100])
    );
}
