//! Published tables of capture histories.
#![allow(dead_code)]

use cordon_trends::hidden::{CaptureRecords, CaptureTable};

/// A table from cells such as `("124", 17)`: 17 people on lists 1, 2 and 4 only.
pub fn table_of(lists: usize, cells: &[(&str, u64)]) -> CaptureTable {
    let set = |text: &str| {
        text.chars()
            .map(|c| 1_u64 << (c.to_digit(10).unwrap() - 1))
            .sum::<u64>()
    };
    let names = (1..=lists).map(|i| format!("list {i}")).collect();
    CaptureTable::new(CaptureRecords::new(names, cells.iter().map(|(c, n)| (set(c), *n))).unwrap()).unwrap()
}

/// UK modern slavery 2013, six lists, n = 2744: bernardsilverman/modslavmse UKdat.
pub fn uk_six() -> CaptureTable {
    table_of(
        6,
        &[
            ("1", 54),
            ("2", 463),
            ("3", 907),
            ("4", 695),
            ("5", 316),
            ("6", 57),
            ("12", 15),
            ("13", 19),
            ("14", 3),
            ("23", 56),
            ("24", 19),
            ("25", 1),
            ("26", 3),
            ("34", 69),
            ("35", 10),
            ("36", 31),
            ("45", 8),
            ("46", 6),
            ("56", 1),
            ("123", 1),
            ("124", 1),
            ("234", 4),
            ("236", 3),
            ("346", 1),
            ("1234", 1),
        ],
    )
}

/// The same with two lists merged, n = 2744: UKdat_5.
pub fn uk_five() -> CaptureTable {
    table_of(
        5,
        &[
            ("1", 54),
            ("2", 463),
            ("3", 995),
            ("4", 695),
            ("5", 316),
            ("12", 15),
            ("13", 19),
            ("14", 3),
            ("23", 62),
            ("24", 19),
            ("25", 1),
            ("34", 76),
            ("35", 11),
            ("45", 8),
            ("123", 1),
            ("124", 1),
            ("234", 4),
            ("1234", 1),
        ],
    )
}

/// Killings in Kosovo, March to June 1999, four lists, n = 4400: modslavmse Kosovo.
pub fn kosovo_table() -> CaptureTable {
    table_of(
        4,
        &[
            ("1", 1131),
            ("2", 845),
            ("3", 936),
            ("4", 306),
            ("12", 177),
            ("13", 228),
            ("14", 106),
            ("23", 217),
            ("24", 31),
            ("34", 123),
            ("123", 181),
            ("124", 18),
            ("134", 42),
            ("234", 32),
            ("1234", 27),
        ],
    )
}

/// Three lists, n = 123: MultipleSystemsEstimation Korea.
pub fn korea() -> CaptureTable {
    table_of(3, &[("1", 5), ("2", 5), ("3", 41), ("12", 54), ("13", 6), ("123", 12)])
}

/// New Orleans, eight lists A to H; packages differ in the cell of lists C and D.
pub fn new_orleans_eight(cd: u64) -> CaptureTable {
    table_of(
        8,
        &[
            ("1", 25),
            ("2", 5),
            ("3", 70),
            ("4", 33),
            ("5", 6),
            ("6", 6),
            ("7", 6),
            ("8", 21),
            ("13", 1),
            ("14", 2),
            ("15", 1),
            ("26", 1),
            ("34", cd),
            ("35", 1),
            ("37", 1),
            ("45", 2),
            ("58", 1),
            ("137", 1),
            ("145", 1),
        ],
    )
}

/// New Orleans, five lists A, BEFG, C, D, H.
pub fn new_orleans_five(cd: u64) -> CaptureTable {
    table_of(
        5,
        &[
            ("1", 25),
            ("2", 24),
            ("3", 70),
            ("4", 33),
            ("5", 21),
            ("12", 1),
            ("13", 1),
            ("14", 2),
            ("23", 2),
            ("24", 2),
            ("25", 1),
            ("34", cd),
            ("123", 1),
            ("124", 1),
        ],
    )
}

/// Snowshoe hares, six days, 68 animals: cran/Rcapture hare.
pub fn hares() -> CaptureTable {
    let histories = [
        ("000001", 4),
        ("000010", 4),
        ("000011", 2),
        ("000100", 3),
        ("000101", 4),
        ("000110", 1),
        ("000111", 1),
        ("001000", 5),
        ("001001", 2),
        ("001011", 1),
        ("001101", 1),
        ("010000", 6),
        ("010001", 1),
        ("010010", 3),
        ("010011", 1),
        ("010100", 3),
        ("010101", 3),
        ("010111", 1),
        ("011001", 2),
        ("011011", 1),
        ("011101", 2),
        ("011111", 1),
        ("100000", 3),
        ("100001", 1),
        ("100010", 2),
        ("100100", 2),
        ("100111", 1),
        ("101000", 1),
        ("101010", 1),
        ("101100", 1),
        ("110001", 1),
        ("110010", 1),
        ("111111", 2),
    ];
    from_histories(6, &histories)
}

/// Diabetes in Casale Monferrato (Bruno 1994), four lists, 2069 people: cran/CARE1 Diabetes.
pub fn diabetes() -> CaptureTable {
    let histories = [
        ("1111", 58),
        ("1110", 157),
        ("1101", 18),
        ("1100", 104),
        ("1011", 46),
        ("1010", 650),
        ("1001", 12),
        ("1000", 709),
        ("0111", 14),
        ("0110", 20),
        ("0101", 7),
        ("0100", 74),
        ("0011", 8),
        ("0010", 182),
        ("0001", 10),
    ];
    from_histories(4, &histories)
}

fn from_histories(lists: usize, histories: &[(&str, u64)]) -> CaptureTable {
    let set = |text: &str| {
        text.chars()
            .enumerate()
            .map(|(i, c)| u64::from(c == '1') << i)
            .sum::<u64>()
    };
    let names = (1..=lists).map(|i| format!("list {i}")).collect();
    CaptureTable::new(CaptureRecords::new(names, histories.iter().map(|(h, n)| (set(h), *n))).unwrap()).unwrap()
}
