//! Cells of a grid that a border runs through, divided into 64 small cells: which of them lie wholly in
//! one unit. Sets of small cells are the bits of a number, row by row from the south.

/// So many small cells make the side of a cell.
pub(super) const N_SIDE: usize = 8;

/// The small cells along two sides.
const WEST: u64 = 0x0101_0101_0101_0101;
const EAST: u64 = WEST << (N_SIDE - 1);

/// A block holds so many units; what more there are are not kept.
const N_PARTS: usize = 3;

/// The small cells of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// The first ones are in use.
    pub(super) parts: [Part; N_PARTS],
    /// Those with an edge in them.
    marked: u64,
}

/// The small cells that lie in a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) cells: u64,
    pub(super) unit: u16,
}

/// Where a cell lies beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    South,
    North,
    West,
    East,
}

impl Side {
    /// The small cells that lie against those of the cell on this side.
    pub(super) fn across(self, cells: u64) -> u64 {
        match self {
            Self::South => cells >> (N_SIDE * (N_SIDE - 1)),
            Self::North => cells << (N_SIDE * (N_SIDE - 1)),
            Self::West => (cells & EAST) >> (N_SIDE - 1),
            Self::East => (cells & WEST) << (N_SIDE - 1),
        }
    }
}

/// The small cell in a column and a row of the whole grid.
fn bit(column: usize, row: usize) -> u64 {
    1 << (row % N_SIDE * N_SIDE + column % N_SIDE)
}

impl Block {
    /// The unit of a small cell, by its column and row in the whole grid.
    pub(super) fn at(&self, column: usize, row: usize) -> Option<u16> {
        let cell = bit(column, row);
        self.parts.iter().find(|part| part.cells & cell != 0).map(|part| part.unit)
    }

    /// An edge runs through a small cell.
    pub(super) fn mark(&mut self, column: usize, row: usize) {
        self.marked |= bit(column, row);
    }

    /// Gives small cells, where they are free, and all free ones that they lead to, to a unit; `false`
    /// where none is.
    pub(super) fn grow(&mut self, unit: u16, from: u64) -> bool {
        let held = self.parts.iter().fold(self.marked, |held, part| held | part.cells);
        let mut cells = from & !held;
        if cells == 0 {
            return false;
        }
        let part = self.parts.iter_mut().find(|part| part.cells == 0 || part.unit == unit);
        let Some(part) = part else { return false };
        loop {
            let aside = (cells & !EAST) << 1 | (cells & !WEST) >> 1;
            let grown = (cells | cells << N_SIDE | cells >> N_SIDE | aside) & !held;
            if grown == cells {
                break;
            }
            cells = grown;
        }
        *part = Part { cells: part.cells | cells, unit };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_grows_up_to_the_edges() {
        let mut block = Block::default();
        for at in 0..N_SIDE {
            block.mark(3, at);
            block.mark(at, 5);
        }
        assert!(block.grow(7, Side::West.across(u64::MAX)));
        assert!(block.grow(8, Side::East.across(u64::MAX)));
        assert!(!block.grow(9, Side::South.across(u64::MAX)));
        let shown: Vec<String> = (0..N_SIDE)
            .map(|row| {
                let unit = |column| block.at(column, row).map_or("-".to_owned(), |u| u.to_string());
                (0..N_SIDE).map(unit).collect()
            })
            .collect();
        let mut expected = vec!["777-8888"; N_SIDE];
        expected.splice(5..6, ["--------"]);
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_lies_on_a_side_lies_against_the_other() {
        for (side, from, to) in [
            (Side::South, (2, 7), (2, 0)),
            (Side::North, (2, 0), (2, 7)),
            (Side::West, (7, 4), (0, 4)),
            (Side::East, (0, 4), (7, 4)),
        ] {
            assert_eq!(side.across(bit(from.0, from.1)), bit(to.0, to.1), "{side:?}");
            assert_eq!(side.across(bit(3, 3)), 0, "{side:?}");
        }
    }
}
