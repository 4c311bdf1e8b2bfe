//! The runs of three letters in a sentence, which tell of most words at once that they are not in it.

const N_BITS: usize = 2048;
const BITS: usize = u64::BITS as usize;

/// The runs of three bytes in a text, as bits that few of them share.
#[derive(Debug)]
pub(in crate::extract) struct Trigrams([u64; N_BITS / BITS]);

impl Trigrams {
    /// Those of a text. Cost: one pass over its bytes.
    #[inline(never)] // A loop of its own keeps what it needs in registers.
    pub(in crate::extract) fn of(text: &str) -> Self {
        let mut bits = [0; N_BITS / BITS];
        let mut key = 0;
        for byte in text.bytes() {
            key = longer(key, byte);
            let bit = usize::from(number(key));
            bits.get_mut(bit / BITS).into_iter().for_each(|bits| *bits |= 1 << (bit % BITS));
        }
        Self(bits)
    }

    /// Whether one of these numbers may be among those of the text.
    pub(super) fn may_have(&self, trigram: u16) -> bool {
        let bit = usize::from(trigram);
        self.0.get(bit / BITS).is_some_and(|bits| bits >> (bit % BITS) & 1 != 0)
    }
}

/// The numbers of the first three bytes of an entry and of the last; `None` where it has fewer.
pub(super) fn ends(entry: &str) -> Option<[u16; 2]> {
    let of = |bytes: &[u8; 3]| number(bytes.iter().fold(0, |key, byte| longer(key, *byte)));
    let bytes = entry.as_bytes();
    Some([of(bytes.first_chunk()?), of(bytes.last_chunk()?)])
}

/// The last three bytes as a number, and one byte more.
fn longer(key: u32, byte: u8) -> u32 {
    (key << 8 | u32::from(byte)) & 0xff_ffff
}

/// The bit of three bytes. The factor is an odd number near the golden ratio of 2^32, whose products
/// spread over their upper bits. Source: Knuth, The Art of Computer Programming 3, 6.4.
fn number(key: u32) -> u16 {
    const SPREAD: u32 = 0x9e37_79b9;
    let upper = key.wrapping_mul(SPREAD) >> (u32::BITS - N_BITS.ilog2());
    u16::try_from(upper).unwrap_or_default()
}
