//! Large flat arrays on large memory pages, so that random reads do not pay for address translation.

use bytemuck::Pod;
use memmap2::MmapMut;

/// Below this size ordinary memory does as well.
const MAPPED_FROM_BYTES: usize = 4 << 20;

/// A zeroed array of fixed length. On Linux the system is asked to back it with huge pages (a request it may ignore);
/// where mapping fails the array lies in ordinary memory, with the same content.
#[derive(Debug)]
pub(crate) enum HugeArray<T: Pod> {
    Mapped { map: MmapMut, len: usize },
    Heap(Vec<T>),
}

impl<T: Pod> HugeArray<T> {
    pub(crate) fn zeroed(len: usize) -> Self {
        let bytes = len.saturating_mul(size_of::<T>());
        if bytes >= MAPPED_FROM_BYTES
            && let Ok(map) = MmapMut::map_anon(bytes)
        {
            #[cfg(target_os = "linux")]
            let _only_a_request = map.advise(memmap2::Advice::HugePage);
            return Self::Mapped { map, len };
        }
        Self::Heap(vec![T::zeroed(); len])
    }

    /// The array as a slice. Take it once before a loop.
    pub(crate) fn as_slice(&self) -> &[T] {
        match self {
            // A mapping starts on a page and its length is a multiple of the element, so the cast cannot fail.
            Self::Mapped { map, len } => bytemuck::try_cast_slice(map)
                .ok()
                .and_then(|all: &[T]| all.get(..*len))
                .unwrap_or(&[]),
            Self::Heap(values) => values,
        }
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [T] {
        match self {
            Self::Mapped { map, len } => bytemuck::try_cast_slice_mut(map)
                .ok()
                .and_then(|all: &mut [T]| all.get_mut(..*len))
                .unwrap_or(&mut []),
            Self::Heap(values) => values,
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Mapped { len, .. } => *len,
            Self::Heap(values) => values.len(),
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.len() * size_of::<T>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_and_small_arrays_behave_alike() {
        for len in [3_usize, (MAPPED_FROM_BYTES / 4) + 7] {
            let mut array: HugeArray<u32> = HugeArray::zeroed(len);
            assert_eq!(array.len(), len);
            assert_eq!(array.bytes(), len * 4);
            assert!(array.as_slice().iter().all(|value| *value == 0));
            array.as_mut_slice()[len - 1] = 9;
            assert_eq!(array.as_slice().last(), Some(&9));
        }
    }
}
