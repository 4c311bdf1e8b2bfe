//! PNG files as pixels, and how far two of them are apart.

use std::io::Cursor;

/// A picture as width, height and RGB.
pub(crate) fn decoded(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let n_channels = info.color_type.samples();
    let rgb = |pixel: &[u8]| [pixel[0], pixel[1 % n_channels], pixel[2 % n_channels]];
    (info.width, info.height, pixels.chunks_exact(n_channels).flat_map(rgb).collect())
}

pub(crate) fn encoded(width: u32, height: u32, rgb: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(rgb).unwrap();
    bytes
}

/// A picture `by` times as small each way; every pixel is the mean of those that it stands for.
#[cfg(feature = "pdf")]
pub(crate) fn shrunk(bytes: &[u8], by: usize) -> Vec<u8> {
    let (width, height, rgb) = decoded(bytes);
    let (across, down) = (width as usize / by, height as usize / by);
    let mean = |n: usize| {
        let (x, y, channel) = (n / 3 % across, n / 3 / across, n % 3);
        let of_row = |row: usize| {
            let start = ((y * by + row) * width as usize + x * by) * 3 + channel;
            rgb[start..].iter().step_by(3).take(by).map(|value| usize::from(*value)).sum::<usize>()
        };
        ((0..by).map(of_row).sum::<usize>() / (by * by)) as u8
    };
    let pixels: Vec<u8> = (0..across * down * 3).map(mean).collect();
    encoded(across as u32, down as u32, &pixels)
}

/// The greatest difference of a channel, pixel by pixel.
pub(crate) fn differences(one: &[u8], other: &[u8]) -> Vec<u8> {
    let of_pixel =
        |(a, b): (&[u8], &[u8])| a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
    one.chunks_exact(3).zip(other.chunks_exact(3)).map(of_pixel).collect()
}

/// Differences as white on black, small ones made plain.
pub(crate) fn shown(apart: &[u8]) -> Vec<u8> {
    apart.iter().flat_map(|difference| [difference.saturating_mul(8); 3]).collect()
}

/// Pictures of one size side by side.
pub(crate) fn panels(width: u32, pictures: [&Vec<u8>; 3]) -> Vec<u8> {
    let row = width as usize * 3;
    let n_rows = pictures[0].len() / row;
    let rows = (0..n_rows).flat_map(|n| pictures.map(|p| &p[n * row..(n + 1) * row]));
    rows.flatten().copied().collect()
}
