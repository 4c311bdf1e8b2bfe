//! Positions and boxes on the page, in pixels from the upper left corner.

/// A position on the page in pixels: x to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct PagePoint {
    pub(super) x: f32,
    pub(super) y: f32,
}

impl PagePoint {
    pub(super) const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    pub(super) fn shifted(self, dx: f32, dy: f32) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }

    pub(super) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// An upright box on the page, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct PageBox {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl PageBox {
    pub(super) const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self { left, top, right, bottom }
    }

    pub(super) fn sized(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self::new(left, top, left + width, top + height)
    }

    pub(super) fn around(center: PagePoint, radius: f32) -> Self {
        Self::new(center.x - radius, center.y - radius, center.x + radius, center.y + radius)
    }

    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    pub(super) fn center(&self) -> PagePoint {
        PagePoint::new((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    /// The box with every side moved outwards by `by` pixels (inwards where negative).
    pub(super) fn grown(&self, by: f32) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }

    pub(super) fn contains(&self, point: PagePoint) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }

    /// Whether the other box lies inside this one.
    pub(super) fn holds(&self, other: &Self) -> bool {
        other.left >= self.left
            && other.right <= self.right
            && other.top >= self.top
            && other.bottom <= self.bottom
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The least box that holds both.
    pub(super) fn joined(&self, other: &Self) -> Self {
        Self::new(
            self.left.min(other.left),
            self.top.min(other.top),
            self.right.max(other.right),
            self.bottom.max(other.bottom),
        )
    }

    /// The four corners, clockwise from the upper left.
    pub(super) fn corners(&self) -> [PagePoint; 4] {
        [
            PagePoint::new(self.left, self.top),
            PagePoint::new(self.right, self.top),
            PagePoint::new(self.right, self.bottom),
            PagePoint::new(self.left, self.bottom),
        ]
    }
}
