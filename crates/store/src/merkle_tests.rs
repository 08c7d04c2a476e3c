use super::*;
use proptest::prelude::*;

/// The eight leaves that the Certificate Transparency reference implementations test with.
fn reference_leaves() -> Vec<Hash> {
    [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    .iter()
    .map(|entry| leaf_hash(&hex::decode(entry).expect("hex")))
    .collect()
}

/// Their roots for 1 to 8 leaves.
const REFERENCE_ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn the_empty_tree_has_the_root_of_the_standard() {
    assert_eq!(
        STANDARD.encode(empty_root()),
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    );
    assert_eq!(root_of(&[]), empty_root());
    assert_eq!(Frontier::default().root(), empty_root());
}

#[test]
fn roots_agree_with_the_reference_tree_of_eight_leaves() {
    let leaves = reference_leaves();
    let mut frontier = Frontier::default();
    for (count, expected) in (1..).zip(REFERENCE_ROOTS) {
        frontier.push(leaves[count - 1]);
        assert_eq!(hex::encode(root_of(&leaves[..count])), expected);
        assert_eq!(hex::encode(frontier.root()), expected);
    }
}

/// The path of leaf 0 in the tree of 8, as published with the reference tree.
#[test]
fn a_published_inclusion_path_verifies() {
    let leaves = reference_leaves();
    let path: Vec<Hash> = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    .iter()
    .map(|hash| hex::decode(hash).expect("hex").try_into().expect("32 bytes"))
    .collect();
    assert!(verify_inclusion(&leaves[0], 0, 8, &path, &root_of(&leaves)));
    assert_eq!(path_of(&leaves, inclusion_spans(0, 8)), path);
}

fn path_of(leaves: &[Hash], spans: Vec<Span>) -> Vec<Hash> {
    spans
        .into_iter()
        .map(|span| root_of(&leaves[span.start as usize..span.end as usize]))
        .collect()
}

fn many(count: u64) -> Vec<Hash> {
    (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

#[test]
fn every_inclusion_and_consistency_proof_up_to_forty_leaves_verifies() {
    let leaves = many(40);
    for size in 1..=40_u64 {
        let tree = &leaves[..size as usize];
        let root = root_of(tree);
        for index in 0..size {
            let path = path_of(tree, inclusion_spans(index, size));
            let leaf = &tree[index as usize];
            assert!(verify_inclusion(leaf, index, size, &path, &root), "{index} of {size}");
            assert!(!verify_inclusion(leaf, index + 1, size, &path, &root));
        }
        for from in 1..size {
            let old = root_of(&tree[..from as usize]);
            let path = path_of(tree, consistency_spans(from, size));
            assert!(verify_consistency(from, size, &path, &old, &root), "{from} to {size}");
            assert!(!verify_consistency(from, size, &path, &root, &old));
        }
        assert!(verify_consistency(0, size, &[], &empty_root(), &root));
        assert!(verify_consistency(size, size, &[], &root, &root));
        assert!(!verify_consistency(size, size - 1, &[], &root, &root));
    }
}

#[test]
fn a_span_is_the_join_of_its_subtrees() {
    let leaves = many(40);
    for size in 0..=40 {
        let parts: Vec<Hash> = Span { start: 0, end: size }
            .subtrees()
            .into_iter()
            .map(|(level, index)| {
                let start = (index << level) as usize;
                root_of(&leaves[start..start + (1 << level)])
            })
            .collect();
        assert_eq!(join(&parts), root_of(&leaves[..size as usize]));
    }
}

proptest! {
    #[test]
    fn a_changed_bit_breaks_a_proof(size in 2_u64..200, at in any::<prop::sample::Index>(), bit in 0_u8..8, byte in 0_usize..32) {
        let leaves = many(size);
        let root = root_of(&leaves);
        let index = at.index(size as usize) as u64;
        let mut path = path_of(&leaves, inclusion_spans(index, size));
        let which = at.index(path.len());
        path[which][byte] ^= 1 << bit;
        prop_assert!(!verify_inclusion(&leaves[index as usize], index, size, &path, &root));
        path[which][byte] ^= 1 << bit;
        path.pop();
        prop_assert!(!verify_inclusion(&leaves[index as usize], index, size, &path, &root));
    }
}
